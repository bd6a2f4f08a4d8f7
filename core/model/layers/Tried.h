#pragma once
// What a card, its driver or a release of LibTorch can do shows when it is tried: once for each kind of work,
// before a run relies on it.
#include <torch/torch.h>

#include <map>
#include <mutex>

namespace espalier {

template<class Kind>
class Tried {
public:
    // Whether `trial` returned true when it was called for the first of this kind; not where LibTorch threw.
    template<class Trial>
    bool operator()(const Kind& kind, const Trial& trial) {
        const std::scoped_lock lock(mutex_);
        const auto [it, isNew] = known_.try_emplace(kind, false);
        if (isNew) it->second = tried(trial);
        return it->second;
    }

private:
    template<class Trial>
    static bool tried(const Trial& trial) {
        const c10::InferenceMode ordinary(false); // the first to ask may be an evaluation
        const torch::AutoGradMode gradients(true);
        try {
            return trial();
        } catch (const c10::Error&) {
            return false;
        }
    }

    std::mutex mutex_;
    std::map<Kind, bool> known_;
};

// Any numbers that differ, within [-1, 1].
inline torch::Tensor trialNumbers(double phase, std::int64_t rows, std::int64_t columns) {
    return torch::sin(torch::arange(rows * columns, torch::kFloat64) * 1.7 + phase).view({rows, columns});
}

} // namespace espalier
