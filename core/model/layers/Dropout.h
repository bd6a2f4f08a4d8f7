#pragma once
// How a forward pass is to be done, and dropout that draws from a given generator.
#include <torch/torch.h>

#include <optional>

namespace espalier {

struct Forward {
    torch::ScalarType compute =
        torch::kFloat32;                    // of matrix products; norms, softmax and loss stay float32-like
    bool training = false;                  // dropout on
    std::optional<at::Generator> generator; // needed when training
};

// The run's next random number, without waiting for a card.
std::uint64_t drawSeed(const Forward& forward);

// LibTorch's fused kernels for cards draw their masks from the card's default generator, which takes none of
// ours: it starts anew from the run's next number, before every such call.
void seedDefaultGenerator(const torch::Device& card, const Forward& forward);

// Inverted dropout: keeps each element with probability 1 - p and scales it by 1 / (1 - p).
torch::Tensor dropout(const torch::Tensor& x, double p, const Forward& forward);

} // namespace espalier
