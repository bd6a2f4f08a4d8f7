#include "core/model/LoweredCopies.h"

#include <algorithm>

namespace espalier {

namespace {

bool areSame(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& one, const auto& other) { return one.is_same(other); });
}

} // namespace

LoweredCopy::LoweredCopy(std::vector<torch::Tensor> matrices, std::vector<torch::Tensor> biases)
    : matrices_(std::move(matrices)), biases_(std::move(biases)) {}

std::int64_t LoweredCopy::versionOfMasters() const {
    std::int64_t sum = 0;
    for (const auto* masters : {&matrices_, &biases_})
        for (const auto& master : *masters) sum += master._version();
    return sum;
}

void LoweredCopy::allocate(torch::ScalarType type) {
    std::int64_t rows = 0;
    for (const auto& matrix : matrices_) rows += matrix.size(0);
    const auto options = matrices_.front().options().dtype(type).requires_grad(false);
    weight_ = torch::empty({rows, matrices_.front().size(1)}, options);
    bias_ = biases_.empty() ? torch::Tensor() : torch::empty({rows}, options);
    parts_.clear();
    version_ = -1;
    for (const auto& [whole, masters] : {std::pair(&weight_, &matrices_), std::pair(&bias_, &biases_)}) {
        std::int64_t row = 0;
        for (const auto& master : *masters) {
            parts_.push_back(whole->narrow(0, row, master.size(0)));
            row += master.size(0);
        }
    }
}

std::shared_ptr<LoweredCopy> LoweredCopies::add(std::vector<torch::Tensor> matrices,
                                                std::vector<torch::Tensor> biases) {
    std::erase_if(all_, [](const auto& known) { return known.expired(); });
    for (const auto& known : all_)
        if (auto copy = known.lock(); areSame(copy->matrices_, matrices) && areSame(copy->biases_, biases))
            return copy;
    auto copy = std::make_shared<LoweredCopy>(std::move(matrices), std::move(biases));
    all_.push_back(copy);
    return copy;
}

void LoweredCopies::renew(LoweredCopy& wanted, torch::ScalarType type) {
    const c10::InferenceMode ordinary(false); // prediction's copies may be trained with later
    const torch::NoGradGuard guard;
    if (!wanted.weight_.defined() || wanted.weight_.scalar_type() != type) wanted.allocate(type);
    if (wanted.isCurrent()) return;
    std::vector<torch::Tensor> parts, masters;
    for (const auto& known : all_) {
        const auto copy = known.lock();
        if (!copy || !copy->weight_.defined() || copy->isCurrent()) continue;
        parts.insert(parts.end(), copy->parts_.begin(), copy->parts_.end());
        masters.insert(masters.end(), copy->matrices_.begin(), copy->matrices_.end());
        masters.insert(masters.end(), copy->biases_.begin(), copy->biases_.end());
        copy->version_ = copy->versionOfMasters();
    }
    at::_foreach_copy_(parts, masters);
}

} // namespace espalier
