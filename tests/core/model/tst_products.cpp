// Products by our own kernels: every instruction set, order and part of a matrix against float64, and a layer
// of them against LibTorch's.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/KernelProduct.h"
#include "core/model/layers/Linear.h"
#include "tests/support/Difference.h"
#include "tests/support/KernelProducts.h"
#include "tests/support/RandomTensor.h"
#endif

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

kernel::Matrix matrixOf(const torch::Tensor& tensor) {
    return {pointer<float>(tensor), tensor.stride(0), tensor.stride(1)};
}

torch::Tensor ordered(const torch::Tensor& tensor, bool turned) {
    return turned ? tensor.t().contiguous().t() : tensor;
}

// finish(before + a b), in two parts each way. before: [rows, columns], [columns] or undefined.
torch::Tensor productOf(const kernel::GemmKernels& gemm, const torch::Tensor& a, const torch::Tensor& b,
                        const torch::Tensor& before, const kernel::Finish& finish = {}) {
    const auto rows = a.size(0), depth = a.size(1), columns = b.size(1);
    const auto panels = (columns + gemm.panelColumns - 1) / gemm.panelColumns;
    auto copy = torch::full({panels * gemm.panelColumns * depth}, std::nan(""));
    auto workspace = torch::full({gemm.workspace()}, std::nan(""));
    const bool onto = before.defined() && before.dim() == 2;
    auto c = onto ? before.clone() : torch::full({rows, columns}, std::nan(""));
    const kernel::Start start{onto ? pointer<float>(c) : pointer<float>(before), onto ? columns : 0};
    gemm.pack(matrixOf(b), depth, columns, 0, panels / 2, mutablePointer<float>(copy));
    gemm.pack(matrixOf(b), depth, columns, panels / 2, panels, mutablePointer<float>(copy));
    const auto middleRow = rows / 2, middle = panels / 2 * gemm.panelColumns;
    for (const auto& part : {kernel::GemmPart{0, middleRow, 0, middle},
                             {0, middleRow, middle, columns},
                             {middleRow, rows, 0, middle},
                             {middleRow, rows, middle, columns}})
        gemm.multiply(matrixOf(a), pointer<float>(copy), depth, part, start, finish, mutablePointer<float>(c),
                      columns, mutablePointer<float>(workspace));
    return c;
}

} // namespace

class ProductsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyInstructionSetIsExact_data();
    void everyInstructionSetIsExact();
    void sumsAreFinished_data();
    void sumsAreFinished();
    void threadsChangeNothing_data();
    void threadsChangeNothing();
    void aLayerEqualsLibTorchs_data();
    void aLayerEqualsLibTorchs();
    void smallProductsAreLeftToLibTorch();
};

void ProductsTest::everyInstructionSetIsExact_data() {
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("columns");
    const auto list = kernel::availableKernels();
    const std::vector<std::array<int, 3>> shapes{{1, 1, 1},     {2, 3, 5},      {6, 16, 16},
                                                 {7, 17, 33},   {13, 384, 8},   {25, 385, 100},
                                                 {73, 800, 77}, {170, 97, 144}, {13, 40, 300}};
    for (int i = 0; i < list.count; ++i)
        for (const auto& [rows, depth, columns] : shapes)
            QTest::addRow("%s, %d x %d x %d", list.items[i]->name, rows, depth, columns)
                << i << rows << depth << columns;
}

void ProductsTest::everyInstructionSetIsExact() {
    QFETCH(int, index);
    QFETCH(int, rows);
    QFETCH(int, depth);
    QFETCH(int, columns);
    const auto& gemm = kernel::availableKernels().items[index]->gemm;
    const auto a = random({rows, depth}, 1), b = random({depth, columns}, 2), bias = random({columns}, 3),
               before = random({rows, columns}, 4);
    const auto exact = torch::mm(a.to(torch::kFloat64), b.to(torch::kFloat64));
    for (const bool turnedA : {false, true})
        for (const bool turnedB : {false, true}) {
            const auto left = ordered(a, turnedA), right = ordered(b, turnedB);
            QVERIFY(relativeDifference(productOf(gemm, left, right, {}), exact) < 3e-6);
            QVERIFY(relativeDifference(productOf(gemm, left, right, bias), exact + bias) < 3e-6);
            QVERIFY(relativeDifference(productOf(gemm, left, right, before), exact + before) < 3e-6);
        }
    // Neither every row nor every column of a larger matrix.
    const auto sparseA = random({2 * rows, 3 * depth}, 5).slice(0, 0, 2 * rows, 2).slice(1, 0, 3 * depth, 3);
    QVERIFY(relativeDifference(productOf(gemm, sparseA, b, {}),
                               torch::mm(sparseA.to(torch::kFloat64), b.to(torch::kFloat64))) < 3e-6);
}

void ProductsTest::sumsAreFinished_data() {
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("byTanh");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("columns");
    const auto list = kernel::availableKernels();
    const std::vector<std::array<int, 3>> shapes{{2, 3, 5}, {7, 17, 33}, {90, 800, 77}, {170, 97, 144}};
    for (int i = 0; i < list.count; ++i)
        for (const bool byTanh : {false, true})
            for (const auto& [rows, depth, columns] : shapes)
                QTest::addRow("%s, gelu%s, %d x %d x %d", list.items[i]->name, byTanh ? " by tanh" : "", rows,
                              depth, columns)
                    << i << byTanh << rows << depth << columns;
}

