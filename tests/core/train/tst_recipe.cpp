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
    QCOMPARE(recipe.schedule, std::string("constant"));
    QCOMPARE(recipe.model, std::string("123"));
    QVERIFY_EXCEPTION_THROWN(setRecipeKey(recipe, "learning_rate"), Error);
    recipe.warmup = 50;
    recipe.maxSteps = 20;
    QVERIFY_EXCEPTION_THROWN(checkRecipe(recipe), Error);
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
