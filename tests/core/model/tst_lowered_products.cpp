// Products in 16 bits by copies of float32 weights: against the same product done plainly, gradients
// included, and as the weights change.
#include "core/model/Parameters.h"
#include "core/model/layers/JoinedLinear.h"
#include "tests/support/Difference.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr std::int64_t in = 12;
const std::vector<std::string> names{"query", "key", "value"};
const std::vector<std::int64_t> widths{12, 4, 4};

torch::Tensor numbers(torch::IntArrayRef sizes, double phase) {
    std::int64_t count = 1;
    for (const auto size : sizes) count *= size;
    return torch::sin(torch::arange(count, torch::kFloat64) * 1.7 + phase).view(sizes).to(torch::kFloat32);
}

Parameters someParameters(const std::string& withoutBias) {
    Parameters parameters;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto phase = static_cast<double>(i);
        parameters.add({names[i] + ".weight", numbers({widths[i], in}, phase)});
        if (withoutBias != "all" && withoutBias != names[i])
            parameters.add({names[i] + ".bias", numbers({widths[i]}, 10 + phase)});
    }
    parameters.setTrainable([](const Parameter&) { return true; });
    return parameters;
}

torch::Tensor rounded(const torch::Tensor& x) {
    return x.detach().to(torch::kBFloat16).to(torch::kFloat64);
}

constexpr double oneRounding = 1.0 / 256; // of what is written in 16 bits, relative
const Forward plain{torch::kBFloat16, false, {}};

} // namespace

class LoweredProductsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinedEqualsPlain_data();
    void joinedEqualsPlain();
    void float32StaysApart();
    void onlyBiasesTrain();
    void copiesFollowTheWeights();
    void onlyThoseInUseAreCopied();
    void sharedWeightsShareTheCopy();
    void anAdapterIsNotLeftOut();
};

void LoweredProductsTest::joinedEqualsPlain_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<QString>("withoutBias");
    QTest::newRow("all three") << 0 << "";
    QTest::newRow("without the first") << 1 << "";
    QTest::newRow("no biases") << 0 << "all";
    QTest::newRow("no biases, without the first") << 1 << "all";
    QTest::newRow("one has no bias, so that they can't be joined") << 0 << "key";
}

void LoweredProductsTest::joinedEqualsPlain() {
    QFETCH(int, first);
    QFETCH(QString, withoutBias);
    const auto parameters = someParameters(withoutBias.toStdString());
    const JoinedLinear joined(parameters, names);
    const auto x = numbers({7, in}, 3).to(torch::kBFloat16).requires_grad_(true);
    const auto results = joined(x, plain, static_cast<std::size_t>(first));
    QCOMPARE(results.size(), names.size() - static_cast<std::size_t>(first));

    torch::Tensor sum = torch::zeros({}), dX = torch::zeros({7, in}, torch::kFloat64);
    std::vector<torch::Tensor> slopes;
    for (std::size_t i = 0; i < results.size(); ++i) {
        slopes.push_back(numbers(results[i].sizes(), 20 + static_cast<double>(i)).to(torch::kBFloat16));
        sum = sum + (results[i] * slopes.back()).to(torch::kFloat32).sum();
    }
    sum.backward();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto &weight = parameters.at(names[i] + ".weight"), bias = parameters.find(names[i] + ".bias");
        if (i < static_cast<std::size_t>(first)) {
            QVERIFY(!weight.grad().defined());
            continue;
        }
        const auto place = i - static_cast<std::size_t>(first);
        auto expected = torch::mm(rounded(x), rounded(weight).t());
        if (bias.defined()) expected = expected + rounded(bias);
        QVERIFY(difference(results[place], expected) < 8 * oneRounding);
        const auto dY = slopes[place].to(torch::kFloat64);
        dX = dX + torch::mm(dY, rounded(weight));
        QCOMPARE(weight.grad().scalar_type(), torch::kFloat32);
        QVERIFY(weight.grad().is_contiguous());
        QVERIFY(difference(weight.grad(), torch::mm(dY.t(), rounded(x))) < 8 * oneRounding);
        if (bias.defined()) QVERIFY(difference(bias.grad(), dY.sum(0)) < 1e-5);
    }
    QVERIFY(difference(x.grad(), dX) < 24 * oneRounding);
}

