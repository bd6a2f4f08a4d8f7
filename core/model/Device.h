#pragma once
// Which device and precision a run really uses, and how many threads.
#include "core/base/Message.h"
#include "core/model/Compute.h"
#include "core/model/Config.h"

#include <torch/torch.h>

namespace espalier {

struct ComputePlan {
    torch::Device device = torch::kCPU;
    torch::ScalarType precision = torch::kFloat32;
    int threads = 1;
    std::string deviceName;    // "CPU", "CUDA: NVIDIA H200"
    std::string precisionName; // "f32", "bf16"
};

// `auto`: CUDA where a card is there; bf16 where the processor or card computes it natively. Sets the calling
// thread's number of threads (LibTorch keeps one pool a thread). Throws Error(Usage) for CUDA without a card.
ComputePlan planCompute(Device device, Precision precision, int threads);

// Chooses the road of float32 matrix products (GemmRoad.h) for a model of this shape, where the plan leaves a
// choice; says what was found.
std::optional<Message> takeGemmRoad(const ComputePlan& plan, const ModelConfig& config);

// A generator of its own, so that nothing else in the process can disturb a run's random choices.
at::Generator makeGenerator(const torch::Device& device, std::uint64_t seed);

} // namespace espalier
