// Both layers of a block and their activation by our own products in one go, against LibTorch's operations
// one by one, gradients included.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/layers/FeedForward.h"
#include "tests/support/Difference.h"
#include "tests/support/KernelProducts.h"
#include "tests/support/RandomTensor.h"
#endif

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr std::int64_t rows = 140, dim = 72, wide = 200;

// Two layers, of which those whose names are given are frozen.
struct Block {
    Parameters parameters;
    std::optional<Linear> inner, output;

    explicit Block(bool bias = true, const QStringList& frozen = {},
                   WeightLayout layout = WeightLayout::OutByIn) {
        const auto add = [&](const char* name, std::vector<std::int64_t> shape, std::uint64_t seed) {
            parameters.add({name, (random(shape, seed) * 0.2).requires_grad_(!frozen.contains(name))});
        };
        const bool turned = layout == WeightLayout::InByOut;
        add("inner.weight", turned ? std::vector{dim, wide} : std::vector{wide, dim}, 1);
        add("output.weight", turned ? std::vector{wide, dim} : std::vector{dim, wide}, 2);
        if (bias) add("inner.bias", {wide}, 3);
        if (bias) add("output.bias", {dim}, 4);
        inner.emplace(parameters, "inner", layout);
        output.emplace(parameters, "output", layout);
    }

    // The answer and every gradient that there is.
    std::vector<torch::Tensor> results(const std::string& activation, bool inputLearns) const {
        const auto x = random({rows, dim}, 5).requires_grad_(inputLearns);
        for (const auto& parameter : parameters.all()) parameter.value.mutable_grad().reset();
        const auto y = feedForward(x, *inner, activation, *output, {});
        (y * random({rows, dim}, 6)).sum().backward();
        std::vector<torch::Tensor> all{y.detach()};
        if (inputLearns) all.push_back(x.grad());
        for (const auto& parameter : parameters.all())
            if (parameter.value.grad().defined()) all.push_back(parameter.value.grad());
        return all;
    }
};

} // namespace

class FeedForwardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsLibTorchs_data();
    void equalsLibTorchs();
    void answersWithoutGradients();
    void onlyWhereItIsTheSame();
};

void FeedForwardTest::equalsLibTorchs_data() {
    QTest::addColumn<QString>("activation");
    QTest::addColumn<bool>("bias");
    QTest::addColumn<bool>("inByOut");
    QTest::addColumn<QStringList>("frozen");
    QTest::addColumn<bool>("inputLearns");
    const QStringList none, inner{"inner.weight", "inner.bias"}, output{"output.weight", "output.bias"};
    QTest::newRow("usual") << "gelu" << true << false << none << true;
    QTest::newRow("by tanh, weights the other way") << "gelu_new" << true << true << none << true;
    QTest::newRow("without biases") << "gelu" << false << false << none << true;
    QTest::newRow("an activation without a kernel") << "relu" << true << false << none << true;
    QTest::newRow("lowest layer that trains") << "gelu" << true << false << none << false;
    QTest::newRow("inner layer frozen") << "gelu" << true << false << inner << true;
    QTest::newRow("inner layer frozen, nothing below") << "gelu" << true << false << inner << false;
    QTest::newRow("output layer frozen") << "gelu" << true << false << output << true;
    QTest::newRow("both frozen") << "gelu" << true << false << inner + output << true;
    QTest::newRow("biases only") << "gelu" << true << false << QStringList{"inner.weight", "output.weight"}
                                 << false;
}

void FeedForwardTest::equalsLibTorchs() {
    QFETCH(QString, activation);
    QFETCH(bool, bias);
    QFETCH(bool, inByOut);
    QFETCH(QStringList, frozen);
    QFETCH(bool, inputLearns);
    const Block block(bias, frozen, inByOut ? WeightLayout::InByOut : WeightLayout::OutByIn);
    const auto expected = block.results(activation.toStdString(), inputLearns);
    const KernelProducts taken;
    const auto found = block.results(activation.toStdString(), inputLearns);
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i].sizes(), expected[i].sizes());
        QVERIFY(relativeDifference(found[i], expected[i]) < 3e-6);
    }
}

void FeedForwardTest::answersWithoutGradients() {
    const Block block;
    const auto x = random({rows, dim}, 5);
    const torch::InferenceMode inference;
    const auto expected = feedForward(x, *block.inner, "gelu", *block.output, {});
    const KernelProducts taken;
    const auto found = feedForward(x, *block.inner, "gelu", *block.output, {});
    QVERIFY(!found.requires_grad());
    QVERIFY(relativeDifference(found, expected) < 3e-6);
}

void FeedForwardTest::onlyWhereItIsTheSame() {
    const Block block;
    const auto inOneGo = [&](std::int64_t texts, const char* activation) {
        const auto y = feedForward(random({texts, dim}, 5), *block.inner, activation, *block.output, {});
        return y.grad_fn()->name().find("FeedForward") != std::string::npos;
    };
    QVERIFY(!inOneGo(rows, "gelu")); // another road was measured to be the fastest
    const KernelProducts taken;
    QVERIFY(inOneGo(rows, "gelu"));
    QVERIFY(!inOneGo(rows, "relu"));
    QVERIFY(!inOneGo(1, "gelu"));
}

QTEST_APPLESS_MAIN(FeedForwardTest)
#include "tst_feed_forward.moc"
