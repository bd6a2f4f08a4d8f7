#include "ui/models/RecipeWords.h"

#include <QTest>

using namespace espalier;

class TestRecipeWords : public QObject {
    Q_OBJECT
private slots:
    void summaryNamesWhatMatters() {
        Recipe recipe;
        recipe.model = "/models/all-MiniLM-L6-v2";
        recipe.freeze = {"embeddings", "block.1"};
        QCOMPARE(
            recipeSummary(recipe),
            QStringLiteral("all-MiniLM-L6-v2 · 2 frozen rungs · learning rate 5.0e-5 · batch 32 · 3 epochs"));
    }

    void differences() {
        Recipe before, after;
        QVERIFY(recipeDifferences(before, after).isEmpty());
        after.batch = 16;
        after.dataHash = "abc";
        after.modelHash = "def"; // filled in by the program: says nothing to a person
        QCOMPARE(recipeDifferences(before, after), (QStringList{"other data", "batch 32 → 16"}));
    }

    void jsonIsARecipe() {
        Recipe recipe;
        recipe.learningRate = 3e-5;
        QCOMPARE(recipeFromJson(parseJson(recipeAsJson(recipe).toStdString(), "test"), "test"), recipe);
    }

    void commandIsQuotedForAShell() {
        Recipe recipe;
        recipe.model = "my models/tiny";
        recipe.freeze = {"embeddings", "block.1"};
        const QString command = recipeAsCommand(recipe, "/data/it's.csv", "text", "label");
        QVERIFY2(command.contains("'/data/it'\\''s.csv'"), qPrintable(command));
        QVERIFY2(command.contains("--model 'my models/tiny'"), qPrintable(command));
        QVERIFY2(command.contains("--freeze embeddings,block.1"), qPrintable(command));
        QVERIFY2(command.contains("--lr 5e-05"), qPrintable(command));
        QVERIFY2(!command.contains("--device"), qPrintable(command));
    }
};

QTEST_MAIN(TestRecipeWords)
#include "tst_recipewords.moc"
