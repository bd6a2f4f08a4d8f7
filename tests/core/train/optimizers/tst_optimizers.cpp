// Every optimiser against LibTorch's or the paper's formula, a table followed by rows against a dense one,
// and going on from a saved state.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/train/optimizers/Optimizer.h"
#endif

#include "tests/support/Difference.h"
#include "tests/support/Failure.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

torch::Tensor random(std::vector<std::int64_t> shape, std::uint64_t seed) {
    return torch::empty(shape).normal_(0, 1, at::make_generator<at::CPUGeneratorImpl>(seed));
}

const OptimizerSettings settings{.beta1 = 0.9, .beta2 = 0.99, .epsilon = 1e-6, .momentum = 0.8};
constexpr double decay = 0.1, rate = 0.01;

std::unique_ptr<Optimizer> make(const std::string& name, const torch::Tensor& value, bool byRows = false) {
    return makeOptimizer(name, {{{"a.weight", value, 0, byRows}, 1, decay}}, settings);
}

// LibTorch's optimiser of the same rule.
std::unique_ptr<torch::optim::Optimizer> reference(const std::string& name, const torch::Tensor& value) {
    using namespace torch::optim;
    const std::vector<torch::Tensor> values{value};
    const auto betas = std::make_tuple(settings.beta1, settings.beta2);
    if (name == "adamw")
        return std::make_unique<AdamW>(
            values, AdamWOptions(rate).betas(betas).eps(settings.epsilon).weight_decay(decay));
    if (name == "adam")
        return std::make_unique<Adam>(
            values, AdamOptions(rate).betas(betas).eps(settings.epsilon).weight_decay(decay));
    return std::make_unique<SGD>(values, SGDOptions(rate).momentum(settings.momentum));
}

// Ten steps on a table of 20 rows of which each step reads some; returns the table.
torch::Tensor trainedTable(const std::string& name, bool byRows, bool accumulate, std::int64_t restart = -1) {
    auto table = random({20, 7}, 1).requires_grad_(true);
    auto optimizer = make(name, table, byRows);
    for (std::int64_t step = 0; step < 10; ++step) {
        if (step == restart) {
            TensorMap state;
            for (const auto& [key, tensor] : optimizer->state()) state[key] = tensor.clone();
            optimizer = make(name, table, byRows);
            optimizer->restore(state);
        }
        for (std::int64_t micro = 0; micro < (accumulate ? 2 : 1); ++micro) {
            const auto rows = torch::tensor({step % 5, (3 * step + micro) % 11, step % 5}, torch::kInt64);
            optimizer->settle(rows);
            const auto read = torch::embedding(table, rows, -1, false, /*sparse=*/byRows);
            (read * random({3, 7}, static_cast<std::uint64_t>(10 * step + micro)) + read.square())
                .sum()
                .backward();
        }
        optimizer->clip(1.0, 1);
        optimizer->step(rate);
    }
    optimizer->settleAll();
    return table;
}

void everyOptimizer() {
    QTest::addColumn<QString>("name");
    for (const auto& name : optimizerNames()) QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

} // namespace

class OptimizersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalLibTorch_data();
    void equalLibTorch();
    void lionFollowsItsPaper();
    void adafactorFollowsItsPaper();
    void clipAsLibTorch();
    void tellsEveryRungsNorm();
    void ratesAndDecaysAreEachParametersOwn();
    void rowsEqualADenseTable_data();
    void rowsEqualADenseTable();
    void goOnFromTheirState_data() { everyOptimizer(); }
    void goOnFromTheirState();
    void foreignStateIsRefused_data() { everyOptimizer(); }
    void foreignStateIsRefused();
    void biasesAndNormsAreNotDecayed();
    void versionsTellThatValuesChanged_data() { everyOptimizer(); }
    void versionsTellThatValuesChanged();
    void unknownNameIsRefused();
};

void OptimizersTest::equalLibTorch_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"adamw", "adam", "sgd"}) QTest::newRow(name) << QString(name);
}

