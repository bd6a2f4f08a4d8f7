#include "core/model/layers/CardSum.h"

#include "core/model/kernels/card/Program.h"
#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/Tried.h"

#include "CardSources.h"

#include <memory>

namespace espalier {

namespace {

constexpr std::int64_t width = 256; // columns of a block, and its threads
constexpr std::int64_t widest = 64 * width;
constexpr std::int64_t rowsOfPart = 32; // fewer are not worth a block
constexpr std::int64_t blocksPerMultiprocessor = 4;

class CardSum {
public:
    static const CardSum& on(int card) {
        static std::mutex mutex;
        // Never destroyed: at the end of the process LibTorch's own memory of the card is gone before.
        static auto& known = *new std::map<int, std::unique_ptr<CardSum>>;
        const std::scoped_lock lock(mutex);
        auto& sum = known[card];
        if (!sum) sum.reset(new CardSum(card));
        return *sum;
    }

    torch::Tensor operator()(const torch::Tensor& matrix) const {
        const auto x = matrix.contiguous();
        const long long rows = x.size(0);
        const auto columns = x.size(1);
        const auto groups = (columns + width - 1) / width;
        const auto parts = std::clamp<std::int64_t>(
            (rows + rowsOfPart - 1) / rowsOfPart, 1,
            std::max<std::int64_t>(1, blocksPerMultiprocessor * program_.multiprocessors() / groups));
        const auto numbers = x.options().dtype(torch::kFloat32);
        auto shares = torch::empty({parts, columns}, numbers), sums = torch::empty({columns}, numbers);
        kernel_(groups * parts, static_cast<int>(width), pointer<void>(x), mutablePointer<void>(shares),
                mutablePointer<void>(finished_), mutablePointer<void>(sums), rows, static_cast<int>(columns),
                static_cast<int>(parts));
        return sums;
    }

private:
    explicit CardSum(int card)
        : program_(card::sumSource, {}, card), kernel_(program_.kernel("columnSums")),
          finished_(torch::zeros(
              {widest / width},
              torch::dtype(torch::kInt32).device(torch::kCUDA, static_cast<c10::DeviceIndex>(card)))) {}

    card::Program program_;
    card::Kernel kernel_;
    torch::Tensor finished_;
};

bool agrees(int card) {
    constexpr std::int64_t rows = 1000, columns = 328; // more than a block's, and no multiple of them
    const torch::Device device(torch::kCUDA, static_cast<c10::DeviceIndex>(card));
    const auto matrix = trialNumbers(0, rows, columns).to(device, torch::kBFloat16);
    const auto expected = matrix.to(torch::kFloat64).sum(0);
    for (int again = 0; again < 2; ++again) // it has to leave its counters as it found them
        if ((CardSum::on(card)(matrix) - expected).abs().max().item<double>() > 1e-3) return false;
    return true;
}

} // namespace

torch::Tensor columnSums(const torch::Tensor& matrix) {
    static Tried<int> tried;
    const int card = matrix.device().index();
    const bool fits = matrix.is_cuda() && matrix.scalar_type() == torch::kBFloat16 &&
                      matrix.size(1) % 8 == 0 && matrix.size(1) <= widest;
    return fits && tried(card, [&] { return agrees(card); }) ? CardSum::on(card)(matrix)
                                                             : matrix.sum(0, false, torch::kFloat32);
}

} // namespace espalier
