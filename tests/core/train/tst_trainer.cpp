// Results that come a step late, as from a card, against those that come at once.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/Checkpoint.h"
#include "core/train/RungSettings.h"
#include "core/train/Trainer.h"
#include "tests/support/TinyRun.h"
#endif

#include <QTest>

#include <numeric>

using namespace espalier;

namespace {

std::vector<MicroBatch> batchOf(std::int64_t step) {
    std::vector<Encoding> texts;
    Targets targets;
    for (std::int64_t text = 0; text < 4; ++text) {
        Encoding encoding;
        for (std::int64_t token = 0; token < 4 + text; ++token)
            encoding.ids.push_back(static_cast<std::int32_t>(5 + (7 * step + 3 * text + token) % 90));
        encoding.typeIds.assign(encoding.ids.size(), 0);
        texts.push_back(std::move(encoding));
        targets.values.push_back(static_cast<double>((step + text) % 3));
    }
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return {{pack(texts, targets, order), {}}};
}

struct Learned {
    std::vector<StepResult> results;
    std::vector<std::size_t> toldAfterStep;
    std::unique_ptr<Model> model;
    QString failure;
};

Learned learn(bool asynchronous, double learningRate, bool skip = false) {
    constexpr std::int64_t steps = 6;
    Learned learned;
    learned.model = loadModel(test::tinyModel(), {"a", "b", "c"}, torch::kCPU, 1).model;
    auto recipe = test::tinyRecipe();
    recipe.learningRate = learningRate;
    recipe.warmup = 0;
    recipe.skipBadSteps = skip;
    auto plan = planCompute(Device::Cpu, Precision::F32, 1);
    plan.asynchronous = asynchronous;
    prepareModel(*learned.model, recipe);
    const auto task = makeTask(recipe.task);
    Trainer trainer(*learned.model, *task, recipe, plan, {.steps = steps});
    const auto add = [&](const std::optional<StepResult>& result) {
        if (result) learned.results.push_back(*result);
    };
    try {
        for (std::int64_t step = 0; step < steps; ++step) {
            add(trainer.step(batchOf(step)));
            learned.toldAfterStep.push_back(learned.results.size());
        }
        add(trainer.finish());
    } catch (const Error& error) {
        learned.failure = error.what();
    }
    return learned;
}

} // namespace

class TrainerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lateResultsAreTheSame();
    void runningAwayIsToldOfItsStep();
    void badStepsAreLeftOut();
};

void TrainerTest::lateResultsAreTheSame() {
    const auto atOnce = learn(false, 1e-3), late = learn(true, 1e-3);
    QCOMPARE(atOnce.toldAfterStep, (std::vector<std::size_t>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(late.toldAfterStep, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
    QCOMPARE(late.results.size(), std::size_t{6});
    for (std::size_t i = 0; i < late.results.size(); ++i) {
        QCOMPARE(late.results[i].step, static_cast<std::int64_t>(i + 1));
        QCOMPARE(late.results[i].examples, 4);
        QCOMPARE(late.results[i].loss, atOnce.results[i].loss);
        QCOMPARE(late.results[i].gradientNorm, atOnce.results[i].gradientNorm);
        QCOMPARE(late.results[i].learningRate, atOnce.results[i].learningRate);
    }
    for (const auto& parameter : late.model->parameters().all())
        QVERIFY2(torch::equal(parameter.value, atOnce.model->parameters().at(parameter.name)),
                 parameter.name.c_str());
}

void TrainerTest::runningAwayIsToldOfItsStep() {
    const auto atOnce = learn(false, 1e30), late = learn(true, 1e30);
    QVERIFY2(atOnce.failure.startsWith("At step 2 "), qPrintable(atOnce.failure));
    QCOMPARE(late.failure, atOnce.failure);
    QCOMPARE(late.results.size(), atOnce.results.size());
}

void TrainerTest::badStepsAreLeftOut() {
    const auto one = learn(false, 1e30), skipped = learn(false, 1e30, true);
    QCOMPARE(one.results.size(), std::size_t{1}); // it ended at the second
    QCOMPARE(skipped.results.size(), std::size_t{6});
    for (std::size_t i = 0; i < skipped.results.size(); ++i) QCOMPARE(skipped.results[i].skipped, i > 0);
    QVERIFY(skipped.failure.isEmpty());
    for (const auto& parameter : skipped.model->parameters().all()) // as the first step left them
        QVERIFY2(torch::equal(parameter.value, one.model->parameters().at(parameter.name)),
                 parameter.name.c_str());
}

QTEST_APPLESS_MAIN(TrainerTest)
#include "tst_trainer.moc"
