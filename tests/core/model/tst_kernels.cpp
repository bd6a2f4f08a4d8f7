// The kernels of every instruction set against the plain ones, and those against LibTorch's operations.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/kernels/Parallel.h"
#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/ResidualNorm.h"
#include "tests/support/Difference.h"
#include "tests/support/RandomTensor.h"
#endif

#include <QTest>

#include <atomic>

using namespace espalier;
using namespace espalier::test;

namespace {

const kernel::Kernels& plain() {
    return *kernel::availableKernels().items[0];
}

LayerNorm normOf(std::int64_t dim) {
    Parameters parameters;
    parameters.add({"norm.weight", (1 + 0.1 * random({dim}, 3)).requires_grad_(true)});
    parameters.add({"norm.bias", random({dim}, 4).requires_grad_(true)});
    return {parameters, "norm", 1e-12};
}

// Output and gradients of a norm kernel for float32 rows.
std::vector<torch::Tensor> normResults(const kernel::Kernels& kernels, std::int64_t dim, double p) {
    constexpr std::int64_t rows = 7;
    const auto x = random({rows, dim}, 1), residual = random({rows, dim}, 2), dY = random({rows, dim}, 5);
    const auto weight = random({dim}, 3), bias = random({dim}, 4);
    auto sum = torch::empty_like(x), y = torch::empty_like(x), statistics = torch::empty({rows, 2});
    auto dSum = torch::empty_like(x), dX = torch::empty_like(x), weightBias = torch::zeros({2, dim});
    const kernel::NormShape shape{dim, 1e-5f, kernel::makeDropout(p, 9)};
    kernels.normF32.forward(shape, 0, rows, pointer<float>(x), pointer<float>(residual),
                            pointer<float>(weight), pointer<float>(bias), mutablePointer<float>(sum),
                            mutablePointer<float>(y), mutablePointer<float>(statistics));
    kernels.normF32.backward(shape, 0, rows, pointer<float>(sum), pointer<float>(statistics),
                             pointer<float>(weight), pointer<float>(dY), mutablePointer<float>(dSum),
                             mutablePointer<float>(dX), mutablePointer<float>(weightBias));
    return {sum, y, statistics, dSum, dX, weightBias};
}

// Output and gradients of an attention kernel for one float32 segment.
std::vector<torch::Tensor> attentionResults(const kernel::Kernels& kernels, std::int64_t length,
                                            std::int64_t queries, std::int64_t size) {
    const auto q = random({queries, size}, 1), k = random({length, size}, 2), v = random({length, size}, 3);
    const auto dOut = random({queries, size}, 4);
    auto out = torch::empty_like(q), logSum = torch::empty({queries});
    auto dq = torch::empty_like(q), dk = torch::empty_like(k), dv = torch::empty_like(v);
    auto workspace = torch::empty({kernels.attentionF32.workspace(length, size)});
    const kernel::AttentionView<float> view{pointer<float>(q),
                                            pointer<float>(k),
                                            pointer<float>(v),
                                            queries,
                                            length,
                                            size,
                                            size,
                                            size,
                                            size,
                                            {.scale = 1 / std::sqrt(static_cast<float>(size))}};
    const auto dropout = kernel::makeDropout(0.2, 8);
    kernels.attentionF32.forward(view, dropout, mutablePointer<float>(out), size,
                                 mutablePointer<float>(logSum), mutablePointer<float>(workspace));
    kernels.attentionF32.backward(
        view, dropout, pointer<float>(out), pointer<float>(logSum), pointer<float>(dOut),
        {mutablePointer<float>(dq), mutablePointer<float>(dk), mutablePointer<float>(dv)}, size,
        mutablePointer<float>(workspace));
    return {out, logSum, dq, dk, dv};
}

} // namespace

class KernelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyInstructionSetAgrees_data();
    void everyInstructionSetAgrees();
    void bf16RoundsToNearestEven();
    void residualNormEqualsLibTorch_data();
    void residualNormEqualsLibTorch();
    void dropoutKeepsItsShare();
    void dropoutGradientHasTheSameMask();
    void workIsSharedWithoutGapsOrOverlaps_data();
    void workIsSharedWithoutGapsOrOverlaps();
};

void KernelsTest::everyInstructionSetAgrees_data() {
    QTest::addColumn<int>("index");
    const auto list = kernel::availableKernels();
    for (int i = 0; i < list.count; ++i) QTest::newRow(list.items[i]->name) << i;
}

void KernelsTest::everyInstructionSetAgrees() {
    QFETCH(int, index);
    const auto& kernels = *kernel::availableKernels().items[index];
    const auto compare = [](const std::vector<torch::Tensor>& found,
                            const std::vector<torch::Tensor>& expected) {
        double worst = 0;
        for (std::size_t i = 0; i < found.size(); ++i)
            worst = std::max(worst, difference(found[i], expected[i]) /
                                        std::max(1.0, expected[i].abs().max().item<double>()));
        return worst;
    };
    for (const std::int64_t dim : {5, 48, 384})
        for (const double p : {0.0, 0.3})
            QVERIFY(compare(normResults(kernels, dim, p), normResults(plain(), dim, p)) < 1e-5);
    for (const std::int64_t length : {1, 6, 17, 100})
        for (const std::int64_t size : {3, 16, 64})
            for (const auto queries : {std::int64_t{1}, length})
                QVERIFY(compare(attentionResults(kernels, length, queries, size),
                                attentionResults(plain(), length, queries, size)) < 1e-5);
    const auto x = random({1001}, 6);
    auto kept = torch::empty_like(x), expected = torch::empty_like(x);
    const auto mask = kernel::makeDropout(0.4, 7);
    kernels.dropoutF32(mask, 0, 1001, pointer<float>(x), mutablePointer<float>(kept));
    plain().dropoutF32(mask, 0, 1001, pointer<float>(x), mutablePointer<float>(expected));
    QVERIFY(torch::equal(kept, expected));
    QVERIFY(std::abs(kernels.sumOfSquares(1001, pointer<float>(x)) -
                     x.to(torch::kFloat64).square().sum().item<double>()) < 1e-3);
}

