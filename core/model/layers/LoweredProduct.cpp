#include "core/model/layers/LoweredProduct.h"

#include "core/model/Parameters.h"
#include "core/model/layers/Autograd.h"
#include "core/model/layers/CardSum.h"

#include <algorithm>

namespace espalier {

namespace {

// a · b in float32, of factors in 16 bits.
torch::Tensor wideProduct(const torch::Tensor& a, const torch::Tensor& b) {
#if TORCH_VERSION_MAJOR > 2 || TORCH_VERSION_MINOR >= 8
    if (a.is_cuda()) return at::mm(a, b, torch::kFloat32); // as it was summed, without rounding to 16 bits
#endif
    return torch::mm(a, b).to(torch::kFloat32);
}

bool anyTrains(at::TensorList masters) {
    return std::any_of(masters.begin(), masters.end(), [](const auto& m) { return m.requires_grad(); });
}

// Multiplies by the copies and hands the gradients to the masters.
class Product : public torch::autograd::Function<Product> {
public:
    // weight, bias: the copies, stacked as the masters are; bias may be undefined.
    static Variable forward(AutogradContext* context, const Variable& x, at::TensorList matrices,
                            at::TensorList biases, const torch::Tensor* weight, const torch::Tensor* bias) {
        context->save_for_backward({x, *weight});
        std::vector<std::int64_t> rows;
        for (const auto& matrix : matrices) rows.push_back(matrix.size(0));
        context->saved_data["rows"] = rows;
        context->saved_data["biases"] = !biases.empty();
        context->saved_data["trains"] = anyTrains(matrices);
        context->saved_data["trainsBias"] = anyTrains(biases);
        context->saved_data["passes"] = x.requires_grad();
        return torch::linear(x, *weight, ifDefined(*bias));
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &weight = saved[1], &dY = gradients[0];
        const auto rows = context->saved_data["rows"].toIntVector();
        variable_list result(1);
        if (context->saved_data["passes"].toBool()) result[0] = torch::mm(dY, weight);
        // Divided among the masters: parts of one tensor.
        const auto hand = [&](const torch::Tensor& gradient) {
            std::int64_t row = 0;
            for (const auto height : rows) {
                result.push_back(gradient.defined() ? gradient.narrow(0, row, height) : Variable());
                row += height;
            }
        };
        hand(context->saved_data["trains"].toBool() ? wideProduct(dY.t(), x) : Variable());
        if (context->saved_data["biases"].toBool())
            hand(context->saved_data["trainsBias"].toBool() ? columnSums(dY) : Variable());
        result.resize(result.size() + 2); // of the copies
        return result;
    }
};

} // namespace

LoweredProduct::LoweredProduct(const Parameters& parameters, std::vector<torch::Tensor> matrices,
                               std::vector<torch::Tensor> biases)
    : copies_(parameters.loweredCopies()), copy_(copies_->add(std::move(matrices), std::move(biases))) {}

torch::Tensor LoweredProduct::operator()(const torch::Tensor& x, const std::vector<torch::Tensor>& matrices,
                                         const std::vector<torch::Tensor>& biases, std::size_t first) const {
    copies_->renew(*copy_, x.scalar_type());
    auto weight = copy_->weight(), bias = copy_->bias();
    if (first > 0) {
        std::int64_t row = 0;
        for (std::size_t i = 0; i < first; ++i) row += matrices[i].size(0);
        weight = weight.slice(0, row);
        if (bias.defined()) bias = bias.slice(0, row);
    }
    const auto from = [&](const std::vector<torch::Tensor>& masters) {
        return masters.empty() ? at::TensorList() : at::TensorList(masters).slice(first);
    };
    return Product::apply(x, from(matrices), from(biases), &weight, &bias);
}

} // namespace espalier
