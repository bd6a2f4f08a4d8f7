// What the recipe says of rungs, as the parameters have it; adapters among it.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/base/Json.h"
#include "core/model/Checkpoint.h"
#include "core/tensorio/Safetensors.h"
#include "core/train/RungSettings.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"
#endif

#include "tests/support/Failure.h"

#include <QTest>

#include <numeric>

using namespace espalier;
using namespace espalier::test;

namespace {

std::unique_ptr<Model> tiny() {
    return loadModel(tinyModel(), {"a", "b", "c"}, torch::kCPU, 1).model;
}

Recipe recipeWith(const std::vector<std::string>& settings) {
    auto recipe = tinyRecipe();
    for (const auto& setting : settings) setRecipeKey(recipe, setting);
    return recipe;
}

TokenBatch someBatch() {
    std::vector<Encoding> texts(3);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        texts[i].ids.resize(4 + i);
        std::iota(texts[i].ids.begin(), texts[i].ids.end(), static_cast<std::int32_t>(10 * i + 5));
        texts[i].typeIds.assign(texts[i].ids.size(), 0);
    }
    return toDevice(pack(texts, {}, std::vector<std::size_t>{0, 1, 2}), torch::kCPU);
}

} // namespace

class RungSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ratesFallFromTheHeadDown() {
        const auto model = tiny();
        const auto rates =
            ratesOf(model->anatomy(), recipeWith({"layer_decay=0.5", "rung_rates=[\"block.1=3\"]"}));
        const auto rungs = static_cast<int>(rates.size());
        QCOMPARE(rates[static_cast<std::size_t>(rungs - 1)], 1.0); // head
        QCOMPARE(rates[static_cast<std::size_t>(rungs - 2)], 1.0); // pooler
        QCOMPARE(rates[static_cast<std::size_t>(rungs - 3)], 0.5); // the highest block
        QCOMPARE(rates[1], 3.0);
        QCOMPARE(rates[0], std::pow(0.5, rungs - 2));
        VERIFY_SAYS(
            failureOf(ErrorKind::Usage,
                      [&] { ratesOf(model->anatomy(), recipeWith({"rung_rates=[\"block.99=1\"]"})); }),
            "This model has no rung \"block.99\"");
    }

    void onlyBiases() {
        const auto model = tiny();
        prepareModel(*model, recipeWith({"biases_only=true"}));
        for (const auto& parameter : model->parameters().trainable()) {
            const auto& rung = model->anatomy().rungs[static_cast<std::size_t>(parameter.rung)].name;
            QVERIFY2(parameter.name.ends_with(".bias") || rung == "pooler" || rung == "head",
                     parameter.name.c_str());
        }
        QVERIFY(model->parameters().count(true) < model->parameters().count() / 4);
    }

    void adaptersBeginAsTheCheckpoint() {
        const auto plain = tiny(), adapted = tiny();
        prepareModel(*adapted, recipeWith({"lora_rank=2"}));
        // But for the order of sums: without adapters, the last block needs no keys of all tokens.
        QVERIFY(
            torch::allclose(adapted->logits(someBatch(), {}), plain->logits(someBatch(), {}), 1e-5, 1e-6));
        std::int64_t adapters = 0;
        for (const auto& parameter : adapted->parameters().trainable())
            if (isAdapter(parameter.name))
                ++adapters;
            else
                QVERIFY2(parameter.rung > adapted->config().blocks, parameter.name.c_str());
        QCOMPARE(adapters, 2 * 2 * adapted->config().blocks); // A and B beside query and value
        QCOMPARE(adapted->lowestTrainable(), 1);
    }

    void mergedWeightsComputeTheSame() {
        const ScratchFolder scratch;
        const auto model = tiny();
        const auto recipe =
            recipeWith({"lora_rank=2", "lora_alpha=8", "lora_targets=[\"query\",\"output.dense\"]"});
        prepareModel(*model, recipe);
        {
            const torch::NoGradGuard guard;
            for (const auto& parameter : model->parameters().all())
                if (isAdapter(parameter.name)) {
                    auto value = parameter.value;
                    value.normal_(0, 0.1, at::make_generator<at::CPUGeneratorImpl>(std::uint64_t{3}));
                }
        }
        saveModel(*model, Json::object(), tinyModel(), 32, scratch.path());
        const auto merged = loadModel(scratch.path(), {}, torch::kCPU, 1).model;
        QVERIFY(!merged->parameters().hasAdapters());
        const auto a = model->logits(someBatch(), {}), b = merged->logits(someBatch(), {});
        QVERIFY((a - b).abs().max().item<double>() < 1e-5);
        QVERIFY((a - tiny()->logits(someBatch(), {})).abs().max().item<double>() > 1e-3);

        saveAdapters(*model, {2, 8, 0, recipe.loraTargets}, "the/checkpoint", scratch.path());
        const auto config = readJson(scratch / "adapter_config.json");
        QCOMPARE(config["r"].get<int>(), 2);
        QCOMPARE(config["modules_to_save"].dump(), std::string("[\"classifier\",\"pooler\"]"));
        const SafetensorsFile file(scratch / "adapter_model.safetensors");
        QVERIFY(file.tensors().contains(
            "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight"));
        QVERIFY(file.tensors().contains("base_model.model.classifier.weight"));
    }

    void whatContradictsIsRefused_data() {
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such projection") << QStringList{"lora_rank=2", "lora_targets=[\"q_proj\"]"}
                                            << "No projection of this model is called \"q_proj\".";
        QTest::newRow("adapters on frozen blocks")
            << QStringList{"lora_rank=2", "freeze=[\"block.1\",\"block.2\",\"block.3\"]"}
            << "Every block is frozen";
        QTest::newRow("penalty on an unknown rung")
            << QStringList{"l2_sp_rungs=[\"tower=1\"]"} << "no rung \"tower\"";
    }
    void whatContradictsIsRefused() {
        QFETCH(QStringList, settings);
        QFETCH(QString, says);
        std::vector<std::string> keys;
        for (const auto& setting : settings) keys.push_back(setting.toStdString());
        const auto model = tiny();
        VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { prepareModel(*model, recipeWith(keys)); }), says);
    }

    void rungsOpenFromTheTop() {
        const auto model = tiny();
        const auto& rungs = model->anatomy().rungs;
        const auto all = static_cast<std::int64_t>(rungs.size());
        QCOMPARE(frozenWhileOpen(model->anatomy(), {}, 2).size(), rungs.size() - 2);
        QVERIFY(frozenWhileOpen(model->anatomy(), {}, all).empty());
        Recipe recipe;
        recipe.freeze = {"embeddings"};
        QCOMPARE(frozenWhileOpen(model->anatomy(), recipe, all).size(), std::size_t{1}); // it stays so
    }
};

QTEST_APPLESS_MAIN(RungSettingsTest)
#include "tst_rung_settings.moc"
