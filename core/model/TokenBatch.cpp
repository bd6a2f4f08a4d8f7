#include "core/model/TokenBatch.h"

namespace espalier {

TokenBatch toDevice(const PackedBatch& batch, const torch::Device& device) {
    const auto move = [&](const std::vector<std::int64_t>& numbers) {
        return torch::tensor(numbers, torch::kInt64).to(device, /*non_blocking=*/true);
    };
    constexpr std::int64_t step = 16;
    const auto filling = device.is_cpu() ? (step - batch.tokens() % step) % step : 0;
    const auto filled = [&](const std::vector<std::int64_t>& numbers) {
        return torch::constant_pad_nd(move(numbers), {0, filling});
    };
    TokenBatch moved{
        filled(batch.ids),   filled(batch.typeIds), filled(batch.positions), move(batch.segmentStarts), {},
        batch.segmentStarts, batch.longest()};
    if (!batch.targets.empty()) moved.targets = move(batch.targets);
    return moved;
}

} // namespace espalier