void OptimizersTest::equalLibTorch() {
    QFETCH(QString, name);
    auto ours = random({70001}, 1).requires_grad_(true); // more than one share of work
    auto theirs = ours.detach().clone().requires_grad_(true);
    // LibTorch's SGD has its decay within the gradient
    const auto optimizer =
        makeOptimizer(name.toStdString(), {{{"a.weight", ours}, 1, name == "sgd" ? 0 : decay}}, settings);
    const auto expected = reference(name.toStdString(), theirs);
    for (std::uint64_t step = 0; step < 10; ++step) {
        const auto gradient = random({70001}, 100 + step);
        ours.mutable_grad() = gradient.clone();
        theirs.mutable_grad() = gradient.clone();
        optimizer->clip(1.0, 1);
        torch::nn::utils::clip_grad_norm_({theirs}, 1.0);
        optimizer->step(rate);
        expected->step();
    }
    QVERIFY2(difference(ours, theirs) < 3e-6, qPrintable(QString::number(difference(ours, theirs))));
}

void OptimizersTest::lionFollowsItsPaper() {
    auto ours = random({50}, 1).requires_grad_(true);
    auto value = ours.detach().to(torch::kFloat64), mean = torch::zeros({50}, torch::kFloat64);
    const auto optimizer = make("lion", ours);
    for (std::uint64_t step = 0; step < 10; ++step) {
        const auto gradient = random({50}, 100 + step);
        ours.mutable_grad() = gradient.clone();
        optimizer->step(rate);
        const auto direction =
            (settings.beta1 * mean + (1 - settings.beta1) * gradient.to(torch::kFloat64)).sign();
        value = value - rate * (direction + decay * value);
        mean = settings.beta2 * mean + (1 - settings.beta2) * gradient.to(torch::kFloat64);
    }
    QVERIFY(difference(ours.to(torch::kFloat64), value) < 1e-6);
}

void OptimizersTest::adafactorFollowsItsPaper() {
    auto ours = random({6, 4}, 1).requires_grad_(true);
    auto value = ours.detach().to(torch::kFloat64), rows = torch::zeros({6}, torch::kFloat64),
         columns = torch::zeros({4}, torch::kFloat64);
    const auto optimizer = make("adafactor", ours);
    for (std::uint64_t step = 0; step < 10; ++step) {
        const auto gradient = random({6, 4}, 100 + step);
        ours.mutable_grad() = gradient.clone();
        optimizer->step(rate);
        const auto squares = gradient.to(torch::kFloat64).square();
        const double beta = 1 - std::pow(static_cast<double>(step + 1), -0.8);
        rows = beta * rows + (1 - beta) * squares.sum(1);
        columns = beta * columns + (1 - beta) * squares.sum(0);
        auto change = gradient.to(torch::kFloat64) / (torch::outer(rows, columns) / rows.sum()).sqrt();
        change = change / std::max(1.0, change.square().mean().sqrt().item<double>());
        value = value - rate * change - rate * decay * value;
    }
    QVERIFY(difference(ours.to(torch::kFloat64), value) < 1e-5);
}

void OptimizersTest::clipAsLibTorch() {
    for (const double most : {0.0, 0.5, 1e6}) {
        auto ours = random({1000}, 1).requires_grad_(true),
             theirs = ours.detach().clone().requires_grad_(true);
        ours.mutable_grad() = random({1000}, 2);
        theirs.mutable_grad() = random({1000}, 2);
        const auto clipped = make("adamw", ours), plain = make("adamw", theirs);
        const double norm = clipped->clip(most, 1)[0].item<double>();
        QVERIFY(std::abs(norm - theirs.grad().norm().item<double>()) < 1e-3);
        if (most > 0) torch::nn::utils::clip_grad_norm_({theirs}, most);
        clipped->step(rate);
        plain->step(rate);
        QVERIFY(difference(ours, theirs) < 1e-6);
    }
}

void OptimizersTest::tellsEveryRungsNorm() {
    auto low = random({70001}, 1).requires_grad_(true), high = random({5, 7}, 2).requires_grad_(true),
         other = random({9}, 3).requires_grad_(true);
    for (auto* value : {&low, &high, &other}) value->mutable_grad() = random(value->sizes().vec(), 4);
    const auto optimizer = makeOptimizer(
        "adamw", {{{"low", low, 0}, 1, 0}, {{"high", high, 2}, 1, 0}, {{"other", other, 2}, 1, 0}}, settings);
    const auto norms = optimizer->clip(1.0, 4);
    QCOMPARE(norms.size(0), 5);
    const auto square = [](const torch::Tensor& t) { return t.grad().to(torch::kFloat64).square().sum(); };
    const auto expected = torch::stack({square(low) + square(high) + square(other), square(low),
                                        torch::zeros({}, torch::kFloat64), square(high) + square(other),
                                        torch::zeros({}, torch::kFloat64)})
                              .sqrt();
    QVERIFY((norms - expected).abs().max().item<double>() < 1e-3);
}

