// The kernels for cards, run on the CPU, against those for the CPU and plain sums. On a card they are held
// against the same before they are used (Tried.h).
#include "core/model/kernels/Kernels.h"
#include "tests/support/CardEmulation.h"

#include <QTest>

#include <cmath>

namespace espalier::test::card {

#define DIM 384
#define VECTOR 4
#define BF16 1
namespace bf16 {
#define normForward normForwardBf16
#define normBackward normBackwardBf16
#include "core/model/kernels/card/norm.cu"
} // namespace bf16
#undef DIM
#undef VECTOR
#undef BF16
#undef normForward
#undef normBackward

#define DIM 60 // no multiple of a warp
#define VECTOR 1
#define BF16 0
namespace f32 {
#include "core/model/kernels/card/norm.cu"
} // namespace f32

namespace sum {
#include "core/model/kernels/card/sum.cu"
} // namespace sum

} // namespace espalier::test::card

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr std::int64_t rows = 10; // not all warps of the last block have one

float number(kernel::Bf16 x) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(x.bits) << 16);
}
float number(float x) {
    return x;
}
void set(kernel::Bf16& to, double x) { // cut off: any number will do
    to.bits = static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(static_cast<float>(x)) >> 16);
}
void set(float& to, double x) {
    to = static_cast<float>(x);
}

template<class T>
std::vector<T> numbers(std::int64_t count, double phase) {
    std::vector<T> result(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < result.size(); ++i)
        set(result[i], std::sin(1.7 * static_cast<double>(i) + phase));
    return result;
}

template<class T>
double furthest(const std::vector<T>& a, const std::vector<T>& b) {
    double difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = std::max(difference, std::abs(static_cast<double>(number(a[i])) - number(b[i])));
    return difference;
}

// All that a norm writes.
template<class T>
struct Norm {
    std::vector<T> sum, y, dSum, dX;
    std::vector<float> statistics, weightBias;

    explicit Norm(std::int64_t dim)
        : sum(static_cast<std::size_t>(rows * dim)), y(sum), dSum(sum), dX(sum),
          statistics(static_cast<std::size_t>(2 * rows)), weightBias(static_cast<std::size_t>(2 * dim)) {}
};

// forward, backward: as those of the card's source, of one DIM; Stored: how that keeps T.
template<class T, class Stored, class Mask>
void compare(std::int64_t dim, double p, const auto& forward, const auto& backward, double tolerance) {
    const kernel::NormShape shape{dim, 1e-5f, kernel::makeDropout(p, 7)};
    const Mask mask{shape.dropout.threshold, shape.dropout.scale, shape.dropout.seed};
    const auto x = numbers<T>(rows * dim, 0), residual = numbers<T>(rows * dim, 1),
               dY = numbers<T>(rows * dim, 2);
    const auto weight = numbers<float>(dim, 3), bias = numbers<float>(dim, 4);

    Norm<T> expected(dim), found(dim);
    const auto& cpu = kernel::kernels().norm<T>();
    cpu.forward(shape, 0, rows, x.data(), residual.data(), weight.data(), bias.data(), expected.sum.data(),
                expected.y.data(), expected.statistics.data());
    cpu.backward(shape, 0, rows, expected.sum.data(), expected.statistics.data(), weight.data(), dY.data(),
                 expected.dSum.data(), p > 0 ? expected.dX.data() : nullptr, expected.weightBias.data());

    constexpr unsigned threads = 128, blocks = 2;
    const auto stored = [](const std::vector<T>& v) { return reinterpret_cast<const Stored*>(v.data()); };
    const auto written = [](std::vector<T>& v) { return reinterpret_cast<Stored*>(v.data()); };
    card::runBlocks((rows + 3) / 4, threads, [&] {
        forward(stored(x), stored(residual), weight.data(), bias.data(), written(found.sum), written(found.y),
                found.statistics.data(), rows, shape.epsilon, mask);
    });
    std::vector<float> shares(static_cast<std::size_t>(blocks * 2 * dim));
    card::runBlocks(blocks, threads, [&] {
        backward(stored(found.sum), found.statistics.data(), weight.data(), stored(dY), written(found.dSum),
                 p > 0 ? written(found.dX) : nullptr, shares.data(), rows, mask);
    });
    for (std::size_t i = 0; i < shares.size(); ++i)
        found.weightBias[i % found.weightBias.size()] += shares[i];

    for (const auto& difference :
         {furthest(found.sum, expected.sum), furthest(found.y, expected.y),
          furthest(found.dSum, expected.dSum), furthest(found.dX, expected.dX),
          furthest(found.statistics, expected.statistics), furthest(found.weightBias, expected.weightBias)})
        QVERIFY2(difference <= tolerance, qPrintable(QString::number(difference)));
}

} // namespace

class CardKernelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normEqualsTheCpus_data();
    void normEqualsTheCpus();
    void columnsAreSummed();
};

void CardKernelsTest::normEqualsTheCpus_data() {
    QTest::addColumn<double>("p");
    QTest::newRow("with dropout") << 0.25;
    QTest::newRow("without") << 0.0;
}

void CardKernelsTest::normEqualsTheCpus() {
    QFETCH(double, p);
    // In 16 bits a number between two may be rounded to either: those up to 4 are 1/64 apart.
    compare<kernel::Bf16, unsigned short, card::bf16::Dropout>(384, p, card::bf16::normForwardBf16,
                                                               card::bf16::normBackwardBf16, 1.0 / 64);
    compare<float, float, card::f32::Dropout>(60, p, card::f32::normForward, card::f32::normBackward, 2e-5);
}

void CardKernelsTest::columnsAreSummed() {
    constexpr std::int64_t height = 100, columns = 328; // more than a block's, and no multiple of them
    constexpr int parts = 3, groups = 2;
    const auto matrix = numbers<kernel::Bf16>(height * columns, 0);
    std::vector<double> expected(columns);
    for (std::size_t i = 0; i < matrix.size(); ++i) expected[i % expected.size()] += number(matrix[i]);
    std::vector<float> shares(parts * columns), sums(columns);
    std::vector<unsigned> finished(groups);
    for (int again = 0; again < 2; ++again) { // it leaves its counters as it found them
        std::fill(sums.begin(), sums.end(), 0.0f);
        card::runBlocks(groups * parts, 256, [&] {
            card::sum::columnSums(reinterpret_cast<const unsigned short*>(matrix.data()), shares.data(),
                                  finished.data(), sums.data(), height, static_cast<int>(columns), parts);
        });
        for (std::size_t c = 0; c < expected.size(); ++c) QVERIFY(std::abs(sums[c] - expected[c]) < 1e-4);
    }
}

QTEST_GUILESS_MAIN(CardKernelsTest)
#include "tst_card_kernels.moc"
