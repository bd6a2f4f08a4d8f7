// The attention kernel against LibTorch's operations on a padded copy, gradients included.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/layers/Attention.h"
#include "core/model/layers/SimilarLengths.h"
#include "tests/support/Difference.h"
#include "tests/support/PackedTexts.h"
#endif

#include <QTest>

#include <numeric>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Inputs {
    torch::Tensor query, key, value, weight; // weight: what the output is summed with

    torch::Tensor bias; // AttentionSettings::bias

    Inputs(std::int64_t tokens, std::int64_t dim, torch::ScalarType type) {
        torch::manual_seed(7);
        for (auto* tensor : {&query, &key, &value})
            *tensor = torch::randn({tokens, dim}).to(type).requires_grad_(true);
        weight = torch::randn({tokens, dim});
    }

    // Output and the three gradients of sum(output * weight).
    std::vector<torch::Tensor> results(const torch::Tensor& output) {
        for (auto* tensor : {&query, &key, &value}) tensor->mutable_grad().reset();
        if (bias.defined()) bias.mutable_grad().reset();
        (output.to(torch::kFloat32) * weight).sum().backward();
        return {output.detach().to(torch::kFloat32), query.grad().to(torch::kFloat32),
                key.grad().to(torch::kFloat32), value.grad().to(torch::kFloat32),
                bias.defined() ? bias.grad().clone() : torch::zeros({1})};
    }
};

} // namespace

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsPadded_data();
    void equalsPadded();
    void partsOfSimilarLengthEqualTheWhole_data();
    void partsOfSimilarLengthEqualTheWhole();
    void dropoutKeepsTheMean();
    void dropoutGradientsFollowTheOutput();
    void segmentsDoNotSeeEachOther();
    void anyThreadCountGivesTheSameBits();
};

void AttentionTest::equalsPadded_data() {
    QTest::addColumn<QList<int>>("lengths");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("headSize");
    QTest::addColumn<bool>("bf16");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("causal");
    QTest::addColumn<int>("reach");
    QTest::addColumn<bool>("biased");
    const QList<int> texts{5, 1, 17, 33, 8};
    QTest::newRow("one token") << QList<int>{1} << 2 << 8 << false << 0.0 << false << 0 << false;
    QTest::newRow("short texts") << texts << 4 << 32 << false << 0.0 << false << 0 << false;
    QTest::newRow("odd head size") << QList<int>{3, 7, 40} << 3 << 5 << false << 0.0 << false << 0 << false;
    QTest::newRow("wide heads") << QList<int>{65, 31} << 2 << 128 << false << 0.0 << false << 0 << false;
    QTest::newRow("long") << QList<int>{700, 3} << 1 << 64 << false << 0.0 << false << 0 << false;
    QTest::newRow("bf16") << texts << 4 << 32 << true << 0.0 << false << 0 << false;
    QTest::newRow("scaled") << texts << 4 << 32 << false << 1.0 << false << 0 << false;
    QTest::newRow("causal") << texts << 4 << 32 << false << 0.0 << true << 0 << false;
    QTest::newRow("causal, long") << QList<int>{700, 3} << 1 << 64 << false << 0.0 << true << 0 << false;
    QTest::newRow("near ones alone") << texts << 4 << 32 << false << 0.0 << false << 4 << false;
    QTest::newRow("near ones, long") << QList<int>{700, 90} << 2 << 16 << false << 0.0 << false << 64
                                     << false;
    QTest::newRow("by distance") << texts << 4 << 32 << false << 0.0 << false << 0 << true;
    QTest::newRow("by distance, long") << QList<int>{300, 3} << 2 << 16 << false << 1.0 << false << 0 << true;
    QTest::newRow("all at once") << texts << 4 << 32 << false << 0.5 << true << 6 << true;
    QTest::newRow("all at once, bf16") << texts << 4 << 32 << true << 0.5 << true << 6 << true;
}

void AttentionTest::equalsPadded() {
    QFETCH(QList<int>, lengths);
    QFETCH(int, heads);
    QFETCH(int, headSize);
    QFETCH(bool, bf16);
    QFETCH(double, scale);
    QFETCH(bool, causal);
    QFETCH(int, reach);
    QFETCH(bool, biased);
    const auto batch = textsOf({lengths.begin(), lengths.end()});
    Inputs inputs(batch.segmentStarts.back(), heads * headSize, bf16 ? torch::kBFloat16 : torch::kFloat32);
    if (biased) inputs.bias = torch::randn({heads, 2 * batch.longest - 1}).requires_grad_(true);
    const AttentionSettings settings{
        .heads = heads, .scale = scale, .causal = causal, .reach = reach, .bias = inputs.bias};
    const auto packed = inputs.results(packedAttention(
        inputs.query, inputs.key, inputs.value, batch.segmentStarts, batch.segmentStarts, settings, 0));
    const auto padded =
        inputs.results(paddedAttention(inputs.query, inputs.key, inputs.value, batch, settings, {}));
    const double tolerance = bf16 ? 3e-2 : 1e-5; // bf16 keeps 8 bits; the padded path rounds in between
    const char* names[] = {"output", "query gradient", "key gradient", "value gradient", "bias gradient"};
    for (std::size_t i = 0; i < packed.size(); ++i) {
        const auto found =
            difference(packed[i], padded[i]) / std::max(1.0, padded[i].abs().max().item<double>());
        QVERIFY2(found <= tolerance, qPrintable(QString("%1: %2").arg(names[i]).arg(found)));
    }
}

