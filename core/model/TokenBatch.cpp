#include "core/model/TokenBatch.h"

namespace espalier {

TokenBatch toDevice(const PackedBatch& batch, const torch::Device& device) {
    const auto move = [&](const std::vector<std::int64_t>& numbers) {
        return torch::tensor(numbers, torch::kInt64).to(device, /*non_blocking=*/true);
    };
    TokenBatch moved{
        move(batch.ids),     move(batch.typeIds), move(batch.positions), move(batch.segmentStarts), {},
        batch.segmentStarts, batch.longest()};
    if (!batch.targets.empty()) moved.targets = move(batch.targets);
    return moved;
}

} // namespace espalier
