#pragma once
// Between torch tensors and the kernels: element types, seeds and shares of work.
#include "core/model/kernels/Kernels.h"
#include "core/model/kernels/Parallel.h"
#include "core/model/layers/Dropout.h"

#include <numeric>

namespace espalier {

// Whether the kernels read this tensor: on the CPU, float32 or bf16.
inline bool hasKernels(const torch::Tensor& x) {
    return x.is_cpu() && (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16);
}

template<class T>
const T* pointer(const torch::Tensor& x) {
    return x.defined() ? static_cast<const T*>(x.const_data_ptr()) : nullptr;
}
template<class T>
T* mutablePointer(const torch::Tensor& x) {
    return x.defined() ? static_cast<T*>(x.mutable_data_ptr()) : nullptr;
}

// Calls work(T{}) with the element type that the kernels know for `x`.
template<class Work>
void withElementType(const torch::Tensor& x, const Work& work) {
    if (x.scalar_type() == torch::kBFloat16)
        work(kernel::Bf16{});
    else
        work(float{});
}

// A mask of its own for every call, from the run's generator; none outside training.
kernel::Dropout drawDropout(double p, const Forward& forward);

// A mask from the forward to the backward pass.
void saveDropout(torch::autograd::AutogradContext& context, const kernel::Dropout& mask);
kernel::Dropout savedDropout(torch::autograd::AutogradContext& context);

} // namespace espalier
