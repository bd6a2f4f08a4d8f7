#include "tests/bench/CardProfile.h"

#include <fmt/format.h>
#include <torch/csrc/autograd/profiler_kineto.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

namespace espalier::bench {

namespace {

namespace profiler = torch::autograd::profiler;

constexpr std::size_t shown = 30;

struct Busy {
    std::string kernel;
    double seconds = 0;
    int calls = 0;
};

} // namespace

CardProfile::CardProfile() {
    const profiler::ProfilerConfig config(profiler::ProfilerState::KINETO);
    const std::set<profiler::ActivityType> activities{profiler::ActivityType::CUDA};
    profiler::prepareProfiler(config, activities);
    profiler::enableProfiler(config, activities);
}

CardProfile::~CardProfile() {
    if (running_) profiler::disableProfiler();
}

void CardProfile::print() {
    running_ = false;
    const auto result = profiler::disableProfiler();
    std::map<std::string, Busy> byKernel;
    double all = 0;
    for (const auto& event : result->events()) {
        if (event.deviceType() != c10::DeviceType::CUDA) continue;
        const double seconds = static_cast<double>(event.durationNs()) / 1e9;
        auto& busy = byKernel[event.name()];
        busy.kernel = event.name();
        busy.seconds += seconds;
        ++busy.calls;
        all += seconds;
    }
    std::vector<Busy> kernels;
    for (auto& [name, busy] : byKernel) kernels.push_back(busy);
    std::sort(kernels.begin(), kernels.end(),
              [](const Busy& a, const Busy& b) { return a.seconds > b.seconds; });
    fmt::print(stderr, "the card was busy for {:.3f} s\n", all);
    for (std::size_t i = 0; i < std::min(shown, kernels.size()); ++i)
        fmt::print(stderr, "{:8.4f} s {:5.1f} % {:7} calls  {}\n", kernels[i].seconds,
                   100 * kernels[i].seconds / all, kernels[i].calls, kernels[i].kernel.substr(0, 110));
}

} // namespace espalier::bench
