// Whole runs of the tasks that are not one label a text.
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/data/Words.h"
#include "core/task/Names.h"
#include "core/task/Predictor.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

// Texts of one or two subjects, "card; hotel"; every seventh is about none.
std::vector<Example> withSeveralLabels(int count, int first) {
    const char* words[] = {"card", "money", "hotel"};
    const char* labels[] = {"card", "transfer", "hotel"};
    std::vector<Example> examples;
    for (int i = first; i < first + count; ++i) {
        Example example{i, "the room is clean", std::nullopt, ""};
        if (i % 7 != 0) {
            const int a = i % 3, b = i / 3 % 3;
            example.text = std::string("the ") + words[a] + " is " + words[b];
            example.label = a == b ? labels[a] : std::string(labels[a]) + "; " + labels[b];
        }
        examples.push_back(example);
    }
    return examples;
}

std::vector<Example> withNumbers(int count, int first) {
    auto examples = tinyExamples(count, first);
    for (auto& example : examples)
        example.label = example.label == "card" ? "-1.5" : example.label == "hotel" ? "0" : "2e0";
    return examples;
}

// "the card is money": subjects begin a span that "is" goes on with, all else is outside.
std::vector<Example> withLabelledWords(int count, int first) {
    auto examples = withSeveralLabels(count, first);
    for (auto& example : examples) {
        example.label.clear();
        std::string before = "O";
        for (const auto word : wordsIn(example.text)) {
            const bool subject = word == "card" || word == "money" || word == "hotel" || word == "room";
            before = subject                            ? (word == "room" ? "B-PLACE" : "B-THING")
                     : before[0] == 'B' && word == "is" ? "I" + before.substr(1)
                                                        : "O";
            example.label += (example.label.empty() ? "" : " ") + before;
        }
    }
    return examples;
}

Examples dataFor(const std::string& task) {
    const auto make = task == "regression"             ? withNumbers
                      : task == "token-classification" ? withLabelledWords
                                                       : withSeveralLabels;
    return {make(63, 1), make(21, 64), make(21, 85), ""};
}

Recipe recipeFor(const std::string& task, const QStringList& settings = {}) {
    auto recipe = tinyRecipe();
    recipe.task = task;
    recipe.epochs = 12;
    for (const auto& setting : settings) setRecipeKey(recipe, setting.toStdString());
    return recipe;
}

} // namespace

class TasksTest : public QObject {
    Q_OBJECT

private slots:
    void learns_data();
    void learns();
    void endsInTheSameBytes_data();
    void endsInTheSameBytes();
    void predictsAFile_data();
    void predictsAFile();
    void refuses_data();
    void refuses();
    void wordsBeyondTheLimit();
    void refusesWords_data();
    void refusesWords();

private:
    ScratchFolder scratch_;
};

void TasksTest::learns_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<QString>("problem");
    const QString several = "multi_label_classification";
    QTest::newRow("multi-label") << "multi-label" << QStringList{} << "micro_f1" << 0.9 << 1.0 << several;
    QTest::newRow("tuned thresholds")
        << "multi-label" << QStringList{"tune_thresholds=true"} << "micro_f1" << 0.9 << 1.0 << several;
    QTest::newRow("own thresholds") << "multi-label"
                                    << QStringList{"label_thresholds=card=0.4", "threshold=0.6"} << "micro_f1"
                                    << 0.9 << 1.0 << several;
    QTest::newRow("regression") << "regression" << QStringList{} << "rmse" << 0.0 << 0.5 << "regression";
    QTest::newRow("Huber") << "regression" << QStringList{"huber_delta=1"} << "rmse" << 0.0 << 0.5
                           << "regression";
    QTest::newRow("by correlation") << "regression" << QStringList{"best_by=pearson"} << "pearson" << 0.9
                                    << 1.0 << "regression";
    const QString words = "token-classification";
    QTest::newRow("words") << words << QStringList{} << "entity_f1" << 0.95 << 1.0 << QString();
    QTest::newRow("words, weighed") << words
                                    << QStringList{"class_weights=balanced", "label_smoothing=0.1",
                                                   "r_drop=0.5"}
                                    << "accuracy" << 0.95 << 1.0 << QString();
    QTest::newRow("words, frozen by token") // twice the epochs: less is left to learn with
        << words << QStringList{"freeze=embeddings,block.1", "epochs=24"} << "macro_f1" << 0.8 << 1.0
        << QString();
    QTest::newRow("words, the head alone")
        << words << QStringList{"freeze=embeddings,block.1,block.2,block.3", "epochs=24"} << "accuracy" << 0.7
        << 1.0 << QString();
}

