// Inverted dropout: keeps an element with probability 1 - p and scales it by 1 / (1 - p).
#include "core/model/kernels/Lanes.h"
#include "core/model/kernels/Table.h"

namespace espalier::kernel::ESPALIER_ISA {

template<class T>
void keepElements(const Dropout& dropout, std::int64_t begin, std::int64_t end, const T* x, T* y) {
    const Dropout own = dropout; // see keepFactor
#pragma omp simd
    for (std::int64_t i = begin; i < end; ++i) narrow(widen(x[i]) * keepFactor(own, i), y[i]);
}
template void keepElements(const Dropout&, std::int64_t, std::int64_t, const float*, float*);
template void keepElements(const Dropout&, std::int64_t, std::int64_t, const Bf16*, Bf16*);

} // namespace espalier::kernel::ESPALIER_ISA
