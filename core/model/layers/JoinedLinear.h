#pragma once
// Layers that read the same input, as query, key and value do. In 16 bits, where their weights are copied
// anyway, they are one product: fewer and larger launches for a card, and one gradient of the input instead
// of a sum.
#include "core/model/layers/Linear.h"

namespace espalier {

class JoinedLinear {
public:
    JoinedLinear(const Parameters& parameters, const std::vector<std::string>& names);

    // Of the layers from `first` on: x [n, in] → [n, out] each, of which rows may lie further apart than they
    // are wide.
    std::vector<torch::Tensor> operator()(const torch::Tensor& x, const Forward& forward,
                                          std::size_t first = 0) const;
    const Linear& operator[](std::size_t layer) const { return layers_[layer]; }

private:
    std::vector<Linear> layers_;
    std::optional<LoweredProduct> joined_; // none where a layer differs: has an adapter, or alone a bias
};

} // namespace espalier