void TasksTest::learns() {
    QFETCH(QString, task);
    QFETCH(QStringList, settings);
    QFETCH(QString, figure);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(QString, problem);
    const auto recipe = recipeFor(task.toStdString(), settings);
    const auto data = dataFor(recipe.task);
    const auto folder = scratch_ / QTest::currentDataTag();
    Listener listener;
    const auto run = trainRun(recipe, data, folder, listener, {});
    const double reached = *figureNamed(run.test, figure.toStdString());
    QVERIFY2(reached >= from && reached <= to, qPrintable(QString::number(reached)));
    const auto config = readJson(folder / "best/config.json");
    QCOMPARE(QString::fromStdString(config.value("problem_type", "")), problem);
    const auto architecture = config["architectures"][0].get<std::string>();
    QCOMPARE(architecture,
             std::string(problem.isEmpty() ? "BertForTokenClassification" : "BertForSequenceClassification"));

    // whoever opens it judges as the run did, thresholds included
    const auto predictor = openPredictor(folder);
    QCOMPARE(predictor->task(), recipe.task);
    const auto judged = predictor->evaluate(data.test);
    QCOMPARE(judged.figures.size(), run.test.size());
    for (std::size_t i = 0; i < judged.figures.size(); ++i) {
        QCOMPARE(judged.figures[i].first, run.test[i].first);
        QVERIFY2(std::abs(judged.figures[i].second - run.test[i].second) < 1e-5,
                 judged.figures[i].first.c_str());
    }
    QCOMPARE(readRun(folder).test, run.test);
    std::vector<std::string> names;
    for (const auto& [name, value] : run.test) names.push_back(name);
    QCOMPARE(names, metricNames(recipe.task));
    QCOMPARE(readHistory(folder).test->figures, run.test);
}

void TasksTest::endsInTheSameBytes_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("multi-label") << "multi-label"
                                 << QStringList{"tune_thresholds=true", "evaluate_every=0.5"};
    QTest::newRow("regression") << "regression" << QStringList{"accumulation=2", "batch=4"};
    QTest::newRow("words") << "token-classification" << QStringList{"evaluate_every=0.5"};
}

void TasksTest::endsInTheSameBytes() {
    QFETCH(QString, task);
    QFETCH(QStringList, settings);
    const auto recipe = recipeFor(task.toStdString(), settings + QStringList{"epochs=2"});
    const auto data = dataFor(recipe.task);
    const auto folder = scratch_ / (std::string("parts ") + QTest::currentDataTag());
    const auto other = scratch_ / (std::string("whole ") + QTest::currentDataTag());
    Listener listener;
    const auto whole = trainRun(recipe, data, other, listener, {});
    for (const std::int64_t step : {3, 9, 15}) {
        StopSource pause;
        Listener pausing;
        pausing.onStepDo = [&](const StepMetrics& metrics) {
            if (metrics.step == step) pause.request_stop();
        };
        const RunOptions options{.budget = {}, .pause = pause.get_token()};
        const auto run = step == 3 ? trainRun(recipe, data, folder, pausing, {}, options)
                                   : resumeRun(folder, data, pausing, {}, options);
        QCOMPARE(run.state, RunState::Paused);
    }
    const auto parts = resumeRun(folder, data, listener, {});
    QCOMPARE(parts.state, RunState::Finished);
    QCOMPARE(readFile(folder / "best/model.safetensors"), readFile(other / "best/model.safetensors"));
    QCOMPARE(readFile(folder / "best/config.json"), readFile(other / "best/config.json"));
    QCOMPARE(parts.test, whole.test);
}

void TasksTest::predictsAFile_data() {
    QTest::addColumn<QString>("run");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("line");
    QTest::newRow("multi-label") << "multi-label"
                                 << "text,predicted_labels"
                                 << "the card is money,card;transfer";
    QTest::newRow("regression") << "regression"
                                << "text,predicted_value"
                                << "the card is money,";
    QTest::newRow("words") << "words"
                           << "text,predicted_labels"
                           << "the card is money,O B-THING I-THING B-THING";
}

