#pragma once
// Copies of float32 weights in 16 bits, for the products that layers compute in that precision. The weights
// change once a step, all of them: then all copies in use are renewed together, which on a card is a few
// launches instead of hundreds.
#include <torch/torch.h>

#include <memory>
#include <vector>

namespace espalier {

// Of the matrices [out, in] and biases [out] of one product, stacked: of one layer, or of several that read
// the same input. biases: one a matrix, or none at all.
class LoweredCopy {
public:
    LoweredCopy(std::vector<torch::Tensor> matrices, std::vector<torch::Tensor> biases);

    const torch::Tensor& weight() const { return weight_; } // [all out, in]
    const torch::Tensor& bias() const { return bias_; }     // [all out], or undefined

private:
    friend class LoweredCopies;

    std::int64_t versionOfMasters() const; // rises with every change of any of them
    bool isCurrent() const { return weight_.defined() && version_ == versionOfMasters(); }
    void allocate(torch::ScalarType type);

    std::vector<torch::Tensor> matrices_, biases_; // the masters
    torch::Tensor weight_, bias_;
    std::vector<torch::Tensor> parts_; // of both, one for each master
    std::int64_t version_ = -1;
};

class LoweredCopies {
public:
    // To be renewed with the others from its first use on, for as long as anyone holds it. Layers that share
    // their weights, as ALBERT's blocks do, share the copy.
    std::shared_ptr<LoweredCopy> add(std::vector<torch::Tensor> matrices, std::vector<torch::Tensor> biases);
    // Makes `wanted` equal to its masters, in `type`; where it was not, all others in use as well.
    void renew(LoweredCopy& wanted, torch::ScalarType type);

private:
    std::vector<std::weak_ptr<LoweredCopy>> all_;
};

} // namespace espalier
