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
        recipe.learningRate = 3e-5;
        const QString command = recipeAsCommand(recipe, tickets());
        QVERIFY2(command.contains("train '/data/it'\\''s.csv'"), qPrintable(command));
        QVERIFY2(command.contains("--model 'my models/tiny'"), qPrintable(command));
        QVERIFY2(command.contains("--freeze embeddings,block.1"), qPrintable(command));
        QVERIFY2(command.contains("--lr 3e-05"), qPrintable(command));
        QVERIFY2(command.contains("--split 0.1"), qPrintable(command));
        QVERIFY2(!command.contains("--device") && !command.contains("--set"), qPrintable(command));
    }

    void commandSaysEverySettingThatIsNotTheUsualOne() {
        Recipe recipe;
        recipe.model = "tiny";
        recipe.precision = Precision::Bf16;
        recipe.weightDecay = 0.1;
        recipe.schedule = "constant";
        recipe.labels = {"a", "b"}; // filled in when a run starts
        auto data = tickets();
        data.columns.secondText = "answer";
        const QString command = recipeAsCommand(recipe, data);
        QVERIFY2(command.contains("--second-text answer"), qPrintable(command));
        QVERIFY2(command.contains("--precision bf16"), qPrintable(command));
        QVERIFY2(command.contains("--set weight_decay=0.1"), qPrintable(command));
        QVERIFY2(command.contains("--set schedule=constant"), qPrintable(command));
        QVERIFY2(!command.contains("labels"), qPrintable(command));
    }

private:
    static DatasetInfo tickets() {
        DatasetInfo info;
        info.source = "/data/it's.csv";
        info.columns.text = "text";
        info.columns.label = "label";
        return info;
    }
};

QTEST_MAIN(TestRecipeWords)
#include "tst_recipewords.moc"
