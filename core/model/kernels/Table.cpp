#include "core/model/kernels/Table.h"

#include "core/model/kernels/Product.h"

namespace espalier::kernel::ESPALIER_ISA {

// Filled in by the compiler: code that ran before main could use instructions the processor lacks.
extern const Kernels table;
constinit const Kernels table{
    .name = ESPALIER_ISA_NAME,
    .attentionF32 = {attentionWorkspace, attentionForward<float>, attentionBackward<float>},
    .attentionBf16 = {attentionWorkspace, attentionForward<Bf16>, attentionBackward<Bf16>},
    .normF32 = {normForward<float>, normBackward<float>},
    .normBf16 = {normForward<Bf16>, normBackward<Bf16>},
    .dropoutF32 = keepElements<float>,
    .dropoutBf16 = keepElements<Bf16>,
    .adamW = adamW,
    .sumOfSquares = sumOfSquares,
    .gemm = {gemmWorkspace, tileRows, tileColumns, packPanels, gemm},
};

} // namespace espalier::kernel::ESPALIER_ISA
