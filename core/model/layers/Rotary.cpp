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
    double longest() const { return valueOr<double>(config, "max_position_embeddings", 2048, origin); }
    double length() const { // that the model was first made for
        constexpr const char* key = "original_max_position_embeddings";
        return valueOr<double>(config, key, number(key, longest()), origin);
    }
    double factor() const { return number("factor", longest() / length()); }
};

// share: of each angle that stays as it is; of the rest only 1 / factor does.
torch::Tensor slowed(const torch::Tensor& angles, const torch::Tensor& share, double factor) {
    return angles * share + angles / factor * (1 - share);
}

// Slow turns are slowed further, quick ones not, those between by degrees.
torch::Tensor llama3Angles(const torch::Tensor& angles, const Scaling& scaling) {
    const auto factor = scaling.factor(), low = scaling.number("low_freq_factor", 1),
               high = scaling.number("high_freq_factor", 4);
    if (!(high > low)) failKey(scaling.origin, "high_freq_factor", "more than low_freq_factor", high);
    const auto turns = scaling.length() * angles / (2 * M_PI); // within the original length
    return slowed(angles, ((turns - low) / (high - low)).clamp(0, 1), factor);
}

// The same by places among the pairs instead of turns: arXiv:2309.00071, sec. 3.2 to 3.4. What is turned
// grows with the factor, as their temperature wants it.
RotaryFrequencies yarn(const torch::Tensor& angles, double base, const Scaling& scaling) {
    const auto factor = scaling.factor();
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

// Every pair is slowed by a factor of its own, in long texts by another: sec. 3.3, and 4 for the growth.
RotaryFrequencies longrope(const torch::Tensor& angles, const Scaling& scaling) {
    const auto slowedBy = [&](const char* key) {
        const auto& found = memberOf(scaling.json, key);
        const auto pairs = static_cast<std::size_t>(angles.size(0));
        std::vector<float> factors;
        for (const auto& factor : found)
            if (factor.is_number() && factor.get<float>() > 0) factors.push_back(factor.get<float>());
        if (!found.is_array() || found.size() != pairs || factors.size() != pairs)
            failKey(scaling.origin, key, fmt::format("{} numbers above 0", pairs), found);
        return angles / torch::tensor(factors);
    };
    const auto length = scaling.length();
    if (length < 2 || length > 1 << 24)
        failKey(scaling.origin, "original_max_position_embeddings", "2 to 16777216", length);
    const auto usual = std::sqrt(1 + std::log(scaling.factor()) / std::log(length));
    return {slowedBy("short_factor"), scaling.number("attention_factor", usual), slowedBy("long_factor"),
            static_cast<std::int64_t>(length)};
}

Rotation turnedBy(const torch::Tensor& angles, double length) {
    const auto both = torch::cat({angles, angles}, 1).unsqueeze(1);
    return {both.cos() * length, both.sin() * length};
}

torch::Tensor anglesAt(const torch::Tensor& positions, const torch::Tensor& angles) {
    return torch::outer(positions.to(torch::kFloat32), angles.to(positions.device()));
}

// bool [tokens, 1]: whether the text of a token has more tokens than that.
torch::Tensor inLongText(const TokenBatch& batch, std::int64_t length) {
    const auto places = torch::arange(batch.positions.size(0), batch.starts.options());
    const auto text = torch::bucketize(places, batch.starts.slice(0, 1), /*out_int32=*/false, /*right=*/true)
                          .clamp_max(batch.segments() - 1);
    return (batch.starts.diff() > length).index_select(0, text).unsqueeze(1);
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
    if (!(scaling.length() >= 1))
        failKey(origin, "original_max_position_embeddings", "1 or more", scaling.length());
    if (!(scaling.factor() >= 1)) failKey(origin, "factor", "1 or more", scaling.factor());
    if (type == "linear") return {plain.angles / scaling.factor()};
    if (type == "llama3") return {llama3Angles(plain.angles, scaling)};
    if (type == "yarn") return yarn(plain.angles, base, scaling);
    if (type == "longrope") return longrope(plain.angles, scaling);
    failKey(origin, "rope_type", "default, linear, dynamic, llama3, yarn or longrope", type);
}

Rotation rotationOf(const TokenBatch& batch, const RotaryFrequencies& frequencies) {
    auto angles = anglesAt(batch.positions, frequencies.angles);
    if (frequencies.longAngles.defined() && batch.longest > frequencies.longFrom)
        angles = torch::where(inLongText(batch, frequencies.longFrom),
                              anglesAt(batch.positions, frequencies.longAngles), angles);
    return turnedBy(angles, frequencies.length);
}

Rotation rotationOf(const torch::Tensor& positions, std::int64_t length,
                    const RotaryFrequencies& frequencies) {
    const bool far = frequencies.longAngles.defined() && length > frequencies.longFrom;
    return turnedBy(anglesAt(positions, far ? frequencies.longAngles : frequencies.angles),
                    frequencies.length);
}

torch::Tensor rotated(const torch::Tensor& x, const Rotation& rotation) {
    const auto size = rotation.cosine.size(2);
    const auto wide = x.view({x.size(0), x.size(1) / size, size}).to(torch::kFloat32);
    const auto halves = wide.chunk(2, 2);
    const auto turned = torch::cat({-halves[1], halves[0]}, 2);
    return (wide * rotation.cosine + turned * rotation.sine).view({x.size(0), x.size(1)}).to(x.scalar_type());
}

} // namespace espalier
