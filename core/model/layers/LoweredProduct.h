#pragma once
// x W' + b in the 16 bits of x, by copies of float32 weights, with the gradients of those weights in float32.
#include "core/model/LoweredCopies.h"

namespace espalier {

class Parameters;

class LoweredProduct {
public:
    // Of one layer, or of several that read the same input. matrices: [out, in]; biases: [out], one a matrix
    // or none at all.
    LoweredProduct(const Parameters& parameters, std::vector<torch::Tensor> matrices,
                   std::vector<torch::Tensor> biases);

    // Of the layers from `first` on: x [n, in] → [n, the sum of their out]. matrices, biases: all of them,
    // as autograd knows them.
    torch::Tensor operator()(const torch::Tensor& x, const std::vector<torch::Tensor>& matrices,
                             const std::vector<torch::Tensor>& biases, std::size_t first = 0) const;

private:
    std::shared_ptr<LoweredCopies> copies_;
    std::shared_ptr<LoweredCopy> copy_;
};

} // namespace espalier
