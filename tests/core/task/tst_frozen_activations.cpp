// Training from kept results of frozen rungs against computing them in every step.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/model/Checkpoint.h"
#include "core/model/Library.h"
#include "core/task/FrozenActivations.h"
#include "core/task/Inference.h"
#include "tests/support/Difference.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"
#endif

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

std::vector<Encoding> texts() {
    std::vector<Encoding> all;
    for (int i = 0; i < 40; ++i) {
        Encoding text;
        for (int token = 0; token < 3 + i % 11; ++token) text.ids.push_back(5 + (7 * i + token) % 90);
        text.typeIds.assign(text.ids.size(), 0);
        all.push_back(std::move(text));
    }
    return all;
}

std::unique_ptr<Model> frozenModel(const std::vector<std::string>& freeze) {
    auto model = loadModel(test::tinyModel(), {"a", "b", "c"}, torch::kCPU, 1).model;
    model->freeze(freeze);
    return model;
}

std::vector<std::string> lower(int blocks) {
    std::vector<std::string> rungs{"embeddings"};
    for (int i = 1; i <= blocks; ++i) rungs.push_back("block." + std::to_string(i));
    return rungs;
}

int filesIn(const fs::path& folder) {
    int count = 0;
    if (fs::exists(folder))
        for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++count;
    return count;
}

} // namespace

class FrozenActivationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalComputingThem_data();
    void equalComputingThem();
    void lieWhereTheBudgetSays();
    void areReusedUntilSomethingChanges();
    void damagedFilesAreComputedAnew();
    void theOldestMakeRoom();
    void cancellingLeavesNothing();
    void runsLearnTheSameFromThem();

private:
    const std::vector<Encoding> texts_ = texts();
    const int blocks_ = describeModel(test::tinyModel()).anatomy.blocks();
};

void FrozenActivationsTest::equalComputingThem_data() {
    QTest::addColumn<int>("frozenBlocks");
    QTest::addColumn<bool>("pooler");
    QTest::addColumn<bool>("bf16");
    QTest::newRow("embeddings") << 0 << false << false;
    QTest::newRow("a block") << 1 << false << false;
    QTest::newRow("a block, bf16") << 1 << false << true;
    QTest::newRow("all blocks") << blocks_ << false << false;
    QTest::newRow("all but the head") << blocks_ << true << false;
}

void FrozenActivationsTest::equalComputingThem() {
    QFETCH(int, frozenBlocks);
    QFETCH(bool, pooler);
    QFETCH(bool, bf16);
    auto freeze = lower(frozenBlocks);
    if (pooler) freeze.push_back("pooler");
    const auto model = frozenModel(freeze);
    const auto precision = bf16 ? torch::kBFloat16 : torch::kFloat32;
    const FrozenActivations frozen(*model, texts_, precision, {}, {});
    QVERIFY(frozen.available());
    const auto from = inferLogits(*model, texts_, precision, {}, {}, &frozen);
    const auto direct = inferLogits(*model, texts_, precision, {});
    QVERIFY2(difference(from, direct) < (bf16 ? 2e-2 : 1e-5),
             qPrintable(QString::number(difference(from, direct))));
}

void FrozenActivationsTest::lieWhereTheBudgetSays() {
    const ScratchFolder folder;
    const auto model = frozenModel(lower(1));
    const auto make = [&](const ActivationBudget& budget) {
        return std::make_unique<FrozenActivations>(*model, texts_, torch::kFloat32, budget, StopToken());
    };
    const auto memory = make({.spill = folder / "spill"});
    QVERIFY(memory->available());
    QCOMPARE(filesIn(folder / "spill"), 0);
    {
        const auto disk = make({.memoryBytes = 100, .spill = folder / "spill"});
        QVERIFY(disk->available());
        QCOMPARE(filesIn(folder / "spill"), 1);
        const std::vector<std::size_t> order{7, 0, 31};
        QVERIFY(torch::equal(disk->gather(order), memory->gather(order)));
    }
    QCOMPARE(filesIn(folder / "spill"), 0); // gone with the run
    QVERIFY(!make({.memoryBytes = 100, .diskBytes = 100, .spill = folder / "spill"})->available());
}