void TasksTest::predictsAFile() {
    QFETCH(QString, run);
    QFETCH(QString, header);
    QFETCH(QString, line);
    writeFileAtomically(scratch_ / "in.csv", "text\nthe card is money\n");
    PredictFileOptions options;
    options.text = "text";
    predictFile(*openPredictor(scratch_ / run.toStdString()), scratch_ / "in.csv", scratch_ / "out.csv",
                options);
    const auto lines = QString::fromStdString(readFile(scratch_ / "out.csv")).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines[0], header);
    QVERIFY2(lines[1].startsWith(line), qPrintable(lines[1]));
}

void TasksTest::refuses_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("what");
    QTest::newRow("a key of another task")
        << "regression" << QStringList{"label_smoothing=0.1"}
        << "\"label_smoothing\" is for the task text-classification, token-classification, but the task is "
           "regression";
    QTest::newRow("thresholds of one label a text")
        << "text-classification" << QStringList{"tune_thresholds=true"}
        << "\"tune_thresholds\" is for the task multi-label";
    QTest::newRow("two ways to thresholds")
        << "multi-label" << QStringList{"tune_thresholds=true", "label_thresholds=card=0.4"}
        << "both chosen by hand";
    QTest::newRow("threshold of no label")
        << "multi-label" << QStringList{"label_thresholds=boat=0.4"} << "there is no label \"boat\"";
    QTest::newRow("a metric of another task")
        << "multi-label" << QStringList{"best_by=rmse"} << "\"best_by\" is \"rmse\"";
    QTest::newRow("pooling for words")
        << "token-classification" << QStringList{"pooling=mean"}
        << "\"pooling\" is for the task text-classification, multi-label, regression, but";
    QTest::newRow("a separator of nothing")
        << "multi-label" << QStringList{"label_separator="} << "The text between labels is empty";
}

void TasksTest::refuses() {
    QFETCH(QString, task);
    QFETCH(QStringList, settings);
    QFETCH(QString, what);
    const auto recipe = recipeFor(task.toStdString(), settings);
    Listener listener;
    VERIFY_SAYS(
        failureOf(ErrorKind::Usage,
                  [&] { trainRun(recipe, dataFor(recipe.task), scratch_ / "refused", listener, {}); }),
        what);
    QVERIFY(listener.steps.empty());
    QVERIFY(!fs::exists(scratch_ / "refused"));
}

// Words beyond what the model reads have no answer, and say so.
void TasksTest::wordsBeyondTheLimit() {
    const auto predictor = openPredictor(scratch_ / "words");
    const std::string text = QString("card is ").repeated(40).toStdString();
    const auto answers = predictor->probabilities({{text, {}}});
    QCOMPARE(predictor->answersFor(text), std::size_t{80});
    QCOMPARE(answers.size(), 80 * predictor->labels().size());
    const auto said = QString::fromStdString(predictor->say(answers).front()).split(' ');
    QCOMPARE(said.size(), 80);
    QCOMPARE(said.count("?"), 80 - 30); // [CLS] and [SEP] are two of 32 tokens
    QCOMPARE(said.mid(30), QStringList(50, "?"));
    QVERIFY(predictor->probabilities({{"", {}}}).empty());
    const auto judged = predictor->evaluate(
        std::vector<Example>{{1, text, {}, QString("B-THING I-THING ").repeated(40).toStdString()}});
    QCOMPARE(judged.metrics.examples, 30);
}

void TasksTest::refusesWords_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("what");
    QTest::newRow("too few labels") << "the card is"
                                    << "O O"
                                    << "In row 7 there are 3 words and 2 labels: \"the card is\".";
    QTest::newRow("no label") << "the card"
                              << ""
                              << "2 words and 0 labels";
    QTest::newRow("unknown") << "the card"
                             << "O B-BOAT"
                             << "doesn't know the label \"B-BOAT\"";
}

void TasksTest::refusesWords() {
    QFETCH(QString, text);
    QFETCH(QString, label);
    QFETCH(QString, what);
    const auto predictor = openPredictor(scratch_ / "words");
    const std::vector<Example> examples{{7, text.toStdString(), {}, label.toStdString()}};
    VERIFY_SAYS(failureOf(ErrorKind::Data, [&] { predictor->evaluate(examples); }), what);
    const std::vector<Example> pair{{7, "the card", "is money", "O O"}};
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { predictor->evaluate(pair); }), "not in a pair");
}

QTEST_APPLESS_MAIN(TasksTest)
#include "tst_tasks.moc"
