#include "core/model/TokenBatch.h"

#include <algorithm>
#include <bit>

namespace espalier {

// All numbers in one block, so that a card gets them by one copy; pinned, so that the copy runs beside it.
TokenBatch toDevice(const PackedBatch& batch, const torch::Device& device) {
    constexpr std::int64_t multiple = 16;
    const auto filling = device.is_cpu() ? (multiple - batch.tokens() % multiple) % multiple : 0;
    const auto tokens = batch.tokens() + filling, segments = batch.segments();
    const auto targets = static_cast<std::int64_t>(batch.targets.values.size());
    const auto answering = static_cast<std::int64_t>(batch.answering ? batch.answering->size() : 0);
    const auto numbers = torch::zeros({3 * tokens + segments + 1 + answering + targets},
                                      torch::dtype(torch::kInt64).pinned_memory(!device.is_cpu()));
    auto* to = numbers.mutable_data_ptr<std::int64_t>();
    for (const auto* byToken : {&batch.ids, &batch.typeIds, &batch.positions})
        to = std::copy(byToken->begin(), byToken->end(), to) + filling;
    to = std::copy(batch.segmentStarts.begin(), batch.segmentStarts.end(), to);
    if (batch.answering) to = std::copy(batch.answering->begin(), batch.answering->end(), to);
    std::transform(batch.targets.values.begin(), batch.targets.values.end(), to,
                   [](double value) { return std::bit_cast<std::int64_t>(value); });

    const auto moved = numbers.to(device, /*non_blocking=*/true);
    std::int64_t place = 0;
    const auto next = [&](std::int64_t count) {
        place += count;
        return moved.slice(0, place - count, place);
    };
    TokenBatch result;
    result.ids = next(tokens);
    result.typeIds = next(tokens);
    result.positions = next(tokens);
    result.starts = next(segments + 1);
    if (batch.answering) result.answering = next(answering);
    if (targets) {
        result.targets = next(targets).view(torch::kFloat64);
        if (batch.targets.width > 1) result.targets = result.targets.view({segments, batch.targets.width});
    }
    result.segmentStarts = batch.segmentStarts;
    result.longest = batch.longest();
    return result;
}

} // namespace espalier
