#include "core/model/layers/Rotary.h"

#include <cmath>

namespace espalier {

torch::Tensor rotaryFrequencies(double base, std::int64_t headSize) {
    const auto steps = torch::arange(0, headSize, 2, torch::kFloat32) / static_cast<double>(headSize);
    return torch::reciprocal(torch::pow(base, steps));
}

namespace {

// Slow turns are slowed further by `factor`, quick ones not, those between by degrees.
torch::Tensor slowedWhereSlow(const torch::Tensor& frequencies, const Json& scaling, const Json& config,
                              const std::string& origin) {
    const auto number = [&](const char* key, double fallback) {
        return valueOr<double>(scaling, key, fallback, origin);
    };
    const auto factor = number("factor", 8), low = number("low_freq_factor", 1),
               high = number("high_freq_factor", 4);
    const auto length = number("original_max_position_embeddings",
                               valueOr<double>(config, "max_position_embeddings", 2048, origin));
    if (!(high > low)) failKey(origin, "high_freq_factor", "more than low_freq_factor", high);
    const auto turns = length * frequencies / (2 * M_PI); // within the original length
    const auto share = ((turns - low) / (high - low)).clamp(0, 1);
    return frequencies * share + frequencies / factor * (1 - share);
}

} // namespace

torch::Tensor rotaryFrequencies(const Json& config, std::int64_t headSize, const std::string& origin) {
    const auto& parameters = memberOf(config, "rope_parameters");
    const auto& scaling = parameters.is_object() ? parameters : memberOf(config, "rope_scaling");
    const auto base =
        valueOr<double>(scaling, "rope_theta", valueOr<double>(config, "rope_theta", 10000, origin), origin);
    if (!(base > 1)) failKey(origin, "rope_theta", "more than 1", base);
    const auto older = valueOr<std::string>(scaling, "type", "default", origin);
    const auto type = valueOr<std::string>(scaling, "rope_type", older, origin);
    const auto frequencies = rotaryFrequencies(base, headSize);
    if (type == "default" || type == "dynamic") return frequencies;
    const auto factor = valueOr<double>(scaling, "factor", 1, origin);
    if (!(factor >= 1)) failKey(origin, "factor", "1 or more", factor);
    if (type == "linear") return frequencies / factor;
    if (type == "llama3") return slowedWhereSlow(frequencies, scaling, config, origin);
    failKey(origin, "rope_type", "default, linear, dynamic or llama3", type);
}

Rotation rotationOf(const torch::Tensor& positions, const torch::Tensor& frequencies) {
    const auto angles = torch::outer(positions.to(torch::kFloat32), frequencies.to(positions.device()));
    const auto both = torch::cat({angles, angles}, 1).unsqueeze(1);
    return {both.cos(), both.sin()};
}

torch::Tensor rotated(const torch::Tensor& x, const Rotation& rotation) {
    const auto size = rotation.cosine.size(2);
    const auto wide = x.view({x.size(0), x.size(1) / size, size}).to(torch::kFloat32);
    const auto halves = wide.chunk(2, 2);
    const auto turned = torch::cat({-halves[1], halves[0]}, 2);
    return (wide * rotation.cosine + turned * rotation.sine).view({x.size(0), x.size(1)}).to(x.scalar_type());
}

} // namespace espalier