void FrozenActivationsTest::areReusedUntilSomethingChanges() {
    const ScratchFolder folder;
    const ActivationBudget budget{.keep = folder / "cache"};
    const auto source = [&](int blocks, double weights, std::span<const Encoding> read) {
        const auto model = frozenModel(lower(blocks));
        const torch::NoGradGuard guard;
        model->parameters().at("bert.embeddings.LayerNorm.bias").add_(weights);
        return FrozenActivations(*model, read, torch::kFloat32, budget, {}).summary().english();
    };
    const std::string earlier = "earlier run";
    QVERIFY(source(1, 0, texts_).find(earlier) == std::string::npos);
    QVERIFY(source(1, 0, texts_).find(earlier) != std::string::npos);
    QVERIFY(source(0, 0, texts_).find(earlier) == std::string::npos);
    QVERIFY(source(1, 0.5, texts_).find(earlier) == std::string::npos);
    QVERIFY(source(1, 0, std::span(texts_).first(39)).find(earlier) == std::string::npos);
    QCOMPARE(filesIn(folder / "cache"), 4);
}

void FrozenActivationsTest::damagedFilesAreComputedAnew() {
    const ScratchFolder folder;
    const ActivationBudget budget{.keep = folder / "cache"};
    const auto model = frozenModel(lower(1));
    const auto make = [&] {
        return std::make_unique<FrozenActivations>(*model, texts_, torch::kFloat32, budget, StopToken());
    };
    const auto good = make()->gather(std::vector<std::size_t>{3});
    const auto file = fs::directory_iterator(folder / "cache")->path();
    const auto whole = readFile(file);
    auto flipped = whole;
    flipped[whole.size() - 9] = static_cast<char>(flipped[whole.size() - 9] ^ 1);
    for (const auto& content :
         {flipped, whole.substr(0, 5000), std::string(), std::string(whole.size(), 'x')}) {
        writeFileAtomically(file, content);
        const auto again = make();
        QVERIFY(again->summary().english().find("earlier run") == std::string::npos);
        QVERIFY(torch::equal(again->gather(std::vector<std::size_t>{3}), good));
    }
}

void FrozenActivationsTest::theOldestMakeRoom() {
    const ScratchFolder folder;
    fs::create_directories(folder / "cache");
    writeFileAtomically(folder / "cache" / "old.frozen", std::string(200'000, 'x'));
    writeFileAtomically(folder / "cache" / "notes.txt", std::string(200'000, 'x'));
    const auto model = frozenModel(lower(1));
    const ActivationBudget budget{.diskBytes = 200'000, .keep = folder / "cache"};
    QVERIFY(FrozenActivations(*model, texts_, torch::kFloat32, budget, {}).available());
    QVERIFY(!fs::exists(folder / "cache" / "old.frozen"));
    QVERIFY(fs::exists(folder / "cache" / "notes.txt")); // not ours
}

void FrozenActivationsTest::cancellingLeavesNothing() {
    const ScratchFolder folder;
    const auto model = frozenModel(lower(1));
    StopSource source;
    const ActivationBudget budget{.memoryBytes = 0, .keep = folder / "cache"};
    source.request_stop();
    QVERIFY_EXCEPTION_THROWN(FrozenActivations(*model, texts_, torch::kFloat32, budget, source.get_token()),
                             Stopped);
    QCOMPARE(filesIn(folder / "cache"), 0);
}

void FrozenActivationsTest::runsLearnTheSameFromThem() {
    const ScratchFolder folder;
    auto recipe = test::tinyRecipe();
    recipe.freeze = lower(1);
    recipe.dropout = 0;
    recipe.learningRate = 1e-3;
    const auto losses = [&](const std::string& name, const ActivationBudget& budget) {
        test::Listener listener;
        trainRun(recipe, test::tinyData(), folder / name, listener, {}, {.budget = budget});
        std::vector<double> all;
        for (const auto& step : listener.steps) all.push_back(step.loss);
        return all;
    };
    const auto none = losses("none", {.memoryBytes = 0, .diskBytes = 0});
    const auto memory = losses("memory", {.keep = folder / "cache"});
    const auto disk = losses("disk", {.memoryBytes = 0});
    const auto earlier = losses("earlier", {.keep = folder / "cache"});
    QCOMPARE(disk, memory);
    QCOMPARE(earlier, memory);
    QCOMPARE(readFile(folder / "earlier/best/model.safetensors"),
             readFile(folder / "memory/best/model.safetensors"));
    QCOMPARE(none.size(), memory.size());
    for (std::size_t i = 0; i < none.size(); ++i) QVERIFY(std::abs(none[i] - memory[i]) < 1e-5);
}

QTEST_APPLESS_MAIN(FrozenActivationsTest)
#include "tst_frozen_activations.moc"
