// Products of matrices larger than the cache, arranged as by Goto & van de Geijn 2008, "Anatomy of
// High-Performance Matrix Multiplication": a panel of b stays in the first cache while tiles of a, whose
// block fits into the second, go past it.
#include "core/model/kernels/Curves.h"
#include "core/model/kernels/Product.h"
#include "core/model/kernels/Table.h"

namespace espalier::kernel::ESPALIER_ISA {

namespace {

constexpr std::int64_t width = tileColumns;       // of a panel
constexpr std::int64_t blockDepth = 3072 / lanes; // 24 KB of a panel
constexpr std::int64_t blockRows = 72;            // of a: 110 KB with AVX2

// Tiles that are copied lie a cache line further apart than they are long, or they would share few places of
// the cache.
constexpr std::int64_t tileStride = tileRows * blockDepth + 16;

// a's block, tile by tile, in the order in which it is read.
template<bool inLine> // a.row is 1
void copyTiles(std::int64_t rows, std::int64_t depth, const Matrix& a, float* tiles) {
    const auto row = inLine ? 1 : a.row;
    for (std::int64_t k = 0; k < depth; ++k) {
        const float* from = a.values + k * a.column;
        float* to = tiles + k * tileRows;
        std::int64_t i = 0;
        for (; i + tileRows <= rows; i += tileRows, to += tileStride)
            for (std::int64_t r = 0; r < tileRows; ++r) to[r] = from[(i + r) * row];
        for (std::int64_t r = 0; i + r < rows; ++r) to[r] = from[(i + r) * row];
    }
}

// The last panel may be wider than what is left of c: then by way of a tile of its own.
void narrowTile(std::int64_t count, std::int64_t depth, const Matrix& a, const float* panel,
                std::int64_t columns, const Start& start, float* c, std::int64_t cRow) {
    float whole[tileRows * width] = {};
    for (std::int64_t i = 0; start.values && i < count; ++i)
        for (std::int64_t j = 0; j < columns; ++j) whole[i * width + j] = start.values[i * start.row + j];
    productTileOf<tileRows, 2>(count, depth, a, panel, width, {whole, width}, whole, width);
    for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t j = 0; j < columns; ++j) c[i * cRow + j] = whole[i * width + j];
}

void panelOf(std::int64_t rows, std::int64_t depth, const Matrix& a, const float* tiles, const float* panel,
             std::int64_t columns, const Start& start, float* c, std::int64_t cRow) {
    for (std::int64_t i = 0; i < rows; i += tileRows) {
        const auto count = rows - i < tileRows ? rows - i : tileRows;
        const auto tile = tiles ? Matrix{tiles + i / tileRows * tileStride, 1, tileRows}
                                : Matrix{a.values + i * a.row, a.row, 1};
        if (columns < width)
            narrowTile(count, depth, tile, panel, columns, from(start, i, 0), c + i * cRow, cRow);
        else
            productTileOf<tileRows, 2>(count, depth, tile, panel, width, from(start, i, 0), c + i * cRow,
                                       cRow);
    }
}

template<class Curve>
void finishRow(std::int64_t columns, float* c, float* sums, const float* slopesAt) {
    if (slopesAt)
        for (std::int64_t j = 0; j < columns; ++j) c[j] *= Curve::at(slopesAt[j]).slope;
    else
        for (std::int64_t j = 0; j < columns; ++j) {
            if (sums) sums[j] = c[j];
            c[j] = Curve::at(c[j]).value;
        }
}

template<class Curve>
void finishPanel(std::int64_t rows, std::int64_t columns, const Finish& finish, float* c, std::int64_t cRow,
                 std::int64_t place) {
    for (std::int64_t i = 0; i < rows; ++i, place += cRow) {
        auto* const sums = finish.sums ? finish.sums + place : nullptr;
        const auto* const slopesAt = finish.slopesAt ? finish.slopesAt + place : nullptr;
        if (columns == width)
            finishRow<Curve>(width, c + place, sums, slopesAt);
        else
            finishRow<Curve>(columns, c + place, sums, slopesAt);
    }
}

// While the panel's sums are in the cache. place: of the first of them.
void finishPanel(std::int64_t rows, std::int64_t columns, const Finish& finish, float* c, std::int64_t cRow,
                 std::int64_t place) {
    switch (finish.activation) {
    case Activation::None: return;
    case Activation::Gelu: return finishPanel<Gelu>(rows, columns, finish, c, cRow, place);
    case Activation::GeluByTanh: return finishPanel<GeluByTanh>(rows, columns, finish, c, cRow, place);
    }
}

// [4, 4] turned over.
void transposeFour(const float* from, std::int64_t fromRow, float* to, std::int64_t toRow) {
    using Four = float __attribute__((vector_size(16), aligned(4), may_alias));
    const auto row = [&](int i) { return *reinterpret_cast<const Four*>(from + i * fromRow); };
    const Four low01 = __builtin_shufflevector(row(0), row(1), 0, 4, 1, 5);
    const Four high01 = __builtin_shufflevector(row(0), row(1), 2, 6, 3, 7);
    const Four low23 = __builtin_shufflevector(row(2), row(3), 0, 4, 1, 5);
    const Four high23 = __builtin_shufflevector(row(2), row(3), 2, 6, 3, 7);
    const auto put = [&](int i, const Four& values) { *reinterpret_cast<Four*>(to + i * toRow) = values; };
    put(0, __builtin_shufflevector(low01, low23, 0, 1, 4, 5));
    put(1, __builtin_shufflevector(low01, low23, 2, 3, 6, 7));
    put(2, __builtin_shufflevector(high01, high23, 0, 1, 4, 5));
    put(3, __builtin_shufflevector(high01, high23, 2, 3, 6, 7));
}

} // namespace

