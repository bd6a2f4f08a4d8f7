#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#endif

#include <QTest>

using namespace espalier;

namespace {

const std::vector<Encoding>& texts() {
    static const std::vector<Encoding> all{{{2, 40, 50, 3}, {0, 0, 0, 0}, {}},
                                           {{2, 7, 3}, {0, 0, 0}, {}},
                                           {{2, 100, 101, 102, 103, 3, 9, 3}, {0, 0, 0, 0, 0, 0, 1, 1}, {}}};
    return all;
}

TokenBatch packed(std::vector<std::size_t> order) {
    return toDevice(pack(texts(), {}, order), torch::kCPU);
}

std::unique_ptr<Model> tiny() {
    auto model = loadModel(fs::path(ESPALIER_FIXTURES) / "parity/bert-seqcls", {}, torch::kCPU, 1).model;
    model->freeze({});
    return model;
}

Forward training(std::uint64_t seed) {
    Forward forward;
    forward.training = true;
    forward.generator = makeGenerator(torch::kCPU, seed);
    return forward;
}

} // namespace

class ModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packingChangesNothing();
    void packingKeepsTheGradients();
    void onlyTheTokensThatAreReadAreComputed();
    void frozenRungsHaveNoGradients();
    void frozenPrefixHasNoDropout();
    void dropoutFollowsTheGenerator();
    void recomputingChangesNothing_data();
    void recomputingChangesNothing();
    void bf16StaysClose();
    void everythingFrozenIsAnError();
};

void ModelTest::packingChangesNothing() {
    const auto model = tiny();
    const torch::NoGradGuard guard;
    const auto together = model->logits(packed({0, 1, 2}), {});
    for (std::size_t i = 0; i < texts().size(); ++i) {
        const auto alone = model->logits(packed({i}), {});
        QVERIFY((together[static_cast<std::int64_t>(i)] - alone[0]).abs().max().item<double>() < 1e-6);
    }
}

void ModelTest::packingKeepsTheGradients() {
    const auto gradients = [](const std::vector<std::vector<std::size_t>>& batches) {
        const auto model = tiny();
        for (const auto& order : batches) model->logits(packed(order), {}).square().sum().backward();
        std::vector<torch::Tensor> all;
        for (const auto& parameter : model->parameters().all()) {
            const auto& gradient = parameter.value.grad();
            all.push_back(gradient.is_sparse() ? gradient.to_dense() : gradient);
        }
        return all;
    };
    const auto together = gradients({{0, 1, 2}}), alone = gradients({{0}, {1}, {2}});
    for (std::size_t i = 0; i < together.size(); ++i)
        QVERIFY((together[i] - alone[i]).abs().max().item<double>() <
                1e-5 * std::max(1.0, alone[i].abs().max().item<double>()));
}

// Asking for the hidden states makes the last block compute every token.
void ModelTest::onlyTheTokensThatAreReadAreComputed() {
    const auto results = [](bool all) {
        const auto model = tiny();
        std::vector<torch::Tensor> hidden;
        const auto logits = model->logits(packed({0, 1, 2}), {}, all ? &hidden : nullptr);
        logits.square().sum().backward();
        std::vector<torch::Tensor> values{logits.detach()};
        for (const auto& parameter : model->parameters().all())
            values.push_back(parameter.value.grad().is_sparse() ? parameter.value.grad().to_dense()
                                                                : parameter.value.grad());
        return values;
    };
    const auto all = results(true), read = results(false);
    for (std::size_t i = 0; i < all.size(); ++i)
        QVERIFY((all[i] - read[i]).abs().max().item<double>() <
                1e-5 * std::max(1.0, all[i].abs().max().item<double>()));
}

void ModelTest::frozenRungsHaveNoGradients() {
    const auto model = tiny();
    model->freeze({"embeddings", "block.1", "block.3"});
    model->logits(packed({0, 1, 2}), {}).sum().backward();
    for (const auto& parameter : model->parameters().all()) {
        const auto& rung = model->anatomy().rungs[static_cast<std::size_t>(parameter.rung)].name;
        const bool frozen = rung == "embeddings" || rung == "block.1" || rung == "block.3";
        QVERIFY2(parameter.value.grad().defined() != frozen, parameter.name.c_str());
    }
    QCOMPARE(model->parameters().count(true), model->anatomy().rungs[2].parameters +
                                                  model->anatomy().rungs[4].parameters +
                                                  model->anatomy().rungs[5].parameters);
}

