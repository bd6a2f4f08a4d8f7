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
    bool asynchronous = false; // a card that computes while its last results are on their way
    std::string deviceName;    // "CPU", "CUDA: NVIDIA H200"
    std::string precisionName; // "f32", "bf16"
};

// `auto`: CUDA where a card is there; bf16 where the processor or card computes it natively. Sets the calling
// thread's number of threads (LibTorch keeps one pool a thread). Throws Error(Usage) for CUDA without a card.
ComputePlan planCompute(Device device, Precision precision, int threads);

// Hands back what LibTorch keeps of a card's memory for later.
void releaseCachedMemory(const torch::Device& device);

// Chooses the road of float32 matrix products (GemmRoad.h) for a model of this shape, where the plan leaves a
// choice; the setting is the whole process's. Does nothing while a run holds it.
void takeGemmRoad(const ComputePlan& plan, const ModelConfig& config);

// The same for a run: as long as it lives nobody else changes the road, not even another run, so that equal
// runs end in equal bytes.
class HeldGemmRoad {
public:
    HeldGemmRoad(const ComputePlan& plan, const ModelConfig& config);
    ~HeldGemmRoad();
    HeldGemmRoad(const HeldGemmRoad&) = delete;
    HeldGemmRoad& operator=(const HeldGemmRoad&) = delete;

    const std::optional<Message>& message() const { return message_; } // what was found, for the log

private:
    std::optional<Message> message_;
};

// A generator of its own, so that nothing else in the process can disturb a run's random choices.
at::Generator makeGenerator(const torch::Device& device, std::uint64_t seed);

} // namespace espalier