void OptimizersTest::ratesAndDecaysAreEachParametersOwn() {
    auto slow = random({10}, 1).requires_grad_(true), still = random({10}, 2).requires_grad_(true);
    auto alone = slow.detach().clone().requires_grad_(true);
    const auto before = still.detach().clone();
    const auto both =
        makeOptimizer("adamw", {{{"slow", slow}, 0.5, decay}, {{"still", still}, 0, decay}}, settings);
    const auto one = makeOptimizer("adamw", {{{"alone", alone}, 1, decay}}, settings);
    for (auto* value : {&slow, &still, &alone}) value->mutable_grad() = random({10}, 3);
    both->step(rate);
    one->step(rate / 2);
    QVERIFY(torch::equal(slow, alone));
    QVERIFY(torch::equal(still, before));
}

void OptimizersTest::rowsEqualADenseTable_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("accumulate");
    for (const auto& name : optimizerNames()) {
        QTest::addRow("%s, one batch a step", name.c_str()) << QString::fromStdString(name) << false;
        QTest::addRow("%s, two batches a step", name.c_str()) << QString::fromStdString(name) << true;
    }
}

void OptimizersTest::rowsEqualADenseTable() {
    QFETCH(QString, name);
    QFETCH(bool, accumulate);
    const auto rows = trainedTable(name.toStdString(), true, accumulate),
               dense = trainedTable(name.toStdString(), false, accumulate);
    QVERIFY2(difference(rows, dense) < 2e-6, qPrintable(QString::number(difference(rows, dense))));
    QVERIFY(difference(rows, random({20, 7}, 1)) > 0.001); // something was learned
}

void OptimizersTest::goOnFromTheirState() {
    QFETCH(QString, name);
    for (const bool byRows : {false, true}) {
        const auto whole = trainedTable(name.toStdString(), byRows, false);
        QVERIFY(torch::equal(trainedTable(name.toStdString(), byRows, false, 4), whole));
        QVERIFY(torch::equal(trainedTable(name.toStdString(), byRows, false, 0), whole));
    }
}

void OptimizersTest::foreignStateIsRefused() {
    QFETCH(QString, name);
    auto value = random({4, 3}, 1).requires_grad_(true), other = random({4, 3}, 1).requires_grad_(true);
    const auto optimizer = make(name.toStdString(), value);
    value.mutable_grad() = random({4, 3}, 2);
    optimizer->step(rate);
    const auto foreign = makeOptimizer(name.toStdString(), {{{"b.weight", other}}}, settings);
    VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { foreign->restore(optimizer->state()); }),
                "The optimiser's state");
}

void OptimizersTest::biasesAndNormsAreNotDecayed() {
    QVERIFY(isDecayed("encoder.layer.0.output.dense.weight"));
    QVERIFY(!isDecayed("encoder.layer.0.output.dense.bias"));
    QVERIFY(!isDecayed("embeddings.LayerNorm.weight"));
}

void OptimizersTest::versionsTellThatValuesChanged() {
    QFETCH(QString, name);
    std::vector<torch::Device> devices{torch::kCPU};
    if (torch::cuda::is_available()) devices.emplace_back(torch::kCUDA, 0); // by kernels of its own
    for (const auto& device : devices) {
        auto value = random({10}, 1).to(device).requires_grad_(true);
        const auto optimizer = make(name.toStdString(), value);
        const auto before = value._version();
        value.mutable_grad() = random({10}, 2).to(device);
        optimizer->step(rate);
        QVERIFY(value._version() > before); // copies in a lower precision are renewed by it
    }
}

void OptimizersTest::unknownNameIsRefused() {
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [] { makeOptimizer("adamm", {}, {}); }),
                "There is no optimiser \"adamm\".");
}

QTEST_APPLESS_MAIN(OptimizersTest)
#include "tst_optimizers.moc"
