#include "core/model/layers/CardNorm.h"

#include "core/model/layers/CpuKernels.h"

#include "CardSources.h"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <tuple>

namespace espalier {

namespace {

constexpr std::int64_t widest = 1024; // a lane keeps a 32nd of a row in registers, four times over
constexpr int rowsPerBlock = 4, threads = 32 * rowsPerBlock;
constexpr std::int64_t blocksPerMultiprocessor = 4; // of the backward pass, which sums over rows

std::int64_t blocksFor(std::int64_t rows) {
    return (rows + rowsPerBlock - 1) / rowsPerBlock;
}

std::vector<std::string> definitionsFor(const torch::Tensor& rows) {
    const auto dim = rows.size(1);
    auto vector = static_cast<std::int64_t>(16 / rows.element_size()); // a lane's widest load
    while (vector > 1 && dim % (32 * vector) != 0) vector /= 2;
    return {fmt::format("DIM={}", dim), fmt::format("VECTOR={}", vector),
            fmt::format("BF16={}", rows.scalar_type() == torch::kBFloat16 ? 1 : 0)};
}

// As the kernel's source declares it.
struct Mask {
    std::uint32_t threshold;
    float scale;
    std::uint32_t seed;

    explicit Mask(const kernel::Dropout& d) : threshold(d.threshold), scale(d.scale), seed(d.seed) {}
};

} // namespace

CardNorm::CardNorm(const torch::Tensor& rows)
    : program_(card::normSource, definitionsFor(rows), rows.device().index()),
      forward_(program_.kernel("normForward")), backward_(program_.kernel("normBackward")) {}

bool CardNorm::fits(const torch::Tensor& rows) {
    const auto type = rows.scalar_type();
    return rows.is_cuda() && rows.dim() == 2 && rows.size(1) <= widest &&
           (type == torch::kFloat32 || type == torch::kBFloat16);
}

const CardNorm& CardNorm::of(const torch::Tensor& rows) {
    static std::mutex mutex;
    static std::map<std::tuple<int, torch::ScalarType, std::int64_t>, CardNorm> known;
    const std::tuple kind(rows.device().index(), rows.scalar_type(), rows.size(1));
    const std::scoped_lock lock(mutex);
    const auto it = known.find(kind);
    return it != known.end() ? it->second : known.emplace(kind, CardNorm(rows)).first->second;
}

void CardNorm::forward(const kernel::NormShape& shape, const torch::Tensor& x, const torch::Tensor& residual,
                       const torch::Tensor& weight, const torch::Tensor& bias, const torch::Tensor& sum,
                       const torch::Tensor& y, const torch::Tensor& statistics) const {
    const long long rows = x.size(0);
    forward_(blocksFor(rows), threads, pointer<void>(x), pointer<void>(residual), pointer<void>(weight),
             pointer<void>(bias), mutablePointer<void>(sum), mutablePointer<void>(y),
             mutablePointer<void>(statistics), rows, shape.epsilon, Mask(shape.dropout));
}

torch::Tensor CardNorm::backward(const kernel::NormShape& shape, const torch::Tensor& sum,
                                 const torch::Tensor& statistics, const torch::Tensor& weight,
                                 const torch::Tensor& dY, const torch::Tensor& dSum,
                                 const torch::Tensor& dX) const {
    const long long rows = sum.size(0);
    const auto blocks =
        std::clamp<std::int64_t>(blocksFor(rows), 1, blocksPerMultiprocessor * program_.multiprocessors());
    auto weightBias = torch::empty({blocks, 2, shape.dim}, weight.options());
    backward_(blocks, threads, pointer<void>(sum), pointer<void>(statistics), pointer<void>(weight),
              pointer<void>(dY), mutablePointer<void>(dSum), mutablePointer<void>(dX),
              mutablePointer<void>(weightBias), rows, Mask(shape.dropout));
    return weightBias;
}

} // namespace espalier
