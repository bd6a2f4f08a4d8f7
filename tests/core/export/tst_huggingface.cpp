// The exported folder, opened again by Espalier and by Transformers: in Python where it is there, against
// stored values where it is not.
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/export/HuggingFace.h"
#include "core/task/Predictor.h"
#include "tests/support/TinyRun.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

class HuggingFaceTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void exportedFolderSaysTheSame();
    void cardSaysWhatWasMeasured();
    void refuses();
    void storedValuesOfTransformers();
    void transformersAgrees();

private:
    QTemporaryDir dir_;
    fs::path folder(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
};

void HuggingFaceTest::initTestCase() {
    Listener listener;
    trainRun(tinyRecipe(), tinyData(), folder("run"), listener, {});
    exportHuggingFace(folder("run"), folder("exported"));
}

void HuggingFaceTest::exportedFolderSaysTheSame() {
    const auto proof = proveExport(folder("run"), folder("exported"), tinyData().test);
    QCOMPARE(proof.texts, 12);
    QCOMPARE(proof.largestDifference, 0.0);
    QCOMPARE(proof.accuracy, *figureNamed(readRun(folder("run")).test, "accuracy"));
    const auto config = readJson(folder("exported") / "config.json");
    QCOMPARE(config["id2label"]["1"].get<std::string>(), std::string("hotel"));
    QCOMPARE(config["label2id"]["transfer"].get<int>(), 2);
    QCOMPARE(config["architectures"][0].get<std::string>(), std::string("BertForSequenceClassification"));
    checkManifest(folder("exported"));
    QCOMPARE(readJson(folder("exported") / "tokenizer_config.json")["model_max_length"].get<int>(), 32);
    exportHuggingFace(folder("run"), folder("changed/"));
    writeFileAtomically(folder("changed") / "README.md", "# Changed by hand\n");
    QCOMPARE(openPredictor(folder("changed"))->labels().size(), std::size_t{3});
}

void HuggingFaceTest::cardSaysWhatWasMeasured() {
    const auto card = QString::fromStdString(readFile(folder("exported") / "README.md"));
    QVERIFY(card.startsWith("---\n"));
    QVERIFY(card.contains("Results on 12 test texts"));
    QVERIFY(card.contains(QString("Accuracy %1 %")
                              .arg(100 * *figureNamed(readRun(folder("run")).test, "accuracy"), 0, 'f', 1)));
    exportHuggingFace(folder("run"), folder("own card"), "# Mine\n");
    QCOMPARE(readFile(folder("own card") / "README.md"), std::string("# Mine\n"));
}

void HuggingFaceTest::refuses() {
    QVERIFY_EXCEPTION_THROWN(exportHuggingFace(folder("run"), folder("exported")), Error); // not empty
    QVERIFY_EXCEPTION_THROWN(exportHuggingFace(folder("nowhere"), folder("x")), Error);
    QVERIFY(!fs::exists(folder("x")));
}

void HuggingFaceTest::storedValuesOfTransformers() {
    // Logits that Transformers gave for a checkpoint written by Espalier; see tests/fixtures/exported/make.py
    const fs::path exported = fs::path(ESPALIER_FIXTURES) / "exported";
    const auto expected = readJson(exported / "expected.json");
    const auto predictor = openPredictor(exported / "model");
    std::vector<TextPair> texts;
    for (const auto& text : expected["texts"])
        texts.push_back({text.get_ref<const std::string&>(), std::nullopt});
    const auto found = predictor->probabilities(texts);
    std::size_t i = 0;
    for (const auto& row : expected["probabilities"])
        for (const auto& value : row) QVERIFY(std::abs(found[i++] - value.get<float>()) < 1e-5);
    QCOMPARE(i, found.size());
}

void HuggingFaceTest::transformersAgrees() {
    const auto python = qEnvironmentVariable("ESPALIER_PYTHON", "python3");
    QProcess probe;
    probe.start(python, {"-c", "import torch, transformers"});
    if (!probe.waitForFinished(60000) || probe.exitCode() != 0) QSKIP("Python with transformers is not here");

    const auto predictor = openPredictor(folder("exported"));
    Json texts = Json::array(
        {"the hotel room is clean", "Naïve façade 酒店 🙂", "", "money sent to my account, twice!"});
    std::vector<TextPair> pairs;
    for (const auto& text : texts) pairs.push_back({text.get_ref<const std::string&>(), std::nullopt});
    writeFileAtomically(folder("compare.json"),
                        Json{{"texts", texts}, {"probabilities", predictor->probabilities(pairs)}}.dump());
    QProcess compare;
    compare.setProcessChannelMode(QProcess::MergedChannels);
    compare.start(python, {QString(ESPALIER_SOURCE) + "/tests/support/compare_export.py",
                           QString::fromStdString(folder("exported").string()),
                           QString::fromStdString(folder("compare.json").string())});
    QVERIFY(compare.waitForFinished(100000));
    QVERIFY2(compare.exitCode() == 0, compare.readAll().constData());
}

QTEST_GUILESS_MAIN(HuggingFaceTest)
#include "tst_huggingface.moc"