void ModelTest::frozenPrefixHasNoDropout() {
    const auto model = tiny();
    const auto outputs = [&](const std::vector<std::string>& frozen) {
        model->freeze(frozen);
        std::vector<torch::Tensor> hidden;
        model->logits(packed({0, 1, 2}), training(3), &hidden);
        return hidden;
    };
    std::vector<torch::Tensor> plain;
    model->logits(packed({0, 1, 2}), {}, &plain);
    const auto frozen = outputs({"embeddings", "block.1"});
    QVERIFY(torch::equal(frozen[0], plain[0]));
    QVERIFY(torch::equal(frozen[1], plain[1]));
    QVERIFY(!torch::equal(frozen[2], plain[2]));
    QVERIFY(!torch::equal(outputs({})[0], plain[0]));
}

void ModelTest::dropoutFollowsTheGenerator() {
    const auto model = tiny();
    const auto logits = [&](std::uint64_t seed) { return model->logits(packed({0, 1, 2}), training(seed)); };
    QVERIFY(torch::equal(logits(1), logits(1)));
    QVERIFY(!torch::equal(logits(1), logits(2)));
    for (const int place : {0, 1, 2}) { // each of the three alone
        model->setDropout(place == 0 ? 0.3 : 0, place == 1 ? 0.3 : 0, place == 2 ? 0.3 : 0);
        QVERIFY(!torch::equal(logits(1), logits(2)));
    }
    model->setDropout(0, 0, 0);
    QVERIFY(torch::equal(logits(1), logits(2)));
}

void ModelTest::recomputingChangesNothing_data() {
    QTest::addColumn<QStringList>("frozen");
    QTest::addColumn<QStringList>("again");
    QTest::newRow("all") << QStringList{} << QStringList{"block.1", "block.2", "block.3"};
    QTest::newRow("the middle") << QStringList{} << QStringList{"block.2"};
    QTest::newRow("the lowest that trains") << QStringList{"embeddings"} << QStringList{"block.1"};
    QTest::newRow("a frozen one") << QStringList{"embeddings", "block.1"}
                                  << QStringList{"block.1", "block.2"};
    QTest::newRow("frozen amid trained ones") << QStringList{"block.2"} << QStringList{"block.2", "block.3"};
}

// With dropout: the masks are the same both times.
void ModelTest::recomputingChangesNothing() {
    QFETCH(QStringList, frozen);
    QFETCH(QStringList, again);
    const auto names = [](const QStringList& list) {
        std::vector<std::string> all;
        for (const auto& name : list) all.push_back(name.toStdString());
        return all;
    };
    const auto results = [&](const QStringList& blocks) {
        const auto model = tiny();
        model->freeze(names(frozen));
        model->recompute(names(blocks));
        const auto forward = training(5);
        std::vector<torch::Tensor> all{model->logits(packed({0, 1, 2}), forward)};
        all.front().square().sum().backward();
        all.push_back(model->logits(packed({0, 1, 2}), forward)); // the generator has gone as far
        for (const auto& parameter : model->parameters().all()) {
            const auto gradient = parameter.value.grad();
            all.push_back(!gradient.defined()    ? torch::zeros({1})
                          : gradient.is_sparse() ? gradient.to_dense()
                                                 : gradient);
        }
        return all;
    };
    const auto kept = results({}), computed = results(again);
    for (std::size_t i = 0; i < kept.size(); ++i) QVERIFY(torch::equal(kept[i], computed[i]));
    QVERIFY_EXCEPTION_THROWN(tiny()->recompute({"head"}), Error);
    QVERIFY_EXCEPTION_THROWN(tiny()->recompute({"attic"}), Error);
}

void ModelTest::bf16StaysClose() {
    const auto model = tiny();
    Forward bf16;
    bf16.compute = torch::kBFloat16;
    const auto exact = model->logits(packed({0, 1, 2}), {}), rounded = model->logits(packed({0, 1, 2}), bf16);
    QCOMPARE(rounded.scalar_type(), torch::kFloat32);
    QVERIFY((exact - rounded).abs().max().item<double>() < 2e-2);
    rounded.sum().backward();
    QCOMPARE(model->parameters().at("bert.pooler.dense.weight").grad().scalar_type(),
             torch::kFloat32); // master weights
}

void ModelTest::everythingFrozenIsAnError() {
    const auto model = tiny();
    QVERIFY_EXCEPTION_THROWN(model->freeze({"embeddings", "block.1", "block.2", "block.3", "pooler", "head"}),
                             Error);
    QVERIFY_EXCEPTION_THROWN(model->freeze({"attic"}), Error);
}

QTEST_APPLESS_MAIN(ModelTest)
#include "tst_model.moc"
