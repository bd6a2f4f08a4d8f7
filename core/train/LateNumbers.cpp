#include "core/train/LateNumbers.h"

#include <c10/core/impl/VirtualGuardImpl.h>

namespace espalier {

LateNumbers::LateNumbers(const torch::Tensor& numbers) {
    const auto wide = numbers.to(torch::kFloat64);
    if (wide.is_cpu()) {
        host_ = wide;
        return;
    }
    host_ = torch::empty(wide.sizes(), torch::dtype(torch::kFloat64).pinned_memory(true));
    host_.copy_(wide, /*non_blocking=*/true);
    arrived_.emplace(wide.device().type());
    arrived_->record(c10::impl::VirtualGuardImpl(wide.device().type()).getStream(wide.device()));
}

std::vector<double> LateNumbers::read() const {
    if (arrived_) arrived_->synchronize();
    return {host_.const_data_ptr<double>(), host_.const_data_ptr<double>() + host_.numel()};
}

} // namespace espalier
