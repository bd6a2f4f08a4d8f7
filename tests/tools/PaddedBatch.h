#pragma once
// Reference inputs come padded, [rows, T] with a mask; ours are packed.
#include "core/model/Tensors.h"
#include "core/model/TokenBatch.h"

namespace espalier::tools {

// typeIds may be undefined (all 0). What the mask leaves out, on either side, is left out.
inline PackedBatch packRows(const torch::Tensor& ids, const torch::Tensor& typeIds, const torch::Tensor& mask,
                            const torch::Tensor& targets = {}) {
    std::vector<Encoding> encodings;
    std::vector<std::size_t> order;
    for (std::int64_t row = 0; row < ids.size(0); ++row) {
        Encoding encoding;
        for (std::int64_t t = 0; t < mask.size(1); ++t) {
            if (mask[row][t].item<std::int64_t>() == 0) continue;
            encoding.ids.push_back(ids[row][t].item<std::int32_t>());
            encoding.typeIds.push_back(typeIds.defined() ? typeIds[row][t].item<std::int32_t>() : 0);
        }
        order.push_back(encodings.size());
        encodings.push_back(std::move(encoding));
    }
    Targets numbers;
    if (targets.defined()) {
        const auto flat = targets.to(torch::kFloat64).contiguous();
        numbers.values.assign(flat.const_data_ptr<double>(), flat.const_data_ptr<double>() + flat.numel());
        numbers.width = flat.numel() / ids.size(0);
    }
    return pack(encodings, numbers, order);
}

// [rows, T, …] → [tokens, …], the places under the mask, in the order of a packed batch.
inline torch::Tensor unpadded(const torch::Tensor& padded, const torch::Tensor& mask) {
    return padded.index({mask.to(torch::kBool)});
}

// labels: [rows, T], of every token; what is below 0 isn't asked about.
inline PackedBatch packTokenLabels(const torch::Tensor& ids, const torch::Tensor& mask,
                                   const torch::Tensor& labels) {
    auto batch = packRows(ids, {}, mask);
    const auto flat = unpadded(labels, mask).to(torch::kInt64).contiguous();
    batch.answering.emplace();
    for (std::int64_t i = 0; i < flat.numel(); ++i) {
        const auto label = flat.const_data_ptr<std::int64_t>()[i];
        if (label < 0) continue;
        batch.answering->push_back(i);
        batch.targets.values.push_back(static_cast<double>(label));
    }
    return batch;
}

inline double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes()) throw std::runtime_error("shapes differ");
    const auto wide = [](const torch::Tensor& x) { return x.to(torch::kCPU, torch::kFloat64); };
    return a.numel() ? (wide(a) - wide(b)).abs().max().item<double>() : 0;
}

} // namespace espalier::tools
