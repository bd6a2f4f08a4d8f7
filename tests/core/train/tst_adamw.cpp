// Our AdamW against LibTorch's, and a table followed by rows against a dense one.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/train/AdamW.h"
#endif

#include <QTest>

using namespace espalier;

namespace {

torch::Tensor random(std::vector<std::int64_t> shape, std::uint64_t seed) {
    return torch::empty(shape).normal_(0, 1, at::make_generator<at::CPUGeneratorImpl>(seed));
}

double difference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.detach() - b.detach()).abs().max().item<double>();
}

const AdamWSettings settings{.beta1 = 0.9, .beta2 = 0.99, .epsilon = 1e-6, .weightDecay = 0.1};

// Ten steps on a table of 20 rows of which each step reads some; returns the table.
torch::Tensor trainedTable(bool byRows, bool accumulate) {
    auto table = random({20, 7}, 1).requires_grad_(true);
    AdamW optimizer({{"table.weight", table, 0, byRows}}, settings);
    for (std::int64_t step = 0; step < 10; ++step) {
        for (std::int64_t micro = 0; micro < (accumulate ? 2 : 1); ++micro) {
            const auto rows = torch::tensor({step % 5, (3 * step + micro) % 11, step % 5}, torch::kInt64);
            optimizer.settle(rows);
            const auto read = torch::embedding(table, rows, -1, false, /*sparse=*/byRows);
            (read * random({3, 7}, static_cast<std::uint64_t>(10 * step + micro)) + read.square())
                .sum()
                .backward();
        }
        optimizer.clip(1.0);
        optimizer.step(0.01);
    }
    optimizer.settleAll();
    return table;
}

} // namespace

class AdamWTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsLibTorch();
    void clipsAsLibTorch();
    void rowsEqualADenseTable_data();
    void rowsEqualADenseTable();
    void biasesAndNormsAreNotDecayed();
    void versionsTellThatValuesChanged();
};

void AdamWTest::equalsLibTorch() {
    auto ours = random({70001}, 1).requires_grad_(true); // more than one share of work
    auto theirs = ours.detach().clone().requires_grad_(true);
    AdamW optimizer({{"dense.weight", ours}}, settings);
    torch::optim::AdamW reference({theirs}, torch::optim::AdamWOptions(0.01)
                                                .betas({settings.beta1, settings.beta2})
                                                .eps(settings.epsilon)
                                                .weight_decay(settings.weightDecay));
    for (std::uint64_t step = 0; step < 10; ++step) {
        const auto gradient = random({70001}, 100 + step);
        ours.mutable_grad() = gradient.clone();
        theirs.mutable_grad() = gradient.clone();
        optimizer.step(0.01);
        reference.step();
    }
    QVERIFY2(difference(ours, theirs) < 3e-6, qPrintable(QString::number(difference(ours, theirs))));
}

void AdamWTest::clipsAsLibTorch() {
    for (const double most : {0.0, 0.5, 1e6}) {
        auto ours = random({1000}, 1).requires_grad_(true),
             theirs = ours.detach().clone().requires_grad_(true);
        ours.mutable_grad() = random({1000}, 2);
        theirs.mutable_grad() = random({1000}, 2);
        AdamW clipped({{"dense.weight", ours}}, settings), plain({{"dense.weight", theirs}}, settings);
        const double norm = clipped.clip(most).item<double>();
        QVERIFY(std::abs(norm - theirs.grad().norm().item<double>()) < 1e-3);
        if (most > 0) torch::nn::utils::clip_grad_norm_({theirs}, most);
        clipped.step(0.01);
        plain.step(0.01);
        QVERIFY(difference(ours, theirs) < 1e-6);
    }
}

void AdamWTest::rowsEqualADenseTable_data() {
    QTest::addColumn<bool>("accumulate");
    QTest::newRow("one batch a step") << false;
    QTest::newRow("two batches a step") << true;
}

void AdamWTest::rowsEqualADenseTable() {
    QFETCH(bool, accumulate);
    const auto rows = trainedTable(true, accumulate), dense = trainedTable(false, accumulate);
    QVERIFY2(difference(rows, dense) < 2e-6, qPrintable(QString::number(difference(rows, dense))));
    QVERIFY(difference(rows, random({20, 7}, 1)) > 0.01); // something was learned
}

void AdamWTest::biasesAndNormsAreNotDecayed() {
    QVERIFY(isDecayed("encoder.layer.0.output.dense.weight"));
    QVERIFY(!isDecayed("encoder.layer.0.output.dense.bias"));
    QVERIFY(!isDecayed("embeddings.LayerNorm.weight"));
}

void AdamWTest::versionsTellThatValuesChanged() {
    auto value = random({10}, 1).requires_grad_(true);
    AdamW optimizer({{"dense.weight", value}}, settings);
    const auto before = value._version();
    value.mutable_grad() = random({10}, 2);
    optimizer.step(0.01);
    QVERIFY(value._version() > before); // copies in a lower precision are renewed by it
}

QTEST_APPLESS_MAIN(AdamWTest)
#include "tst_adamw.moc"