void KernelsTest::bf16RoundsToNearestEven() {
    // Dropout without a mask is a copy; LibTorch's own rounding is the reference.
    const auto x = random({4099}, 1);
    const auto bf16 = x.to(torch::kBFloat16), residual = torch::zeros_like(bf16);
    for (int i = 0; i < kernel::availableKernels().count; ++i) {
        const auto& kernels = *kernel::availableKernels().items[i];
        auto sum = torch::empty_like(bf16), y = torch::empty_like(bf16), statistics = torch::empty({1, 2});
        const auto weight = torch::ones({4099}), bias = torch::zeros({4099});
        kernels.normBf16.forward({4099, 1e-12f, {}}, 0, 1, pointer<kernel::Bf16>(bf16),
                                 pointer<kernel::Bf16>(residual), pointer<float>(weight),
                                 pointer<float>(bias), mutablePointer<kernel::Bf16>(sum),
                                 mutablePointer<kernel::Bf16>(y), mutablePointer<float>(statistics));
        QVERIFY(torch::equal(sum, bf16));
        const auto exact = torch::layer_norm(bf16.to(torch::kFloat32), {4099}, {}, {}, 1e-12);
        QVERIFY(((y.to(torch::kFloat32) - exact).abs() <= exact.abs() / 256 + 1e-6).all().item<bool>());
    }
}

void KernelsTest::residualNormEqualsLibTorch_data() {
    QTest::addColumn<bool>("residual");
    QTest::newRow("with a residual") << true;
    QTest::newRow("alone") << false;
}

void KernelsTest::residualNormEqualsLibTorch() {
    QFETCH(bool, residual);
    const auto norm = normOf(40);
    const auto weights = random({33, 40}, 8);
    const auto results = [&](bool ours) {
        auto x = random({33, 40}, 1).requires_grad_(true), rest = random({33, 40}, 2).requires_grad_(true);
        for (auto* parameter : {&norm.weight, &norm.bias}) parameter->mutable_grad().reset();
        const auto y = ours ? residualNorm(x, residual ? rest : torch::Tensor(), norm, 0, {})
                            : norm(residual ? x + rest : x);
        (y * weights).sum().backward();
        std::vector<torch::Tensor> all{y.detach(), x.grad(), norm.weight.grad().clone(),
                                       norm.bias.grad().clone()};
        if (residual) all.push_back(rest.grad());
        return all;
    };
    const auto found = results(true), expected = results(false);
    for (std::size_t i = 0; i < found.size(); ++i) QVERIFY(difference(found[i], expected[i]) < 2e-5);
}

void KernelsTest::dropoutKeepsItsShare() {
    Forward forward;
    forward.training = true;
    forward.generator = at::make_generator<at::CPUGeneratorImpl>(5);
    const auto x = torch::ones({400, 500});
    const auto y = dropout(x, 0.25, forward);
    QVERIFY(std::abs((y == 0).to(torch::kFloat32).mean().item<double>() - 0.25) < 0.005);
    QVERIFY(std::abs(y.max().item<double>() - 1 / 0.75) < 1e-6);
    QVERIFY(!torch::equal(y, dropout(x, 0.25, forward))); // every call draws its own mask
    forward.training = false;
    QVERIFY(torch::equal(x, dropout(x, 0.25, forward)));
}

void KernelsTest::dropoutGradientHasTheSameMask() {
    Forward forward;
    forward.training = true;
    forward.generator = at::make_generator<at::CPUGeneratorImpl>(5);
    const auto x = torch::ones({64, 64}).requires_grad_(true);
    const auto y = dropout(x, 0.5, forward);
    y.sum().backward();
    QVERIFY(torch::equal(x.grad(), y.detach()));
}

void KernelsTest::workIsSharedWithoutGapsOrOverlaps_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("grain");
    QTest::newRow("nothing") << 0 << 1;
    QTest::newRow("one") << 1 << 16;
    QTest::newRow("less than a grain") << 10 << 16;
    QTest::newRow("not divisible") << 1003 << 7;
}

void KernelsTest::workIsSharedWithoutGapsOrOverlaps() {
    QFETCH(int, count);
    QFETCH(int, grain);
    at::set_num_threads(3);
    std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
    kernel::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) ++visits[static_cast<std::size_t>(i)];
    });
    kernel::parallelEach(count, [&](std::int64_t i, int thread) {
        if (thread >= 0 && thread < 3) ++visits[static_cast<std::size_t>(i)];
    });
    for (const auto& visit : visits) QCOMPARE(visit.load(), 2);
}

QTEST_APPLESS_MAIN(KernelsTest)
#include "tst_kernels.moc"
