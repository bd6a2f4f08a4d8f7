#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/task/Loss.h"
#endif

#include <QTest>

#include <cmath>

using namespace espalier;

namespace {

double value(const torch::Tensor& x) {
    return x.item<double>();
}

const auto logits = [] { return torch::tensor({{2.0, 0.0, -1.0}, {0.5, 0.5, 1.5}}, torch::kFloat64); };
const auto targets = [] { return torch::tensor({0, 1}, torch::kInt64); };

// Minus the logarithm of the right label's probability, of each text.
std::vector<double> costs() {
    const auto log = torch::log_softmax(logits(), 1);
    return {-value(log[0][0]), -value(log[1][1])};
}

} // namespace

class LossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plain() {
        QCOMPARE(value(classificationLoss(logits(), targets(), {})), (costs()[0] + costs()[1]) / 2);
    }

    void weightsAreAMeanByWeight() {
        const LossSettings settings{.classWeights = {1, 3, 1}};
        QCOMPARE(value(classificationLoss(logits(), targets(), settings)), (costs()[0] + 3 * costs()[1]) / 4);
        QCOMPARE(lossWeight(std::vector<std::int64_t>{0, 1}, settings), 4.0);
        QCOMPARE(lossWeight(std::vector<std::int64_t>{0, 1}, {}), 2.0);
    }

    void smoothingSpreadsTheLabel() {
        const auto log = torch::log_softmax(logits(), 1);
        const double spread = -value(log.mean());
        QCOMPARE(value(classificationLoss(logits(), targets(),
                                          {.labelSmoothing = 0.2, .focalGamma = 0, .classWeights = {}})),
                 0.8 * (costs()[0] + costs()[1]) / 2 + 0.2 * spread);
    }

    void focalLossForgetsWhatIsSure() {
        const auto focal = [](double cost) { return std::pow(1 - std::exp(-cost), 2) * cost; };
        QCOMPARE(value(classificationLoss(logits(), targets(), {.focalGamma = 2, .classWeights = {}})),
                 (focal(costs()[0]) + focal(costs()[1])) / 2);
        QCOMPARE(value(classificationLoss(logits(), targets(), {.focalGamma = 2, .classWeights = {1, 3, 1}})),
                 (focal(costs()[0]) + 3 * focal(costs()[1])) / 4);
    }

    void equalAnswersAgree() {
        QCOMPARE(value(disagreement(logits(), logits())), 0.0);
        const auto p = torch::softmax(logits(), 1), q = torch::softmax(logits() * 2, 1);
        const auto divergence = [](const torch::Tensor& a, const torch::Tensor& b) {
            return value((a * (a / b).log()).sum(1).mean());
        };
        QCOMPARE(value(disagreement(logits(), logits() * 2)), (divergence(p, q) + divergence(q, p)) / 2);
    }

    void fellowsAreDrawnTogether() {
        const auto same = torch::tensor({0, 0, 1, 1}, torch::kInt64);
        const auto apart = torch::tensor({{1.0, 0.0}, {1.0, 0.1}, {0.0, 1.0}, {0.1, 1.0}});
        const auto mixed = torch::tensor({{1.0, 0.0}, {0.0, 1.0}, {1.0, 0.1}, {0.1, 1.0}});
        QVERIFY(value(contrastiveLoss(apart, same, 0.3)) < value(contrastiveLoss(mixed, same, 0.3)));
        // by hand: of two texts each is the other's only neighbour
        QCOMPARE(value(contrastiveLoss(apart.slice(0, 0, 2), same.slice(0, 0, 2), 0.3)), 0.0);
        // without a fellow there is nothing to draw, and the gradient is finite
        auto lone = apart.slice(0, 0, 3).clone().requires_grad_(true);
        const auto loss = contrastiveLoss(lone, torch::tensor({0, 1, 2}, torch::kInt64), 0.3);
        QCOMPARE(value(loss), 0.0);
        loss.backward();
        QVERIFY(torch::isfinite(lone.grad()).all().item<bool>());
    }
};

QTEST_APPLESS_MAIN(LossTest)
#include "tst_loss.moc"
