#include "core/model/layers/KernelProduct.h"

#include "core/model/layers/Autograd.h"
#include "core/model/layers/CpuKernels.h"

#include <algorithm>
#include <atomic>
#include <memory>

namespace espalier {

namespace {

std::atomic<bool> taken = false;

std::int64_t partsOf(std::int64_t count, std::int64_t size) {
    return (count + size - 1) / size;
}

// Memory that a thread keeps from product to product, from the beginning of a cache line: a vector across two
// of them takes twice as long.
class Scratch {
public:
    float* take(std::int64_t floats) {
        if (const auto lines = partsOf(floats, std::size(Line().values)); lines > size_) {
            size_ = 0;
            lines_.reset(); // before more is asked for
            lines_ = std::make_unique_for_overwrite<Line[]>(static_cast<std::size_t>(lines));
            size_ = lines;
        }
        return lines_[0].values;
    }

private:
    struct alignas(64) Line {
        float values[16];
    };
    std::unique_ptr<Line[]> lines_;
    std::int64_t size_ = 0;
};

// Shares out a product of so many tiles and panels, in strips of columns where there are too few tiles for
// all threads: calls work(first tile, last tile, first panel, last panel, thread).
template<class Work>
void shareOut(std::int64_t tiles, std::int64_t panels, const Work& work) {
    constexpr std::int64_t fewest = 3; // tiles that a thread takes
    const auto enough = 4 * fewest * kernel::threadCount();
    const auto strips = std::clamp<std::int64_t>(partsOf(enough, tiles), 1, panels);
    kernel::parallelFor(strips * tiles, fewest, [&](std::int64_t begin, std::int64_t end, int thread) {
        while (begin < end) { // strip by strip
            const auto strip = begin / tiles, before = strip * tiles;
            const auto next = std::min(end, before + tiles);
            work(begin - before, next - before, panels * strip / strips, panels * (strip + 1) / strips,
                 thread);
            begin = next;
        }
    });
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
        const auto &x = saved[0], &weight = saved[1];
        return layerGradients(gradients[0], x, weight, context->saved_data["trainsBias"].toBool());
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
    return Product::apply(x, weight, ifDefined(bias));
}

std::vector<torch::Tensor> layerGradients(const torch::Tensor& dY, const torch::Tensor& x,
                                          const torch::Tensor& weight, bool ofBias) {
    return {weight.defined() ? kernelProduct(dY, weight) : torch::Tensor(),
            x.defined() ? kernelProduct(Factor(dY).turned(), x) : torch::Tensor(),
            ofBias ? dY.sum(0) : torch::Tensor()};
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
    thread_local Scratch copies, tiled;
    auto* const copy = copies.take(panels * gemm.panelColumns * std::min(depth, deepest));
    auto* const workspace = tiled.take(kernel::threadCount() * gemm.workspace());
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
        shareOut(tiles, panels, [&](auto tile, auto lastTile, auto panel, auto lastPanel, int thread) {
            gemm.multiply(left, copy, deep,
                          {tile * gemm.tileRows, std::min(lastTile * gemm.tileRows, rows),
                           panel * gemm.panelColumns, std::min(lastPanel * gemm.panelColumns, columns)},
                          start, end, sums, columns, workspace + thread * gemm.workspace());
        });
    }
    return result;
}

} // namespace espalier
