#pragma once
// The kernels of one instruction set by name, for its table.
#include "core/model/kernels/Kernels.h"

namespace espalier::kernel::ESPALIER_ISA {

std::int64_t attentionWorkspace(std::int64_t length, std::int64_t headSize);
template<class T>
void attentionForward(const AttentionView<T>& in, const Dropout& dropout, T* output, std::int64_t stride,
                      float* logSum, float* scratch);
template<class T>
void attentionBackward(const AttentionView<T>& in, const Dropout& dropout, const T* output,
                       const float* logSum, const T* dOutput, const AttentionGradients<T>& gradients,
                       std::int64_t stride, float* scratch);
template<class T>
void normForward(const NormShape& shape, std::int64_t begin, std::int64_t end, const T* x, const T* residual,
                 const float* weight, const float* bias, T* sum, T* y, float* statistics);
template<class T>
void normBackward(const NormShape& shape, std::int64_t begin, std::int64_t end, const T* sum,
                  const float* statistics, const float* weight, const T* dY, T* dSum, T* dX,
                  float* weightBias);
template<class T>
void keepElements(const Dropout& dropout, std::int64_t begin, std::int64_t end, const T* x, T* y);
void adamW(const AdamWStep& step, std::int64_t count, const float* gradient, float* value, float* mean,
           float* square);
double sumOfSquares(std::int64_t count, const float* values);
std::int64_t gemmWorkspace();
void packPanels(const Matrix& b, std::int64_t depth, std::int64_t columns, std::int64_t begin,
                std::int64_t end, float* panels);
void gemm(const Matrix& a, const float* panels, std::int64_t depth, const GemmPart& part, const Start& start,
          const Finish& finish, float* c, std::int64_t cRow, float* workspace);

} // namespace espalier::kernel::ESPALIER_ISA