void AttentionTest::partsOfSimilarLengthEqualTheWhole_data() {
    QTest::addColumn<QList<int>>("lengths");
    QTest::addColumn<QList<int>>("longest"); // of every part
    QTest::newRow("one text") << QList<int>{7} << QList<int>{7};
    QTest::newRow("all alike") << QList<int>{30, 40, 27, 35} << QList<int>{40};
    QTest::newRow("too many pairs for one") << QList<int>{500, 400, 290, 270} << QList<int>{500, 400, 290};
    QTest::newRow("unlike, in any order") << QList<int>{3, 40, 1, 12, 39, 2, 30} << QList<int>{40, 12, 3, 1};
}

void AttentionTest::partsOfSimilarLengthEqualTheWhole() {
    QFETCH(QList<int>, lengths);
    const auto batch = textsOf({lengths.begin(), lengths.end()}, 5);
    Inputs inputs(batch.ids.size(0), 24, torch::kFloat32);
    const auto attend = [](const auto& q, const auto& k, const auto& v, const auto& part) {
        return paddedAttention(q, k, v, part, {.heads = 3}, {});
    };
    const auto whole = inputs.results(attend(inputs.query, inputs.key, inputs.value, batch));
    QList<int> longest;
    const auto parts = inputs.results(
        attendBySimilarLength(inputs.query, inputs.key, inputs.value, batch,
                              [&](const auto& q, const auto& k, const auto& v, const TokenBatch& part) {
                                  longest << static_cast<int>(part.longest);
                                  return attend(q, k, v, part);
                              }));
    QTEST(longest, "longest");
    for (std::size_t i = 0; i < whole.size(); ++i) QVERIFY(difference(parts[i], whole[i]) <= 1e-5);
}

void AttentionTest::dropoutKeepsTheMean() {
    // With all values 1 the output of a row is the sum of the kept, scaled weights: 1 on average.
    const auto batch = textsOf({512});
    const AttentionSettings dropped{.heads = 2, .dropout = 0.3};
    const auto q = torch::zeros({512, 64});
    const auto out =
        packedAttention(q, q, torch::ones({512, 64}), batch.segmentStarts, batch.segmentStarts, dropped, 11);
    QVERIFY(std::abs(out.mean().item<double>() - 1) < 0.01);
    // 512 weights of 1/512, each kept with 0.7: the deviation of a row's sum is √(0.3 / 0.7 / 512)
    const auto rows = out.select(1, 0);
    QVERIFY(std::abs(rows.std().item<double>() - std::sqrt(0.3 / 0.7 / 512)) < 0.005);
    const auto heads = out.select(1, 0) - out.select(1, 32);
    QVERIFY(heads.abs().max().item<double>() > 0.01); // every head has its own mask
    const auto again =
        packedAttention(q, q, torch::ones({512, 64}), batch.segmentStarts, batch.segmentStarts, dropped, 11);
    QVERIFY(torch::equal(out, again));
    QVERIFY(!torch::equal(out, packedAttention(q, q, torch::ones({512, 64}), batch.segmentStarts,
                                               batch.segmentStarts, dropped, 12)));
}

void AttentionTest::dropoutGradientsFollowTheOutput() {
    const auto batch = textsOf({9, 4});
    Inputs inputs(13, 12, torch::kFloat32);
    const auto value = [&] {
        return packedAttention(inputs.query, inputs.key, inputs.value, batch.segmentStarts,
                               batch.segmentStarts, {.heads = 3, .dropout = 0.4}, 5);
    };
    const auto results = inputs.results(value());
    // Directional derivative along random steps, by central differences in each of the three inputs.
    const std::vector<torch::Tensor*> all{&inputs.query, &inputs.key, &inputs.value};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const torch::NoGradGuard guard;
        const auto direction = torch::randn_like(*all[i]);
        const double h = 1e-2;
        const auto sum = [&](double step) {
            const auto kept = all[i]->clone();
            all[i]->add_(direction, step);
            const auto result = (value() * inputs.weight).sum().item<double>();
            all[i]->copy_(kept);
            return result;
        };
        const double numeric = (sum(h) - sum(-h)) / (2 * h);
        const double analytic = (results[i + 1] * direction).sum().item<double>();
        QVERIFY2(std::abs(numeric - analytic) < 2e-3 * std::max(1.0, std::abs(analytic)),
                 qPrintable(QString("input %1: %2 against %3").arg(i).arg(numeric).arg(analytic)));
    }
}

void AttentionTest::segmentsDoNotSeeEachOther() {
    const auto batch = textsOf({6, 10});
    Inputs inputs(16, 16, torch::kFloat32);
    const torch::NoGradGuard guard;
    const auto run = [&](const torch::Tensor& v) {
        return packedAttention(inputs.query, inputs.key, v, batch.segmentStarts, batch.segmentStarts,
                               {.heads = 2}, 0);
    };
    auto changed = inputs.value.clone();
    changed.slice(0, 6).add_(5);
    QVERIFY(torch::equal(run(inputs.value).slice(0, 0, 6), run(changed).slice(0, 0, 6)));
}

void AttentionTest::anyThreadCountGivesTheSameBits() {
    const auto batch = textsOf({20, 1, 64, 7, 7, 31});
    Inputs inputs(130, 48, torch::kFloat32);
    const auto results = [&](int threads) {
        at::set_num_threads(threads);
        return inputs.results(packedAttention(inputs.query, inputs.key, inputs.value, batch.segmentStarts,
                                              batch.segmentStarts, {.heads = 6, .dropout = 0.2}, 3));
    };
    const auto one = results(1), three = results(3);
    for (std::size_t i = 0; i < one.size(); ++i) QVERIFY(torch::equal(one[i], three[i]));
}

QTEST_APPLESS_MAIN(AttentionTest)
#include "tst_attention.moc"
