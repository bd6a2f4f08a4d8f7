#include "core/model/layers/KernelProduct.h"

#include "core/model/layers/CpuKernels.h"

#include <algorithm>
#include <atomic>
#include <memory>

namespace espalier {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

std::atomic<bool> taken = false;

kernel::Matrix matrixOf(const torch::Tensor& tensor) {
    return {pointer<float>(tensor), tensor.stride(0), tensor.stride(1)};
}

std::int64_t partsOf(std::int64_t count, std::int64_t size) {
    return (count + size - 1) / size;
}

// Memory that a thread keeps from product to product.
class Scratch {
public:
    float* take(std::int64_t floats) {
        if (floats > size_) {
            size_ = 0;
            values_.reset(); // before more is asked for
            values_ = std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(floats));
            size_ = floats;
        }
        return values_.get();
    }

private:
    std::unique_ptr<float[]> values_;
    std::int64_t size_ = 0;
};

// The product in parts that threads take one after the other: rows enough that a panel of b pays, columns
// divided only where there are too few rows for all threads.
struct Grid {
    std::int64_t rows, columns;
};
Grid gridFor(std::int64_t tiles, std::int64_t panels, std::int64_t threads) {
    constexpr std::int64_t enough = 12; // tiles
    const auto rows = partsOf(tiles, enough);
    const auto even = std::min(partsOf(rows, threads) * threads, tiles); // as many for each
    return {even, std::min(partsOf(threads, even), panels)};
}

torch::Tensor multiplied(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& bias) {
    constexpr std::int64_t deepest = 1536; // so much of b is copied at once
    const auto& gemm = kernel::kernels().gemm;
    const auto rows = a.size(0), depth = a.size(1), columns = b.size(1);
    if (rows == 0 || depth == 0 || columns == 0) {
        const auto nothing = torch::zeros({rows, columns}, a.options());
        return bias.defined() ? nothing + bias : nothing;
    }
    const auto tiles = partsOf(rows, gemm.tileRows), panels = partsOf(columns, gemm.panelColumns);
    const std::int64_t threads = kernel::threadCount();
    const auto grid = gridFor(tiles, panels, threads);
    thread_local Scratch copies, tiled;
    auto* const copy = copies.take(panels * gemm.panelColumns * std::min(depth, deepest));
    auto* const workspace = tiled.take(threads * gemm.workspace());
    const auto result = torch::empty({rows, columns}, a.options());
    for (std::int64_t k = 0; k < depth; k += deepest) {
        const auto deep = std::min(depth - k, deepest);
        const auto from = matrixOf(a.narrow(1, k, deep)), by = matrixOf(b.narrow(0, k, deep));
        const auto start =
            k > 0 ? kernel::Start{pointer<float>(result), columns} : kernel::Start{pointer<float>(bias), 0};
        kernel::parallelFor(panels, 4, [&](std::int64_t begin, std::int64_t end) {
            gemm.pack(by, deep, columns, begin, end, copy);
        });
        kernel::parallelEach(grid.rows * grid.columns, [&](std::int64_t part, int thread) {
            const auto row = part / grid.columns, column = part % grid.columns;
            const auto tile = [&](std::int64_t at) {
                return std::min(tiles * at / grid.rows * gemm.tileRows, rows);
            };
            const auto panel = [&](std::int64_t at) {
                return std::min(panels * at / grid.columns * gemm.panelColumns, columns);
            };
            gemm.multiply(from, copy, deep, {tile(row), tile(row + 1), panel(column), panel(column + 1)},
                          start, mutablePointer<float>(result), columns,
                          workspace + thread * gemm.workspace());
        });
    }
    return result;
}

class Product : public torch::autograd::Function<Product> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight,
                            const std::optional<Variable>& bias) {
        context->save_for_backward( // what the gradients need, no more
            {weight.requires_grad() ? x : Variable(), x.requires_grad() ? weight : Variable()});
        context->saved_data["trainsBias"] = bias && bias->requires_grad();
        return multiplied(x, weight.t(), bias ? *bias : torch::Tensor());
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &weight = saved[1], &dY = gradients[0];
        return {weight.defined() ? multiplied(dY, weight, {}) : Variable(),
                x.defined() ? multiplied(dY.t(), x, {}) : Variable(),
                context->saved_data["trainsBias"].toBool() ? dY.sum(0) : Variable()};
    }
};

bool isPlain(const torch::Tensor& tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == torch::kFloat32;
}

} // namespace

void takeKernelProducts(bool whether) {
    taken = whether;
}

bool kernelProductsTaken() {
    return taken;
}

bool kernelProductPays(const torch::Tensor& x, const torch::Tensor& weight) {
    constexpr std::int64_t fewest = 32; // copying a factor has to be little work beside multiplying it
    return taken && isPlain(x) && isPlain(weight) &&
           std::min({x.size(0), weight.size(0), weight.size(1)}) >= fewest;
}

torch::Tensor kernelLinear(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    return Product::apply(x, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

torch::Tensor kernelProduct(const torch::Tensor& a, const torch::Tensor& b) {
    return multiplied(a, b, {});
}

} // namespace espalier
