#pragma once
// Small matrix products that stay in the cache: c = a · b, accumulators in registers.
#include "core/model/kernels/Lanes.h"

namespace espalier::kernel::ESPALIER_ISA {

// The sums that the registers hold beside a row of b and a factor: so many rows, two vectors wide.
constexpr std::int64_t tileRows = lanes == 16 ? 12 : 6, tileColumns = 2 * lanes;

template<int rows, int vectors, bool accumulate>
inline void productTile(std::int64_t depth, const Matrix& a, const float* b, std::int64_t bRow, float* c,
                        std::int64_t cRow) {
    Lanes sum[rows][vectors];
#pragma GCC unroll 12
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v)
            sum[i][v] = accumulate ? *reinterpret_cast<const Lanes*>(c + i * cRow + v * lanes) : Lanes{};
#pragma GCC unroll 4
    for (std::int64_t k = 0; k < depth; ++k) {
        Lanes column[vectors];
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v)
            column[v] = *reinterpret_cast<const Lanes*>(b + k * bRow + v * lanes);
#pragma GCC unroll 12
        for (int i = 0; i < rows; ++i) {
            const float factor = a.values[i * a.row + k * a.column];
#pragma GCC unroll 4
            for (int v = 0; v < vectors; ++v) sum[i][v] += factor * column[v];
        }
    }
#pragma GCC unroll 12
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v) *reinterpret_cast<Lanes*>(c + i * cRow + v * lanes) = sum[i][v];
}

template<int vectors, bool accumulate>
inline void productColumns(std::int64_t rows, std::int64_t depth, Matrix a, const float* b, std::int64_t bRow,
                           float* c, std::int64_t cRow) {
    constexpr int step = 6; // 6 × 2 sums, 2 columns and a factor fill AVX2's 16 registers
    for (; rows >= step; rows -= step, a.values += step * a.row, c += step * cRow)
        productTile<step, vectors, accumulate>(depth, a, b, bRow, c, cRow);
    switch (rows) {
    case 5: return productTile<5, vectors, accumulate>(depth, a, b, bRow, c, cRow);
    case 4: return productTile<4, vectors, accumulate>(depth, a, b, bRow, c, cRow);
    case 3: return productTile<3, vectors, accumulate>(depth, a, b, bRow, c, cRow);
    case 2: return productTile<2, vectors, accumulate>(depth, a, b, bRow, c, cRow);
    case 1: return productTile<1, vectors, accumulate>(depth, a, b, bRow, c, cRow);
    default: return;
    }
}

// c[rows, columns] = (accumulate: c +) a[rows, depth] · b[depth, columns]; columns is a multiple of `lanes`.
template<bool accumulate>
void product(std::int64_t rows, std::int64_t depth, std::int64_t columns, const Matrix& a, const float* b,
             std::int64_t bRow, float* c, std::int64_t cRow) {
    std::int64_t j = 0;
    for (; j + 2 * lanes <= columns; j += 2 * lanes)
        productColumns<2, accumulate>(rows, depth, a, b + j, bRow, c + j, cRow);
    if (j < columns) productColumns<1, accumulate>(rows, depth, a, b + j, bRow, c + j, cRow);
}

} // namespace espalier::kernel::ESPALIER_ISA
