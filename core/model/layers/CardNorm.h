#pragma once
// The norm of kernels/Kernels.h on a card, for rows of up to 1,024 numbers.
#include "core/model/kernels/Kernels.h"
#include "core/model/kernels/card/Program.h"

#include <torch/torch.h>

namespace espalier {

class CardNorm {
public:
    // Whether rows like these are of a kind that it is written for.
    static bool fits(const torch::Tensor& rows);
    // That for rows like these, compiled when it is first asked for. Throws c10::Error where that can't be.
    static const CardNorm& of(const torch::Tensor& rows);

    // Tensors as in NormKernels::forward; residual may be undefined.
    void forward(const kernel::NormShape& shape, const torch::Tensor& x, const torch::Tensor& residual,
                 const torch::Tensor& weight, const torch::Tensor& bias, const torch::Tensor& sum,
                 const torch::Tensor& y, const torch::Tensor& statistics) const;
    // As NormKernels::backward; dX may be undefined. → shares of what is added to weightBias, [n, 2, dim]
    torch::Tensor backward(const kernel::NormShape& shape, const torch::Tensor& sum,
                           const torch::Tensor& statistics, const torch::Tensor& weight,
                           const torch::Tensor& dY, const torch::Tensor& dSum, const torch::Tensor& dX) const;

private:
    explicit CardNorm(const torch::Tensor& rows);

    card::Program program_;
    card::Kernel forward_, backward_;
};

} // namespace espalier
