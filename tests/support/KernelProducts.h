#pragma once
#include "core/model/layers/KernelProduct.h"

namespace espalier::test {

// Layers take our own products while it lives.
struct KernelProducts {
    KernelProducts() { takeKernelProducts(true); }
    ~KernelProducts() { takeKernelProducts(false); }
};

} // namespace espalier::test