std::int64_t gemmWorkspace() {
    return (blockRows + tileRows - 1) / tileRows * tileStride;
}

void packPanels(const Matrix& b, std::int64_t depth, std::int64_t columns, std::int64_t begin,
                std::int64_t end, float* panels) {
    constexpr std::int64_t together = 4; // panels, so that more of a row of b is read at once
    const auto whole = columns / width < end ? columns / width : end; // the last one may be narrower
    auto panel = begin;
    if (b.column == 1)
        for (; panel + together <= whole; panel += together)
            for (std::int64_t k = 0; k < depth; ++k)
                for (std::int64_t v = 0; v < together * width; v += lanes)
                    *reinterpret_cast<Lanes*>(panels + ((panel + v / width) * depth + k) * width +
                                              v % width) =
                        *reinterpret_cast<const Lanes*>(b.values + k * b.row + panel * width + v);
    for (; panel < end; ++panel) {
        float* to = panels + panel * width * depth;
        const float* from = b.values + panel * width * b.column;
        const auto present = panel < whole ? width : columns % width;
        std::int64_t k = 0;
        if (panel < whole && b.row == 1)
            for (; k + 4 <= depth; k += 4)
                for (std::int64_t q = 0; q < width; q += 4)
                    transposeFour(from + q * b.column + k, b.column, to + k * width + q, width);
        for (; k < depth; ++k)
            for (std::int64_t q = 0; q < width; ++q)
                to[k * width + q] = q < present ? from[k * b.row + q * b.column] : 0.0f;
    }
}

void gemm(const Matrix& a, const float* panels, std::int64_t depth, const GemmPart& part, const Start& start,
          const Finish& finish, float* c, std::int64_t cRow, float* workspace) {
    for (auto i = part.rowBegin; i < part.rowEnd; i += blockRows) {
        const auto rows = part.rowEnd - i < blockRows ? part.rowEnd - i : blockRows;
        for (std::int64_t k = 0; k < depth; k += blockDepth) {
            const auto deep = depth - k < blockDepth ? depth - k : blockDepth;
            const Matrix block{a.values + i * a.row + k * a.column, a.row, a.column};
            const float* tiles = nullptr;
            if (a.column != 1) {
                (a.row == 1 ? copyTiles<true> : copyTiles<false>)(rows, deep, block, workspace);
                tiles = workspace;
            }
            const auto before = k == 0 ? start : Start{c, cRow};
            for (auto j = part.columnBegin; j < part.columnEnd; j += width) {
                const auto columns = part.columnEnd - j < width ? part.columnEnd - j : width;
                panelOf(rows, deep, block, tiles, panels + j * depth + k * width, columns, from(before, i, j),
                        c + i * cRow + j, cRow);
                if (k + deep == depth) finishPanel(rows, columns, finish, c, cRow, i * cRow + j);
            }
        }
    }
}

} // namespace espalier::kernel::ESPALIER_ISA
