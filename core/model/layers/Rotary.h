#pragma once
// Rotary positions: pairs of a head's numbers are turned by an angle that grows with the position: Su et al.
// 2021, arXiv:2104.09864; halves are paired, as in Transformers.
#include "core/base/Json.h"
#include "core/model/TokenBatch.h"

namespace espalier {

struct Rotation {
    torch::Tensor cosine, sine; // float32 [tokens, 1, headSize]
};

struct RotaryFrequencies {
    torch::Tensor angles; // by which a pair turns from one position to the next, float32 [headSize / 2]
    double length = 1;    // by which what is turned grows
    // Those of texts with more tokens than this; undefined: the same.
    torch::Tensor longAngles = {};
    std::int64_t longFrom = 0;
};

RotaryFrequencies rotaryFrequencies(double base, std::int64_t headSize);

// The same as a config.json says: "rope_theta", and "rope_parameters" or the older "rope_scaling" with the
// types default, linear (Chen et al. 2023, arXiv:2306.15595), dynamic (within the model's own length), llama3
// (Grattafiori et al. 2024, arXiv:2407.21783), yarn (Peng et al. 2023, arXiv:2309.00071) and longrope (Ding
// et al. 2024, arXiv:2402.13753). Throws Error(Format) for another one.
RotaryFrequencies rotaryFrequencies(const Json& config, std::int64_t headSize, const std::string& origin);

// Of a batch's tokens. Whether a text is long is its own affair, so that its numbers don't hang on its
// neighbours; Transformers asks how long the longest of a batch is.
Rotation rotationOf(const TokenBatch& batch, const RotaryFrequencies& frequencies);
// positions: int64 [tokens], in texts of so many tokens by now
Rotation rotationOf(const torch::Tensor& positions, std::int64_t length,
                    const RotaryFrequencies& frequencies);

// x: [tokens, heads * headSize] → likewise, in x's type
torch::Tensor rotated(const torch::Tensor& x, const Rotation& rotation);

} // namespace espalier
