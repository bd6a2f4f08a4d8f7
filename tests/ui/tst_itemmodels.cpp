#include "ui/models/CellText.h"
#include "ui/models/ClassScoresModel.h"
#include "ui/models/ExamplesModel.h"
#include "ui/models/LadderModel.h"
#include "ui/models/RecipeModel.h"
#include "ui/models/RunsModel.h"
#include "ui/widgets/Table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace espalier;

static RunSummary run(const char* name, double learningRate) {
    RunSummary summary;
    summary.name = name;
    summary.started = "2024-05-01T14:02:11+02:00";
    summary.state = RunState::Finished;
    summary.recipe.learningRate = learningRate;
    summary.recipe.model = "/models/all-MiniLM-L6-v2";
    summary.validation = {{"accuracy", 0.8}};
    summary.trainSeconds = 130;
    return summary;
}

static QString text(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

class TestItemModels : public QObject {
    Q_OBJECT
private slots:
    void runs() {
        RunsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunSummary latest = run("0002-minilm", 3e-5);
        latest.test = {{"accuracy", 0.9}}; // the test set's counts more than the validation's
        model.setRuns({latest, run("0001-minilm", 5e-5)}, "0002-minilm");
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf("0001-minilm"), 1);
        QCOMPARE(model.rowOf("no such run"), -1);
        QCOMPARE(text(model, 0, RunsModel::Model), "all-MiniLM-L6-v2");
        QCOMPARE(text(model, 0, RunsModel::Started), "2024-05-01 14:02");
        QVERIFY(text(model, 0, RunsModel::First).startsWith("90.0"));
        QVERIFY(text(model, 1, RunsModel::First).startsWith("80.0"));
        QVERIFY(text(model, 0, RunsModel::Difference).startsWith("learning rate"));
        model.setRuns({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void classScores() {
        ClassScoresModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ClassScores scores;
        scores.precision = 0.25;
        scores.support = 1234;
        model.setScores({scores, ClassScores()}, {"billing", "login"});
        QCOMPARE(text(model, 1, ClassScoresModel::ClassLabel), "login");
        QCOMPARE(model.index(0, ClassScoresModel::Precision).data(SortRole).toDouble(), 0.25);
        QCOMPARE(model.index(0, ClassScoresModel::Support).data(SortRole).toInt(), 1234);
    }

    void examples() {
        ExamplesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setExamples({{7, "billing", "login", true, 0.93, "Where is\nmy card?"}},
                          ExamplesModel::Kind::Labels);
        QCOMPARE(text(model, 0, ExamplesModel::Text), "Where is my card?");
        QCOMPARE(text(model, 0, ExamplesModel::Actual), "billing");
        QCOMPARE(text(model, 0, ExamplesModel::Predicted), "login");
    }

    void longExamples() {
        ExamplesModel model;
        const std::string megabyte(1'000'000, 'x');
        model.setExamples({{7, "billing", "login", true, 0.93, megabyte}}, ExamplesModel::Kind::Labels);
        QCOMPARE(text(model, 0, ExamplesModel::Text).size(), 401); // with the ellipsis
        QVERIFY(model.index(0, ExamplesModel::Text).data(Qt::ToolTipRole).toString().size() < 3000);
        StoredRow row;
        row.text = megabyte;
        row.pair = "and why";
        QVERIFY(bothTexts(row).size() < 3000);
        QVERIFY(bothTexts(row).ends_with(" | and why"));
    }

    void recipe() {
        RecipeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        int batch = 0;
        while (text(model, batch, RecipeModel::Key) != "batch") ++batch;
        const QModelIndex value = model.index(batch, RecipeModel::Value);
        QSignalSpy edited(&model, &RecipeModel::edited), refused(&model, &RecipeModel::refused);
        QVERIFY(model.setData(value, "16"));
        QCOMPARE(model.recipe().batch, 16);
        QCOMPARE(edited.count(), 1);
        QVERIFY(!model.setData(value, "many"));
        QCOMPARE(refused.count(), 1);
        QCOMPARE(model.recipe().batch, 16);

        QVERIFY(model.isGroup(0)); // keys stand under the titles of their groups
        QCOMPARE(model.flags(model.index(0, RecipeModel::Value)), Qt::ItemIsEnabled);
        const auto rowOf = [&](const char* key) {
            for (int row = 0; row < model.rowCount(); ++row)
                if (model.index(row, RecipeModel::Key).data(Qt::ToolTipRole).toString() == key) return row;
            return -1;
        };
        const QModelIndex biases = model.index(rowOf("biases_only"), RecipeModel::Value);
        QCOMPARE(biases.data(RecipeModel::ChoicesRole).toStringList(), (QStringList{"true", "false"}));
        QCOMPARE(biases.data().toString(), "no");
        QVERIFY(model.setData(biases, "true"));
        QVERIFY(model.recipe().biasesOnly);
        QVERIFY(rowOf("label_smoothing") > 0 && rowOf("huber_delta") < 0);
        Recipe numbers = model.recipe();
        takeTask(numbers, "regression");
        model.setRecipe(numbers); // another task has other settings
        QVERIFY(rowOf("label_smoothing") < 0 && rowOf("huber_delta") > 0);
    }

    // ALBERT: one block's weights for all of them; here two groups of two.
    void sharedRungsOnTheLadder() {
        LadderModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Anatomy anatomy;
        anatomy.rungs = {{"embeddings", 20}, {"block.1", 10}, {"block.2"}, {"block.3", 10},
                         {"block.4"},        {"pooler", 4},   {"head", 2}};
        anatomy.rungs[2].weightsOf = 1;
        anatomy.rungs[4].weightsOf = 3;
        model.setLadder(anatomy, {"embeddings", "block.1"}, {1, 2, 3, 4, 5, 6, 7}, 2);
        const int second = 4, first = 5; // rows
        QCOMPARE(text(model, second, LadderModel::Name), "Block 2");
        QCOMPARE(text(model, second, LadderModel::Parameters), "shared with block 1");
        QCOMPARE(model.index(second, LadderModel::Weight).data(LadderModel::ShareRole).toDouble(), 0.0);
        QVERIFY(!model.flags(model.index(second, LadderModel::Train)).testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(!model.isTrainable(second)); // as its owner
        QCOMPARE(model.frozen(), (std::vector<std::string>{"embeddings", "block.1", "block.2"}));

        QSignalSpy byAPerson(&model, &LadderModel::frozenChanged);
        model.setTrainable(second, true);
        QVERIFY(!model.isTrainable(second));
        QCOMPARE(byAPerson.count(), 0);
        model.setTrainable(first, true);
        QVERIFY(model.isTrainable(second));
        QCOMPARE(text(model, second, LadderModel::LearningRate),
                 text(model, first, LadderModel::LearningRate));
        QCOMPARE(model.frozen(), std::vector<std::string>{"embeddings"});
        QCOMPARE(model.trainable(), 26);
        model.setRun({0.1, 0.1, -1, 0.1, -1, 0.1, -1}, {});
        QCOMPARE(text(model, second, LadderModel::Drift), ""); // not "new"
        QCOMPARE(text(model, 0, LadderModel::Drift), "new");

        QCOMPARE(model.frozenFor(LadderModel::Preset::TopHalf),
                 (std::vector<std::string>{"embeddings", "block.1", "block.2"}));
        QVERIFY(model.isPossible(LadderModel::Preset::TopHalf));
        anatomy.rungs[3].parameters = 0;
        for (const std::size_t block : {2, 3, 4}) anatomy.rungs[block].weightsOf = 1;
        model.setLadder(anatomy, {}, {}, 2);
        QVERIFY(!model.isPossible(LadderModel::Preset::TopHalf)); // it would freeze the upper half, too
        QVERIFY(!model.isPossible(LadderModel::Preset::TopTwo));
        QVERIFY(model.isPossible(LadderModel::Preset::HeadOnly));
    }

    // GPT-2 and Llama have no pooler.
    void emptyRungsOnTheLadder() {
        LadderModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Anatomy anatomy;
        anatomy.rungs = {{"embeddings", 20}, {"block.1", 10}, {"pooler"}, {"head", 2}};
        model.setLadder(anatomy, {"embeddings", "block.1"}, {}, 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(model, 1, LadderModel::Name), "Block 1");
        QCOMPARE(model.frozen(), model.frozenFor(LadderModel::Preset::HeadOnly));
        anatomy.rungs[2].parameters = 4;
        model.setLadder(anatomy, {}, {}, 2);
        QCOMPARE(text(model, 1, LadderModel::Name), "Pooler");
    }

    void gradientsOnTheLadder() {
        LadderModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Anatomy anatomy;
        anatomy.rungs = {{"embeddings", 20}, {"block.1", 10}, {"head", 2}};
        model.setLadder(anatomy, {}, {}, 0);
        QCOMPARE(text(model, 0, LadderModel::Name), "Head · a number");
        QVERIFY(model.gradientCurve(0).empty());
        model.setRun({0.01, 0.02, -1}, {{0.001, 0}, {1, 0.1}, {10, 0.1}});
        const auto head = model.gradientCurve(0);
        QCOMPARE(head.front(), 1.0);                     // the largest of all
        QVERIFY(std::abs(head.back() - 1.0 / 3) < 1e-9); // two of three decades below
        QCOMPARE(model.gradientCurve(2), (std::vector<double>{0, 0}));
        QVERIFY(model.index(1, LadderModel::Gradient)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains("1.000 at first"));
    }
};

QTEST_MAIN(TestItemModels)
#include "tst_itemmodels.moc"