void LoweredProductsTest::float32StaysApart() {
    const auto parameters = someParameters("");
    const JoinedLinear joined(parameters, names);
    const auto x = numbers({7, in}, 3);
    const auto results = joined(x, {});
    for (std::size_t i = 0; i < names.size(); ++i)
        QVERIFY(torch::equal(results[i], torch::linear(x, parameters.at(names[i] + ".weight"),
                                                       parameters.at(names[i] + ".bias"))));
}

void LoweredProductsTest::onlyBiasesTrain() {
    auto parameters = someParameters("");
    const JoinedLinear joined(parameters, names);
    parameters.setTrainable([](const Parameter& p) { return p.name.ends_with(".bias"); });
    joined(numbers({7, in}, 3).to(torch::kBFloat16), plain)[2].sum().backward();
    QVERIFY(!parameters.at("value.weight").grad().defined());
    QVERIFY(torch::equal(parameters.at("value.bias").grad(), torch::full({4}, 7.0)));
    QVERIFY(torch::equal(parameters.at("key.bias").grad(), torch::zeros({4})));
}

void LoweredProductsTest::copiesFollowTheWeights() {
    const auto parameters = someParameters("");
    const JoinedLinear joined(parameters, names);
    const Linear alone(parameters, "key");
    const auto x = numbers({7, in}, 3).to(torch::kBFloat16);
    const torch::NoGradGuard guard;
    const auto before = joined(x, plain)[1];
    QVERIFY(torch::equal(before, alone(x, plain)));
    auto weight = parameters.at("key.weight");
    weight.mul_(2);
    QVERIFY(!torch::equal(joined(x, plain)[1], before));
    QVERIFY(torch::equal(joined(x, plain)[1], alone(x, plain)));
    auto bias = parameters.at("key.bias");
    bias.add_(1);
    QVERIFY(difference(alone(x, plain), torch::linear(x, weight.to(torch::kBFloat16),
                                                      bias.to(torch::kBFloat16))) < oneRounding);
}

void LoweredProductsTest::onlyThoseInUseAreCopied() {
    LoweredCopies copies;
    auto used = numbers({2, 3}, 0), idle = numbers({2, 3}, 1), other = numbers({2, 3}, 2);
    const auto first = copies.add({used}, {}), second = copies.add({idle}, {}),
               third = copies.add({other}, {});
    copies.renew(*first, torch::kBFloat16);
    copies.renew(*third, torch::kBFloat16);
    QVERIFY(!second->weight().defined());
    const auto* place = first->weight().const_data_ptr();
    used.add_(1);
    other.add_(1);
    copies.renew(*third, torch::kBFloat16); // and with it the first
    QVERIFY(torch::equal(first->weight(), used.to(torch::kBFloat16)));
    QVERIFY(torch::equal(third->weight(), other.to(torch::kBFloat16)));
    QCOMPARE(first->weight().const_data_ptr(), place);
    QVERIFY(!second->weight().defined());
    copies.renew(*first, torch::kHalf); // of another precision from now on
    QVERIFY(torch::equal(first->weight(), used.to(torch::kHalf)));
}

void LoweredProductsTest::sharedWeightsShareTheCopy() {
    LoweredCopies copies;
    const auto matrix = numbers({2, 3}, 0), bias = numbers({2}, 1);
    const auto first = copies.add({matrix}, {bias});
    QCOMPARE(copies.add({matrix}, {bias}), first);
    QVERIFY(copies.add({matrix}, {}) != first);
    QVERIFY(copies.add({numbers({2, 3}, 0)}, {bias}) != first);
    QVERIFY(copies.add({matrix, matrix}, {bias, bias}) != first);
}

void LoweredProductsTest::anAdapterIsNotLeftOut() {
    auto parameters = someParameters("");
    parameters.addAdapter("key", {numbers({2, in}, 30), numbers({4, 2}, 31), 2.0});
    const JoinedLinear joined(parameters, names);
    const auto x = numbers({7, in}, 3).to(torch::kBFloat16);
    const torch::NoGradGuard guard;
    const auto matrix = rounded(parameters.at("key.weight")) +
                        2 * torch::mm(rounded(numbers({4, 2}, 31)), rounded(numbers({2, in}, 30)));
    const auto expected = torch::mm(rounded(x), matrix.t()) + rounded(parameters.at("key.bias"));
    QVERIFY(difference(joined(x, plain)[1], expected) < 24 * oneRounding);
}

QTEST_GUILESS_MAIN(LoweredProductsTest)
#include "tst_lowered_products.moc"
