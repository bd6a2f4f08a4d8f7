#include "core/model/layers/Rotary.h"

#include <cmath>

namespace espalier {

RotaryFrequencies rotaryFrequencies(double base, std::int64_t headSize) {
    const auto steps = torch::arange(0, headSize, 2, torch::kFloat32) / static_cast<double>(headSize);
    return {torch::reciprocal(torch::pow(base, steps))};
}

namespace {

// What a config.json says of how angles are slowed for long texts.
struct Scaling {
    const Json& json;
    const Json& config;
    const std::string& origin;

    double number(const char* key, double fallback) const {
        return valueOr<double>(json, key, fallback, origin);
    }
    double length() const { // that the model was made for
        return number("original_max_position_embeddings",
                      valueOr<double>(config, "max_position_embeddings", 2048, origin));
    }
};

// share: of each angle that stays as it is; of the rest only 1 / factor does.
torch::Tensor slowed(const torch::Tensor& angles, const torch::Tensor& share, double factor) {
    return angles * share + angles / factor * (1 - share);
}

// Slow turns are slowed further, quick ones not, those between by degrees.
torch::Tensor llama3Angles(const torch::Tensor& angles, const Scaling& scaling) {
    const auto factor = scaling.number("factor", 8), low = scaling.number("low_freq_factor", 1),
               high = scaling.number("high_freq_factor", 4);
    if (!(high > low)) failKey(scaling.origin, "high_freq_factor", "more than low_freq_factor", high);
    const auto turns = scaling.length() * angles / (2 * M_PI); // within the original length
    return slowed(angles, ((turns - low) / (high - low)).clamp(0, 1), factor);
}

// The same by places among the pairs instead of turns: arXiv:2309.00071, sec. 3.2 to 3.4. What is turned
// grows with the factor, as their temperature wants it.
RotaryFrequencies yarn(const torch::Tensor& angles, double base, double factor, const Scaling& scaling) {
    const auto pairs = static_cast<double>(angles.size(0));
    const auto placeOf = [&](double turns) { // the pair that turns so often within the original length
        return pairs * std::log(scaling.length() / (turns * 2 * M_PI)) / std::log(base);
    };
    double first = placeOf(scaling.number("beta_fast", 32)), last = placeOf(scaling.number("beta_slow", 1));
    if (valueOr<bool>(scaling.json, "truncate", true, scaling.origin)) {
        first = std::floor(first);
        last = std::ceil(last);
    }
    first = std::max(first, 0.0);
    last = std::min(last, 2 * pairs - 1);
    if (last == first) last += 0.001;
    const auto share =
        1 - ((torch::arange(angles.size(0), torch::kFloat32) - first) / (last - first)).clamp(0, 1);
    const auto growth = [&](double strength) {
        return factor > 1 ? 0.1 * strength * std::log(factor) + 1 : 1;
    };
    const auto strength = scaling.number("mscale", 0), strengthOfAll = scaling.number("mscale_all_dim", 0);
    const auto usual =
        strength != 0 && strengthOfAll != 0 ? growth(strength) / growth(strengthOfAll) : growth(1);
    return {slowed(angles, share, factor), scaling.number("attention_factor", usual)};
}

} // namespace

RotaryFrequencies rotaryFrequencies(const Json& config, std::int64_t headSize, const std::string& origin) {
    const auto& parameters = memberOf(config, "rope_parameters");
    const auto& json = parameters.is_object() ? parameters : memberOf(config, "rope_scaling");
    const auto base =
        valueOr<double>(json, "rope_theta", valueOr<double>(config, "rope_theta", 10000, origin), origin);
    if (!(base > 1)) failKey(origin, "rope_theta", "more than 1", base);
    const auto older = valueOr<std::string>(json, "type", "default", origin);
    const auto type = valueOr<std::string>(json, "rope_type", older, origin);
    const auto plain = rotaryFrequencies(base, headSize);
    if (type == "default" || type == "dynamic") return plain;
    const Scaling scaling{json, config, origin};
    const auto factor = scaling.number("factor", 1);
    if (!(factor >= 1)) failKey(origin, "factor", "1 or more", factor);
    if (!(scaling.length() >= 1))
        failKey(origin, "original_max_position_embeddings", "1 or more", scaling.length());
    if (type == "linear") return {plain.angles / factor};
    if (type == "llama3") return {llama3Angles(plain.angles, scaling)};
    if (type == "yarn") return yarn(plain.angles, base, factor, scaling);
    failKey(origin, "rope_type", "default, linear, dynamic, llama3 or yarn", type);
}

Rotation rotationOf(const torch::Tensor& positions, const RotaryFrequencies& frequencies) {
    const auto angles =
        torch::outer(positions.to(torch::kFloat32), frequencies.angles.to(positions.device()));
    const auto both = torch::cat({angles, angles}, 1).unsqueeze(1);
    return {both.cos() * frequencies.length, both.sin() * frequencies.length};
}

torch::Tensor rotated(const torch::Tensor& x, const Rotation& rotation) {
    const auto size = rotation.cosine.size(2);
    const auto wide = x.view({x.size(0), x.size(1) / size, size}).to(torch::kFloat32);
    const auto halves = wide.chunk(2, 2);
    const auto turned = torch::cat({-halves[1], halves[0]}, 2);
    return (wide * rotation.cosine + turned * rotation.sine).view({x.size(0), x.size(1)}).to(x.scalar_type());
}

} // namespace espalier
