#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/task/Predictor.h"
#include "tests/support/TinyRun.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

class PredictorTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void agreesWithTheRun();
    void orderAndBatchesDoNotMatter();
    void predictsAFile();
    void aFilePredictedBeforeKeepsItsColumns();
    void progressFollowsThePredictions();
    void longTextsAreCutAsInTraining();
    void aStoppedFileLeavesNothing();
    void refuses();

private:
    QTemporaryDir dir_;
    fs::path folder(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
};

void PredictorTest::initTestCase() {
    Listener listener;
    trainRun(tinyRecipe(), tinyData(), folder("run"), listener, {});
}

void PredictorTest::agreesWithTheRun() {
    const auto predictor = openPredictor(folder("run"));
    QCOMPARE(predictor->maxLength(), 32); // as it was trained
    const auto evaluation = predictor->evaluate(tinyData().test);
    QCOMPARE(evaluation.metrics.accuracy, *figureNamed(readRun(folder("run")).test, "accuracy"));
    QVERIFY(std::abs(evaluation.metrics.logLoss - *figureNamed(readRun(folder("run")).test, "log_loss")) <
            1e-5);
}

void PredictorTest::orderAndBatchesDoNotMatter() {
    const auto predictor = openPredictor(folder("run"));
    const std::string longText(3000, 'a');
    const std::vector<TextPair> texts{{"the hotel room", {}}, {"", {}}, {longText, {}}, {"money sent", {}}};
    const auto together = predictor->probabilities(texts);
    QCOMPARE(together.size(), texts.size() * 3);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto alone = predictor->probabilities({texts[i]});
        for (std::size_t c = 0; c < 3; ++c) QVERIFY(std::abs(alone[c] - together[i * 3 + c]) < 1e-5);
    }
    QVERIFY(predictor->probabilities({}).empty());
}

void PredictorTest::predictsAFile() {
    const auto predictor = openPredictor(folder("run"));
    writeFileAtomically(folder("in.csv"),
                        "id,text\n1,the hotel room\n2,\"money, sent\"\nbroken\n3,card bank account\n");
    PredictFileOptions options;
    options.text = "text";
    options.probabilities = true;
    const auto report = predictFile(*predictor, folder("in.csv"), folder("out.csv"), options);
    QCOMPARE(report.import.rows, 3);
    QCOMPARE(report.import.refused, 1);
    const auto lines = QString::fromStdString(readFile(folder("out.csv"))).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 4);
    QCOMPARE(
        lines[0],
        QString(
            "id,text,predicted_label,confidence,probability:card,probability:hotel,probability:transfer"));
    QVERIFY2(lines[1].startsWith("1,the hotel room,hotel,0."), qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith("2,\"money, sent\",transfer,"), qPrintable(lines[2]));
    options.text = "body";
    try {
        predictFile(*predictor, folder("in.csv"), folder("other.csv"), options);
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("in.csv has no column \"body\". Its columns are: id, text"),
                 error.what());
    }
    QVERIFY(!fs::exists(folder("other.csv")));
}

void PredictorTest::aFilePredictedBeforeKeepsItsColumns() {
    const auto predictor = openPredictor(folder("run"));
    writeFileAtomically(folder("again.csv"), "text,predicted_label,confidence\nthe hotel room,card,0.5\n");
    PredictFileOptions options;
    options.text = "text";
    predictFile(*predictor, folder("again.csv"), folder("again.out.csv"), options);
    const auto lines = QString::fromStdString(readFile(folder("again.out.csv"))).split('\n');
    QCOMPARE(lines[0], QString("text,predicted_label,confidence,predicted_label 2,confidence 2"));
    QVERIFY2(lines[1].startsWith("the hotel room,card,0.5,hotel,0."), qPrintable(lines[1]));
}

void PredictorTest::progressFollowsThePredictions() {
    const auto predictor = openPredictor(folder("run"));
    std::string rows = "text\n";
    for (int i = 0; i < 10000; ++i) rows += "a hotel room\n"; // less than the reader takes at once
    writeFileAtomically(folder("rows.csv"), rows);
    std::vector<double> heard;
    PredictFileOptions options;
    options.text = "text";
    options.progress = [&](double done) { heard.push_back(done); };
    predictFile(*predictor, folder("rows.csv"), folder("rows.out.csv"), options);
    QVERIFY(heard.size() > 10);
    QVERIFY(heard.front() < 0.1);
    QVERIFY(std::is_sorted(heard.begin(), heard.end()));
    QVERIFY(heard.back() > 0.99 && heard.back() <= 1);
}

// By whoever opens the folder, under whatever name.
void PredictorTest::longTextsAreCutAsInTraining() {
    fs::copy(folder("run") / "best", folder("elsewhere"));
    const std::string text = QString("hotel ").repeated(30).toStdString() + "card bank account money";
    const auto expected = openPredictor(folder("run"))->probabilities({{text, {}}});
    for (const auto* name : {"run/", "run/best/", "elsewhere"}) {
        const auto other = openPredictor(folder(name));
        QCOMPARE(other->maxLength(), 32);
        QVERIFY(other->probabilities({{text, {}}}) == expected);
    }
}

void PredictorTest::aStoppedFileLeavesNothing() {
    const auto predictor = openPredictor(folder("run"));
    std::string rows = "text\n";
    for (int i = 0; i < 20000; ++i) rows += "a hotel room\n";
    writeFileAtomically(folder("many.csv"), rows);
    StopSource source;
    source.request_stop();
    PredictFileOptions options;
    options.text = "text";
    options.stop = source.get_token();
    QVERIFY_EXCEPTION_THROWN(predictFile(*predictor, folder("many.csv"), folder("many.out.csv"), options),
                             Stopped);
    QVERIFY(!fs::exists(folder("many.out.csv")));
}

void PredictorTest::refuses() {
    QVERIFY_EXCEPTION_THROWN(openPredictor(tinyModel()), Error); // no head
    QVERIFY_EXCEPTION_THROWN(openPredictor(folder("nowhere")), Error);
    const auto predictor = openPredictor(folder("run"));
    auto unknown = tinyExamples(3);
    unknown[1].label = "weather";
    try {
        predictor->evaluate(unknown);
        QFAIL("expected an error");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Data);
        QVERIFY2(QString(error.what()).contains("\"weather\""), error.what());
    }
    const auto weights = folder("run") / "best/model.safetensors";
    auto bytes = readFile(weights);
    bytes[bytes.size() / 2] ^= 1;
    writeFileAtomically(weights, bytes);
    QVERIFY_EXCEPTION_THROWN(openPredictor(folder("run")), Error); // the checksum differs
}

QTEST_APPLESS_MAIN(PredictorTest)
#include "tst_predictor.moc"
