#pragma once
// A run's micro-batches, step by step, packed ahead on a thread of their own.
#include "core/data/PackedBatch.h"
#include "core/train/Recipe.h"

#include <torch/torch.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace espalier {

class FrozenActivations;

struct MicroBatch {
    PackedBatch packed;
    torch::Tensor frozen; // Model::frozenPart of it where it is known, else undefined
};

// The texts that are learned from; they outlive the feed.
struct BatchSource {
    std::span<const Encoding> encodings;
    const Targets& targets;
    const FrozenActivations* frozen = nullptr; // where they were computed once
    std::vector<double> weights = {};          // of the texts, where sampling goes by them
};

class BatchFeed {
public:
    // Micro-batches of the recipe's size, so many a step; every epoch in an order of its own, from the seed.
    // The first `done` steps are left out: they were done before.
    BatchFeed(const BatchSource& source, const Recipe& recipe, std::int64_t done = 0);

    // Goes on to the next step; without an end. Throws what went wrong on the other thread.
    const std::vector<MicroBatch>& next();
    // The present step once more, and all after it, with half as many texts a micro-batch. False where one
    // text is left in each.
    bool halve();
    const std::vector<MicroBatch>& present() const { return present_.micro; }
    std::int64_t textsAtOnce() const; // largest number in a micro-batch of the present step

private:
    using Orders = std::vector<std::vector<std::size_t>>;
    struct Step {
        Orders orders; // of the micro-batches as the recipe asks for them
        std::vector<MicroBatch> micro;
        std::size_t pieces = 1; // that each of them was cut into
    };
    void prepare(const std::stop_token& stop);
    Orders batchesOf(std::int64_t epoch) const;
    Step pack(Orders orders, std::size_t pieces) const;

    BatchSource source_;
    std::size_t batch_, accumulation_;
    std::uint64_t seed_;
    std::string sampling_;
    std::int64_t done_;
    std::atomic<std::size_t> pieces_ = 1;
    Step present_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Step> ready_;
    std::exception_ptr failure_;
    std::jthread thread_; // last: it ends before what it uses
};

} // namespace espalier
