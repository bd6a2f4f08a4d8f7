#pragma once
// Products of float32 matrices by our own kernels, one of the roads of GemmRoad.h.
#include <torch/torch.h>

namespace espalier {

// Whether layers are to take them; a setting of the whole process, at first no.
void takeKernelProducts(bool taken);
bool kernelProductsTaken();

// Whether they are taken and pay for x [n, in] and weight [out, in].
bool kernelProductPays(const torch::Tensor& x, const torch::Tensor& weight);

// x weight' + bias, float32 on the CPU. x: [n, in]; weight: [out, in]; bias: [out] or undefined → [n, out]
torch::Tensor kernelLinear(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);

// a b, without gradients; either may lie in any order. a: [m, k]; b: [k, n] → [m, n]
torch::Tensor kernelProduct(const torch::Tensor& a, const torch::Tensor& b);

} // namespace espalier
