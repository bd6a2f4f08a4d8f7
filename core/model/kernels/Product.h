#pragma once
// Small matrix products that stay in the cache: c = a · b, accumulators in registers.
#include "core/model/kernels/Lanes.h"

namespace espalier::kernel::ESPALIER_ISA {

// The sums that the registers hold beside a row of b and a factor: so many rows, two vectors wide.
constexpr std::int64_t tileRows = lanes == 16 ? 12 : 6, tileColumns = 2 * lanes;

// What the sums from this place on begin with.
inline Start from(const Start& start, std::int64_t row, std::int64_t column) {
    return {start.values ? start.values + row * start.row + column : nullptr, start.row};
}

template<int rows, int vectors>
inline void productTile(std::int64_t depth, const Matrix& a, const float* b, std::int64_t bRow,
                        const Start& start, float* c, std::int64_t cRow) {
    Lanes sum[rows][vectors];
#pragma GCC unroll 12
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v) sum[i][v] = Lanes{};
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
        for (int v = 0; v < vectors; ++v) {
            if (start.values) // only now: shorter sums are more exact
                sum[i][v] += *reinterpret_cast<const Lanes*>(start.values + i * start.row + v * lanes);
            *reinterpret_cast<Lanes*>(c + i * cRow + v * lanes) = sum[i][v];
        }
}

// A tile of `count` rows, `rows` at most.
template<int rows, int vectors>
inline void productTileOf(std::int64_t count, std::int64_t depth, const Matrix& a, const float* b,
                          std::int64_t bRow, const Start& start, float* c, std::int64_t cRow) {
    if (count == rows) return productTile<rows, vectors>(depth, a, b, bRow, start, c, cRow);
    if constexpr (rows > 1) productTileOf<rows - 1, vectors>(count, depth, a, b, bRow, start, c, cRow);
}

template<int vectors>
inline void productColumns(std::int64_t rows, std::int64_t depth, const Matrix& a, const float* b,
                           std::int64_t bRow, const Start& start, float* c, std::int64_t cRow) {
    for (std::int64_t i = 0; i < rows; i += tileRows)
        productTileOf<tileRows, vectors>(rows - i < tileRows ? rows - i : tileRows, depth,
                                         Matrix{a.values + i * a.row, a.row, a.column}, b, bRow,
                                         from(start, i, 0), c + i * cRow, cRow);
}

// c[rows, columns] = start + a[rows, depth] · b[depth, columns]; columns is a multiple of `lanes`.
inline void product(std::int64_t rows, std::int64_t depth, std::int64_t columns, const Matrix& a,
                    const float* b, std::int64_t bRow, const Start& start, float* c, std::int64_t cRow) {
    std::int64_t j = 0;
    for (; j + tileColumns <= columns; j += tileColumns)
        productColumns<2>(rows, depth, a, b + j, bRow, from(start, 0, j), c + j, cRow);
    if (j < columns) productColumns<1>(rows, depth, a, b + j, bRow, from(start, 0, j), c + j, cRow);
}

} // namespace espalier::kernel::ESPALIER_ISA