void ProductsTest::sumsAreFinished() {
    QFETCH(int, index);
    QFETCH(bool, byTanh);
    QFETCH(int, rows);
    QFETCH(int, depth);
    QFETCH(int, columns);
    const auto& gemm = kernel::availableKernels().items[index]->gemm;
    const auto activation = byTanh ? kernel::Activation::GeluByTanh : kernel::Activation::Gelu;
    const auto gelu = [&](const torch::Tensor& x) { return torch::gelu(x, byTanh ? "tanh" : "none"); };
    // Sums from far below zero to far above.
    const auto a = random({rows, depth}, 1), b = random({depth, columns}, 2);
    const auto bias = torch::linspace(-200, 200, columns);
    const auto exact = torch::mm(a.to(torch::kFloat64), b.to(torch::kFloat64));
    const auto biased = exact + bias;
    auto sums = torch::full({rows, columns}, std::nan(""));
    QVERIFY(
        relativeDifference(productOf(gemm, a, b, bias, {activation, mutablePointer<float>(sums), nullptr}),
                           gelu(biased)) < 3e-6);
    QVERIFY(relativeDifference(sums, biased) < 3e-6);
    QVERIFY(relativeDifference(productOf(gemm, a, b, bias, {activation, nullptr, nullptr}), gelu(biased)) <
            3e-6);
    // Where the curve bends, and where it has become straight.
    auto at = torch::linspace(-8, 8, rows * columns).view({rows, columns});
    at[0][0] = -1e4;
    at[rows - 1][columns - 1] = 1e4;
    const auto exactAt = at.to(torch::kFloat64).requires_grad_(true);
    const auto slopes = torch::autograd::grad({gelu(exactAt).sum()}, {exactAt}).front();
    QVERIFY(relativeDifference(productOf(gemm, a, b, {}, {activation, nullptr, pointer<float>(at)}),
                               exact * slopes) < 3e-6);
}

void ProductsTest::threadsChangeNothing_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("columns");
    QTest::newRow("few rows") << 7 << 90 << 500;
    QTest::newRow("few columns") << 500 << 90 << 7;
    QTest::newRow("deep") << 40 << 4000 << 50;
    QTest::newRow("nothing to add up") << 5 << 0 << 6;
    QTest::newRow("no rows") << 0 << 5 << 6;
}

void ProductsTest::threadsChangeNothing() {
    QFETCH(int, rows);
    QFETCH(int, depth);
    QFETCH(int, columns);
    const auto a = random({rows, depth}, 1), b = random({depth, columns}, 2);
    at::set_num_threads(1);
    const auto alone = kernelProduct(a, b);
    if (depth > 0 && rows > 0)
        QVERIFY(relativeDifference(alone, torch::mm(a.to(torch::kFloat64), b.to(torch::kFloat64))) < 3e-6);
    else
        QVERIFY(torch::equal(alone, torch::zeros({rows, columns})));
    for (const int threads : {2, 3, 7}) {
        at::set_num_threads(threads);
        QVERIFY(torch::equal(kernelProduct(a, b), alone));
    }
    at::set_num_threads(2);
}

void ProductsTest::aLayerEqualsLibTorchs_data() {
    QTest::addColumn<bool>("bias");
    QTest::addColumn<bool>("inByOut");
    QTest::addColumn<bool>("frozen");
    QTest::newRow("usual") << true << false << false;
    QTest::newRow("without a bias") << false << false << false;
    QTest::newRow("weights lie the other way") << true << true << false;
    QTest::newRow("frozen weights") << true << false << true;
}

void ProductsTest::aLayerEqualsLibTorchs() {
    QFETCH(bool, bias);
    QFETCH(bool, inByOut);
    QFETCH(bool, frozen);
    constexpr std::int64_t rows = 140, in = 72, out = 100;
    Parameters parameters;
    parameters.add(
        {"a.weight",
         random(inByOut ? std::vector{in, out} : std::vector{out, in}, 1).requires_grad_(!frozen)});
    if (bias) parameters.add({"a.bias", random({out}, 2).requires_grad_(true)});
    const Linear layer(parameters, "a", inByOut ? WeightLayout::InByOut : WeightLayout::OutByIn);
    const auto weights = random({rows, out}, 4);
    const auto results = [&] {
        const auto x = random({rows, in}, 3).requires_grad_(true);
        for (const auto& parameter : parameters.all()) parameter.value.mutable_grad().reset();
        const auto y = layer(x, {});
        (y * weights).sum().backward();
        std::vector<torch::Tensor> all{y.detach(), x.grad()};
        for (const auto& parameter : parameters.all())
            if (parameter.value.grad().defined()) all.push_back(parameter.value.grad());
        return all;
    };
    const auto expected = results();
    const KernelProducts taken;
    QVERIFY(kernelProductPays(random({rows, in}, 3), layer.matrix()));
    const auto found = results();
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i].sizes(), expected[i].sizes());
        QVERIFY(relativeDifference(found[i], expected[i]) < 3e-6);
    }
}

void ProductsTest::smallProductsAreLeftToLibTorch() {
    const auto weight = random({384, 384}, 1);
    QVERIFY(!kernelProductPays(random({512, 384}, 2), weight)); // not taken
    const KernelProducts taken;
    QVERIFY(kernelProductPays(random({512, 384}, 2), weight));
    QVERIFY(!kernelProductPays(random({16, 384}, 2), weight));               // one sentence
    QVERIFY(!kernelProductPays(random({512, 384}, 2), random({5, 384}, 1))); // a head
    QVERIFY(!kernelProductPays(random({512, 384}, 2).to(torch::kBFloat16), weight));
}

QTEST_APPLESS_MAIN(ProductsTest)
#include "tst_products.moc"
