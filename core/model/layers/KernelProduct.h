#pragma once
// Products of float32 matrices by our own kernels, one of the roads of GemmRoad.h.
#include "core/model/kernels/Kernels.h"

#include <torch/torch.h>

namespace espalier {

// Whether layers are to take them; a setting of the whole process, at first no.
void takeKernelProducts(bool taken);
bool kernelProductsTaken();

// Whether they are taken and pay for x [n, in] and weight [out, in].
bool kernelProductPays(const torch::Tensor& x, const torch::Tensor& weight);

// x weight' + bias, float32 on the CPU. x: [n, in]; weight: [out, in]; bias: [out] or undefined → [n, out]
torch::Tensor kernelLinear(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);

// Those of x, weight and bias, undefined where they aren't asked for: x's where weight is undefined, weight's
// where x is.
std::vector<torch::Tensor> layerGradients(const torch::Tensor& dY, const torch::Tensor& x,
                                          const torch::Tensor& weight, bool ofBias);

// A matrix where it lies; turned over it lies there, too.
struct Factor {
    kernel::Matrix values;
    std::int64_t rows, columns;

    Factor(const torch::Tensor& matrix);
    Factor turned() const;

private:
    Factor(const kernel::Matrix& values, std::int64_t rows, std::int64_t columns);
};

// finish(a b + bias), without gradients. a: [m, k]; b: [k, n]; bias: [n] or undefined → [m, n], as finish's
// matrices are
torch::Tensor kernelProduct(const Factor& a, const Factor& b, const torch::Tensor& bias = {},
                            const kernel::Finish& finish = {});

} // namespace espalier
