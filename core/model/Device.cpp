#include "core/model/Device.h"

#include "core/base/Error.h"
#include "core/base/Parallel.h"
#include "core/base/Text.h"
#include "core/model/GemmRoad.h"
#include "core/model/kernels/card/Program.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <c10/core/CachingDeviceAllocator.h>

#include <mutex>

namespace espalier {

namespace {

bool hasNativeBf16(const torch::Device& device) {
    if (device.is_cuda()) return true; // older cards than Ampere emulate it, at the cost of speed only
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

std::string cardName(const torch::Device& card) {
    const auto name = card::nameOf(card.index());
    return name.empty() ? "CUDA" : "CUDA: " + name;
}

} // namespace

ComputePlan planCompute(Device device, Precision precision, int threads) {
    ComputePlan plan;
    const bool cuda = device != Device::Cpu && torch::cuda::is_available();
    if (device == Device::Cuda && !cuda)
        throw Error(ErrorKind::Usage, message("model", "No CUDA graphics card can be used on this machine."),
                    message("model", "Choose the device auto or cpu."));
    if (cuda) plan.device = torch::Device(torch::kCUDA, 0);
    plan.asynchronous = cuda;
    plan.deviceName = cuda ? cardName(plan.device) : "CPU";

    const bool bf16 =
        precision == Precision::Bf16 || (precision == Precision::Auto && hasNativeBf16(plan.device));
    plan.precision = bf16 ? torch::kBFloat16 : torch::kFloat32;
    plan.precisionName = nameOf(bf16 ? Precision::Bf16 : Precision::F32);

    plan.threads = threads > 0 ? threads : hardwareThreads();
    at::set_num_threads(plan.threads);
    return plan;
}

ComputeNames resolveCompute(Device device, Precision precision, int threads) {
    const ComputePlan plan = planCompute(device, precision, threads);
    const bool cpu = plan.device.is_cpu();
    return {plan.deviceName, plan.precisionName, plan.threads,
            !cpu                                ? "cuBLAS"
            : plan.precision == torch::kFloat32 ? presentGemmRoad()
                                                : "oneDNN",
            "LibTorch " TORCH_VERSION};
}

void releaseCachedMemory(const torch::Device& device) {
    if (device.is_cpu()) return;
#if TORCH_VERSION_MAJOR > 2 ||                                                                               \
    TORCH_VERSION_MINOR >= 9 // older ones hand it back by themselves before they give up
    c10::getDeviceAllocator(device.type())->emptyCache();
#endif
}

namespace {

std::mutex roadMutex;
int roadHolders = 0;

std::optional<Message> chooseRoad(const ComputePlan& plan, const ModelConfig& config) {
    if (!plan.device.is_cpu() || plan.precision != torch::kFloat32) {
        takeUsualGemmRoad();
        return std::nullopt;
    }
    const auto choice =
        chooseGemmRoad(gemmShapes(config.hiddenSize, config.intermediateSize), gemmMemoryFile());
    std::vector<std::string> measured;
    for (const auto& road : choice.roads)
        measured.push_back(fmt::format("{} {:.0f} GFLOP/s, {:.0e}", road.name, road.gflops, road.error));
    return message("model", "Matrix products go through {0} (speed and relative error: {1}).", choice.chosen,
                   joined(measured, "; "));
}

} // namespace

void takeGemmRoad(const ComputePlan& plan, const ModelConfig& config) {
    const std::scoped_lock lock(roadMutex);
    if (roadHolders == 0) chooseRoad(plan, config);
}

HeldGemmRoad::HeldGemmRoad(const ComputePlan& plan, const ModelConfig& config) {
    const std::scoped_lock lock(roadMutex);
    if (roadHolders++ == 0) message_ = chooseRoad(plan, config);
}

HeldGemmRoad::~HeldGemmRoad() {
    const std::scoped_lock lock(roadMutex);
    --roadHolders;
}

at::Generator makeGenerator(const torch::Device& device, std::uint64_t seed) {
    if (device.is_cpu()) return at::make_generator<at::CPUGeneratorImpl>(seed);
    auto generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    return generator;
}

} // namespace espalier
