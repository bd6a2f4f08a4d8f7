// What the head reads of a text: against the same computed text by text, and on its way to disk and back.
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#include "core/model/layers/Pooling.h"
#include "tests/support/Difference.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

// Texts of 3, 1 and 5 tokens.
TokenBatch someBatch() {
    PackedBatch packed;
    packed.segmentStarts = {0, 3, 4, 9};
    for (std::int64_t i = 0; i < 9; ++i) {
        packed.ids.push_back(5 + i);
        packed.typeIds.push_back(0);
        packed.positions.push_back(i < 3 ? i : i < 4 ? 0 : i - 4);
    }
    return toDevice(packed, torch::kCPU);
}

std::unique_ptr<Model> pooling(const std::string& how) {
    return loadModel(test::tinyModel(), {"a", "b", "c"}, torch::kCPU, 1, {.pooling = how}).model;
}

const Forward plain{torch::kFloat32, false, {}};

} // namespace

class PoolingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPooling() {
        QTest::addColumn<QString>("how");
        for (const char* how : {"first", "mean", "max", "attention"}) QTest::newRow(how) << QString(how);
    }
    void equalsTextByText_data() { everyPooling(); }
    void equalsTextByText();
    void gradientsAreRight_data();
    void gradientsAreRight();
    void frozenPartGivesTheSame_data() { everyPooling(); }
    void frozenPartGivesTheSame();
    void comesBackFromDisk_data() { everyPooling(); }
    void comesBackFromDisk();
    void leavesTheFamilysPoolerOut();
    void unknownPoolingIsRefused();
};

void PoolingTest::equalsTextByText() {
    QFETCH(QString, how);
    const torch::NoGradGuard guard;
    const auto model = pooling(how.toStdString());
    auto query = how == "attention" ? model->parameters().at("pooling.query") : torch::Tensor();
    if (query.defined()) query.copy_(torch::linspace(-1, 1, query.size(0)));
    const auto batch = someBatch();
    std::vector<torch::Tensor> hidden;
    const auto pooled = model->pooled(batch, plain, &hidden);
    for (std::int64_t i = 0; i < batch.segments(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        const auto text = hidden.back().slice(0, batch.segmentStarts[index], batch.segmentStarts[index + 1]);
        const auto expected = how == "first"  ? text[0]
                              : how == "mean" ? text.mean(0)
                              : how == "max"  ? text.amax(0)
                                              : torch::softmax(text.mv(query), 0).matmul(text);
        QVERIFY(difference(pooled[i], expected) < 1e-5);
    }
    QVERIFY(difference(pooled, model->pooled(batch, plain)) < 1e-6); // without hidden states asked for
}

void PoolingTest::gradientsAreRight_data() {
    QTest::addColumn<QString>("how");
    for (const char* how : {"mean", "max", "attention"}) QTest::newRow(how) << QString(how);
}

// Against differences, on the pooling alone.
void PoolingTest::gradientsAreRight() {
    QFETCH(QString, how);
    const auto batch = someBatch();
    const auto generator = makeGenerator(torch::kCPU, 3);
    auto hidden = torch::empty({batch.ids.size(0), 4}).normal_(0, 1, generator).requires_grad_(true);
    auto query = torch::empty({4}).normal_(0, 1, generator).requires_grad_(true);
    const auto weights = torch::empty({batch.segments(), 4}).normal_(0, 1, generator);
    const auto loss = [&](const torch::Tensor& h, const torch::Tensor& q) {
        const auto pooled =
            how == "attention" ? pooledByAttention(q, h, batch) : pooledOver(how.toStdString(), h, batch);
        return (pooled * weights).sum();
    };
    loss(hidden, query).backward();
    const torch::NoGradGuard guard;
    constexpr double step = 1e-2;
    for (auto* value : {&hidden, &query}) {
        if (value == &query && how != "attention") continue;
        auto flat = value->view(-1);
        for (std::int64_t i = 0; i < flat.size(0); ++i) {
            const float before = flat[i].item<float>();
            const auto at = [&](double x) {
                flat[i] = x;
                const double result = loss(hidden, query).item<double>();
                flat[i] = before;
                return result;
            };
            const double expected = (at(before + step) - at(before - step)) / (2 * step);
            QVERIFY(std::abs(value->grad().view(-1)[i].item<double>() - expected) < 5e-3);
        }
    }
}

// With everything below frozen, and with all blocks frozen but the pooler not.
void PoolingTest::frozenPartGivesTheSame() {
    QFETCH(QString, how);
    for (const char* upTo : {"2", "3"}) {
        const auto model = pooling(how.toStdString());
        model->freeze(parseFreeze(upTo, model->anatomy()));
        const auto batch = someBatch();
        const torch::NoGradGuard guard;
        const auto whole = model->logits(batch, plain);
        QVERIFY(difference(whole, model->logitsFrom(model->frozenPart(batch, plain), batch, plain)) < 1e-5);
    }
}

void PoolingTest::comesBackFromDisk() {
    QFETCH(QString, how);
    const ScratchFolder folder;
    const auto model = pooling(how.toStdString());
    const Json task{{"problem_type", "multi_label_classification"}, {"espalier", {{"threshold", 0.3}}}};
    saveModel(*model, task, test::tinyModel(), 32, folder.path());
    const auto again = loadModel(folder.path(), {}, torch::kCPU, 2).model;
    QCOMPARE(again->config().pooling, how.toStdString());
    QCOMPARE(again->config().json["espalier"]["threshold"].get<double>(), 0.3);
    const torch::NoGradGuard guard;
    QCOMPARE(difference(model->logits(someBatch(), plain), again->logits(someBatch(), plain)), 0.0);
    QCOMPARE(fs::exists(folder / "modules.json"), how != "attention");
    // Another run from it keeps the pooling unless it asks for another one.
    QCOMPARE(loadModel(folder.path(), {"x", "y"}, torch::kCPU, 2).model->config().pooling, how.toStdString());
}

void PoolingTest::leavesTheFamilysPoolerOut() {
    const auto mean = pooling("mean"),
               own = loadModel(test::tinyModel(), {"a", "b", "c"}, torch::kCPU, 1).model;
    const auto pooler = static_cast<std::size_t>(own->anatomy().find("pooler"));
    QVERIFY(own->anatomy().rungs[pooler].parameters > 0);
    QCOMPARE(mean->anatomy().rungs[pooler].parameters, 0);
    QCOMPARE(pooling("attention")->anatomy().rungs[pooler].parameters, mean->config().hiddenSize);
    QVERIFY(mean->config().json.find("espalier") == mean->config().json.end());
}

void PoolingTest::unknownPoolingIsRefused() {
    const ScratchFolder folder;
    saveModel(*pooling("mean"), Json::object(), test::tinyModel(), 32, folder.path());
    auto config = readJson(folder / "config.json");
    config["espalier"]["pooling"] = "median";
    writeFileAtomically(folder / "config.json", config.dump());
    QVERIFY_EXCEPTION_THROWN(loadModel(folder.path(), {}, torch::kCPU, 1), Error);
}

QTEST_GUILESS_MAIN(PoolingTest)
#include "tst_pooling.moc"
