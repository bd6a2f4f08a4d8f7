#include "core/train/Recipe.h"
#include "tests/support/Failure.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace espalier;
using namespace espalier::test;

class RecipeTest : public QObject {
    Q_OBJECT

private slots:
    void roundTrip();
    void everyKeyIsDocumentedOnce();
    void refuses_data();
    void refuses();
    void sets();
    void refusesWhatIsNoNumber();
    void contradictionsAreRefused_data();
    void contradictionsAreRefused();
};

void RecipeTest::roundTrip() {
    Recipe recipe;
    recipe.model = "a model";
    recipe.freeze = {"embeddings", "block.1"};
    recipe.labels = {"良い", "b"};
    recipe.learningRate = 3e-5;
    recipe.precision = Precision::Bf16;
    recipe.seed = 9007199254740991ull;
    QVERIFY(recipeFromJson(toJson(recipe), "test") == recipe);
    QVERIFY(recipeFromJson(Json::object(), "test") == Recipe());
}

void RecipeTest::everyKeyIsDocumentedOnce() {
    std::set<std::string> names;
    for (const auto& key : recipeKeys()) {
        QVERIFY2(names.insert(key.name).second, key.name.c_str());
        QVERIFY2(key.description.ends_with('.'), key.name.c_str());
    }
    QCOMPARE(toJson(Recipe()).size(), names.size() + 1); // and the version
    checkRecipe([] {
        Recipe defaults; // every default lies in its range
        defaults.model = "m";
        return defaults;
    }());
}

void RecipeTest::refuses_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expected");
    QTest::newRow("typo") << "{\"learning_rte\": 1e-4}"
                          << "Did you mean \"learning_rate\"?";
    QTest::newRow("type") << "{\"epochs\": \"three\"}"
                          << "\"epochs\" is \"three\", expected a number";
    QTest::newRow("fraction") << "{\"batch\": 1.5}"
                              << "expected a whole number";
    QTest::newRow("range") << "{\"batch\": 0}"
                           << "\"batch\" is 0, expected 1 to 65536";
    QTest::newRow("negative") << "{\"seed\": -1}"
                              << "expected 0 to";
    QTest::newRow("choice") << "{\"schedule\": \"cosy\"}"
                            << "one of constant, linear";
    QTest::newRow("precision") << "{\"precision\": \"f8\"}"
                               << "auto, f32 or bf16";
    QTest::newRow("list") << "{\"freeze\": \"embeddings\"}"
                          << "a list of texts";
    QTest::newRow("newer") << "{\"version\": 99}"
                           << "newer Espalier (recipe version 99, this one reads 1)";
    QTest::newRow("array") << "[]"
                           << "no JSON object";
}

void RecipeTest::refuses() {
    QFETCH(QString, json);
    QFETCH(QString, expected);
    try {
        recipeFromJson(Json::parse(json.toStdString()), "mine.json");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(expected), error.what());
    }
}

void RecipeTest::sets() {
    Recipe recipe;
    setRecipeKey(recipe, "learning_rate=3e-5");
    setRecipeKey(recipe, "freeze=[\"embeddings\"]");
    setRecipeKey(recipe, "schedule=constant");
    setRecipeKey(recipe, "model=123"); // a text, though it looks like a number
    QCOMPARE(recipe.learningRate, 3e-5);
    QCOMPARE(recipe.freeze.size(), std::size_t{1});
    setRecipeKey(recipe, "freeze=embeddings, block.1,");
    QCOMPARE(recipe.freeze, (std::vector<std::string>{"embeddings", "block.1"}));
    setRecipeKey(recipe, "freeze=");
    QVERIFY(recipe.freeze.empty());
    setRecipeKey(recipe, "label_weights=[\"a, b=2\"]"); // a comma within an item
    QCOMPARE(recipe.labelWeights.size(), std::size_t{1});
    setRecipeKey(recipe, "freeze=embeddings");
    QCOMPARE(recipe.schedule, std::string("constant"));
    QCOMPARE(recipe.model, std::string("123"));
    QVERIFY_EXCEPTION_THROWN(setRecipeKey(recipe, "learning_rate"), Error);
    recipe.warmup = 50;
    recipe.maxSteps = 20;
    QVERIFY_EXCEPTION_THROWN(checkRecipe(recipe), Error);
}

void RecipeTest::contradictionsAreRefused_data() {
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("says");
    QTest::newRow("two ways to train little")
        << QStringList{"lora_rank=4", "biases_only=true"} << "Choose one of lora_rank and biases_only.";
    QTest::newRow("frozen from nothing")
        << QStringList{"lora_rank=4", "reinitialize=1"} << "Choose one of lora_rank and reinitialize.";
    QTest::newRow("two losses") << QStringList{"focal_gamma=2", "label_smoothing=0.1"}
                                << "Choose one of focal_gamma and label_smoothing.";
    QTest::newRow("dropout off") << QStringList{"r_drop=1", "dropout=0"}
                                 << "R-Drop compares answers under different dropout, but dropout is off.";
    QTest::newRow("two means") << QStringList{"ema=0.9", "swa_start=0.5"}
                               << "Choose one of ema and swa_start.";
    QTest::newRow("patience without evaluations") << QStringList{"patience=2", "evaluate_every=0"}
                                                  << "Patience counts evaluations, but there is only one";
    QTest::newRow("gain without patience")
        << QStringList{"min_gain=0.1"} << "A smallest gain does nothing without patience.";
    QTest::newRow("no number") << QStringList{"rung_rates=[\"block.1\"]"}
                               << "\"rung_rates\": \"block.1\" is not of the form name=number";
    QTest::newRow("negative") << QStringList{"label_weights=[\"a=-1\"]"}
                              << "\"label_weights\": \"a=-1\" is not of the form name=number";
}

void RecipeTest::contradictionsAreRefused() {
    QFETCH(QStringList, settings);
    QFETCH(QString, says);
    Recipe recipe;
    recipe.model = "m";
    for (const auto& setting : settings) setRecipeKey(recipe, setting.toStdString());
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { checkRecipe(recipe); }), says);
}

void RecipeTest::refusesWhatIsNoNumber() {
    Recipe recipe;
    recipe.model = "m";
    recipe.learningRate = std::nan("");
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { checkRecipe(recipe); }),
                "\"learning_rate\" is nan, expected 0 to 10");
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { setRecipeKey(recipe, "epochs=many"); }),
                "--set: \"epochs\" is \"many\", expected a number");
}

QTEST_APPLESS_MAIN(RecipeTest)
#include "tst_recipe.moc"
