#include "core/train/BatchFeed.h"

#include "core/data/Batches.h"
#include "core/task/FrozenActivations.h"

#include <algorithm>

namespace espalier {

namespace {
constexpr std::size_t ahead = 2; // steps; packing is much quicker than training
}

BatchFeed::BatchFeed(const BatchSource& source, const Recipe& recipe, std::int64_t done)
    : source_(source), batch_(static_cast<std::size_t>(recipe.batch)),
      accumulation_(static_cast<std::size_t>(recipe.accumulation)), seed_(recipe.seed),
      sampling_(recipe.sampling), done_(done), thread_([this](const std::stop_token& stop) {
          try {
              prepare(stop);
          } catch (...) {
              const std::scoped_lock lock(mutex_);
              failure_ = std::current_exception();
              changed_.notify_all();
          }
      }) {}

void BatchFeed::prepare(const std::stop_token& stop) {
    const auto perStep = batch_ * accumulation_;
    const auto steps = static_cast<std::int64_t>((source_.targets.size() + perStep - 1) / perStep);
    auto first = static_cast<std::size_t>(done_ % steps) * accumulation_; // batch of the epoch
    for (auto epoch = done_ / steps; !stop.stop_requested(); ++epoch, first = 0) {
        const auto batches = batchesOf(epoch);
        for (; first < batches.size(); first += accumulation_) {
            const auto last = std::min(first + accumulation_, batches.size());
            auto step = pack({batches.begin() + static_cast<std::ptrdiff_t>(first),
                              batches.begin() + static_cast<std::ptrdiff_t>(last)},
                             pieces_);
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return ready_.size() < ahead; })) return;
            ready_.push_back(std::move(step));
            changed_.notify_all();
        }
    }
}

BatchFeed::Orders BatchFeed::batchesOf(std::int64_t epoch) const {
    if (sampling_ == "balanced") return balancedBatches(source_.targets.classes(), batch_, seed_, epoch);
    if (sampling_ == "weighted") return weightedBatches(source_.weights, batch_, seed_, epoch);
    return shuffledBatches(source_.targets.size(), batch_, seed_, epoch);
}

BatchFeed::Step BatchFeed::pack(Orders orders, std::size_t pieces) const {
    Step step{std::move(orders), {}, pieces};
    for (const auto& order : step.orders) {
        const auto size = (order.size() + pieces - 1) / pieces;
        for (std::size_t begin = 0; begin < order.size(); begin += size) {
            const auto part = std::span(order).subspan(begin, std::min(size, order.size() - begin));
            step.micro.push_back({espalier::pack(source_.encodings, source_.targets, part), {}});
            if (source_.frozen) step.micro.back().frozen = source_.frozen->gather(part);
        }
    }
    return step;
}

const std::vector<MicroBatch>& BatchFeed::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty() || failure_; });
    if (ready_.empty()) std::rethrow_exception(failure_);
    present_ = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    lock.unlock();
    if (present_.pieces != pieces_) // packed before they were halved
        present_ = pack(std::move(present_.orders), pieces_);
    return present_.micro;
}

bool BatchFeed::halve() {
    if (textsAtOnce() < 2) return false;
    pieces_ = 2 * pieces_;
    present_ = pack(std::move(present_.orders), pieces_);
    return true;
}

std::int64_t BatchFeed::textsAtOnce() const {
    std::int64_t most = 0;
    for (const auto& micro : present_.micro) most = std::max(most, micro.packed.segments());
    return most;
}

} // namespace espalier
