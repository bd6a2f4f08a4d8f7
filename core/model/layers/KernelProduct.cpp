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

// The product in strips of columns, so many that all threads have work where there are few rows.
std::int64_t stripsFor(std::int64_t tiles, std::int64_t panels, std::int64_t threads, std::int64_t fewest) {
    return std::clamp<std::int64_t>(partsOf(4 * threads * fewest, tiles), 1, panels);
}

class Product : public torch::autograd::Function<Product> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight,
                            const std::optional<Variable>& bias) {
        context->save_for_backward( // what the gradients need, no more
            {weight.requires_grad() ? x : Variable(), x.requires_grad() ? weight : Variable()});
        context->saved_data["trainsBias"] = bias && bias->requires_grad();
        return kernelProduct(x, Factor(weight).turned(), bias ? *bias : torch::Tensor());
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &weight = saved[1], &dY = gradients[0];
        return {weight.defined() ? kernelProduct(dY, weight) : Variable(),
                x.defined() ? kernelProduct(Factor(dY).turned(), x) : Variable(),
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

Factor::Factor(const kernel::Matrix& values_, std::int64_t rows_, std::int64_t columns_)
    : values(values_), rows(rows_), columns(columns_) {}

Factor::Factor(const torch::Tensor& matrix)
    : Factor({pointer<float>(matrix), matrix.stride(0), matrix.stride(1)}, matrix.size(0), matrix.size(1)) {}

Factor Factor::turned() const {
    return {{values.values, values.column, values.row}, columns, rows};
}

torch::Tensor kernelProduct(const Factor& a, const Factor& b, const torch::Tensor& bias,
                            const kernel::Finish& finish) {
    constexpr std::int64_t deepest = 1536; // so much of b is copied at once
    constexpr std::int64_t fewest = 3;     // tiles that a thread takes
    constexpr std::int64_t together = 4;   // panels that are copied together
    const auto& gemm = kernel::kernels().gemm;
    const auto rows = a.rows, depth = a.columns, columns = b.columns;
    if (rows == 0 || depth == 0 || columns == 0) { // never in a layer, which has something to finish
        const auto nothing = torch::zeros({rows, columns}, torch::kFloat32);
        return bias.defined() ? nothing + bias : nothing;
    }
    const auto result = torch::empty({rows, columns}, torch::kFloat32);
    auto* const sums = mutablePointer<float>(result);
    const auto tiles = partsOf(rows, gemm.tileRows), panels = partsOf(columns, gemm.panelColumns);
    const std::int64_t threads = kernel::threadCount();
    const auto strips = stripsFor(tiles, panels, threads, fewest);
    thread_local Scratch copies, tiled;
    auto* const copy = copies.take(panels * gemm.panelColumns * std::min(depth, deepest));
    auto* const workspace = tiled.take(threads * gemm.workspace());
    const auto from = [](const kernel::Matrix& matrix, std::int64_t step, std::int64_t k) {
        return kernel::Matrix{matrix.values + step * k, matrix.row, matrix.column};
    };
    for (std::int64_t k = 0; k < depth; k += deepest) {
        const auto deep = std::min(depth - k, deepest);
        const auto left = from(a.values, a.values.column, k), right = from(b.values, b.values.row, k);
        const auto start = k > 0 ? kernel::Start{sums, columns} : kernel::Start{pointer<float>(bias), 0};
        const auto end = k + deep == depth ? finish : kernel::Finish();
        kernel::parallelFor(partsOf(panels, together), 1, [&](std::int64_t first, std::int64_t last) {
            gemm.pack(right, deep, columns, first * together, std::min(last * together, panels), copy);
        });
        const auto compute = [&](std::int64_t strip, std::int64_t tile, std::int64_t lastTile, int thread) {
            const auto column = [&](std::int64_t at) {
                return std::min(panels * at / strips * gemm.panelColumns, columns);
            };
            gemm.multiply(left, copy, deep,
                          {tile * gemm.tileRows, std::min(lastTile * gemm.tileRows, rows), column(strip),
                           column(strip + 1)},
                          start, end, sums, columns, workspace + thread * gemm.workspace());
        };
        kernel::parallelFor(strips * tiles, fewest, [&](std::int64_t first, std::int64_t last, int thread) {
            for (auto at = first; at < last;) {
                const auto strip = at / tiles, next = std::min(last, (strip + 1) * tiles);
                compute(strip, at - strip * tiles, next - strip * tiles, thread);
                at = next;
            }
        });
    }
    return result;
}

} // namespace espalier
