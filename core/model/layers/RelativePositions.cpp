#include "core/model/layers/RelativePositions.h"

#include "core/model/layers/Autograd.h"

#include <cmath>

namespace espalier {

namespace {

// products: [heads, segments, longest, rows] → of every query and key the one that row [longest, longest]
// names. LibTorch's gather keeps all products for the backward pass, as many as two for every score.
class ByRow : public torch::autograd::Function<ByRow> {
public:
    static Variable forward(AutogradContext* context, const Variable& products, const torch::Tensor& row) {
        context->save_for_backward({row});
        context->saved_data["rows"] = products.size(3);
        return products.gather(3, expanded(row, products));
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto row = context->get_saved_variables()[0];
        auto shape = gradients[0].sizes().vec();
        shape[3] = context->saved_data["rows"].toInt();
        return {gradients[0].new_zeros(shape).scatter_add_(3, expanded(row, gradients[0]), gradients[0]),
                Variable()};
    }

private:
    static torch::Tensor expanded(const torch::Tensor& row, const torch::Tensor& like) {
        return row.expand({like.size(0), like.size(1), row.size(0), row.size(1)});
    }
};

// key − query, int64 → the bucket; float32 as in the reference, for a rounding more or less is another one.
torch::Tensor bucketsOf(const torch::Tensor& distances, DistanceBuckets buckets) {
    auto offset = torch::zeros_like(distances);
    torch::Tensor away;
    if (buckets.bothWays) {
        buckets.count /= 2;
        offset = (distances > 0).to(torch::kInt64) * buckets.count;
        away = distances.abs();
    } else {
        away = torch::clamp_min(-distances, 0);
    }
    const auto exact = buckets.count / 2;
    const auto exactly = static_cast<double>(exact);
    const auto far = exact + (torch::log(away.to(torch::kFloat32) / exactly) /
                              std::log(static_cast<double>(buckets.farthest) / exactly) *
                              static_cast<double>(buckets.count - exact))
                                 .clamp(0, static_cast<double>(buckets.count))
                                 .to(torch::kInt64);
    return offset + torch::where(away < exact, away, far.clamp_max(buckets.count - 1));
}

} // namespace

torch::Tensor biasByDistance(const torch::Tensor& table, const DistanceBuckets& buckets,
                             std::int64_t longest) {
    const auto distances =
        torch::arange(1 - longest, longest, torch::dtype(torch::kInt64).device(table.device()));
    return table.index_select(0, bucketsOf(distances, buckets)).t().contiguous();
}

torch::Tensor logarithmicDistances(std::int64_t longest, std::int64_t buckets, std::int64_t farthest) {
    const auto distances = torch::arange(1 - longest, longest, torch::kInt64);
    if (buckets <= 0) return distances;
    const auto middle = buckets / 2;
    const auto near = torch::logical_and(distances<middle, distances> - middle);
    const auto away = torch::where(near, torch::full_like(distances, middle - 1), distances.abs());
    const auto steps = torch::ceil(torch::log(away.to(torch::kFloat32) / static_cast<double>(middle)) /
                                   std::log(static_cast<double>(farthest - 1) / static_cast<double>(middle)) *
                                   static_cast<double>(middle - 1)) +
                       static_cast<double>(middle);
    return torch::where(away <= middle, distances, steps.to(torch::kInt64) * distances.sign());
}

torch::Tensor queryScores(const torch::Tensor& queries, const torch::Tensor& rows, const torch::Tensor& row) {
    const auto heads = queries.size(0), segments = queries.size(1), longest = queries.size(2);
    // All texts of a head in one product: matmul would copy the head's rows for every text.
    const auto products =
        rows.dim() == 2
            ? torch::matmul(queries, rows)
            : torch::bmm(queries.flatten(1, 2), rows).view({heads, segments, longest, rows.size(2)});
    return ByRow::apply(products, row);
}

torch::Tensor keyScores(const torch::Tensor& keys, const torch::Tensor& rows, const torch::Tensor& row) {
    return queryScores(keys, rows, row.t()).transpose(-1, -2);
}

} // namespace espalier
