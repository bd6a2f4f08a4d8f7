// The command line as a person or a script meets it: the real program, its exit codes, JSON and files.
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "tests/support/TinyRun.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace espalier;

namespace {

struct Output {
    int code = -1;
    QString out, err;
    Json last() const { return Json::parse(out.trimmed().split('\n').back().toStdString()); }
};

} // namespace

class CliTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void mainJob();
    void usage_data();
    void usage();
    void badInput_data();
    void badInput();
    void refusedRowsAreSaved();
    void aLabelTheModelDoesNotKnowIsFound();
    void interruptKeepsTheRun();
    void recipeFileAndOptions();
    void models();
    void vocabularies();
    void pausedRunsGoOn();
    void theReadmeHasTheTableOfKeys();

private:
    QTemporaryDir dir_;
    QString path(const char* name) const { return dir_.path() + "/" + name; }
    void write(const char* name, const std::string& text) const {
        writeFileAtomically(path(name).toStdString(), text);
    }
    QStringList training(const char* out) const {
        return {"train",        path("data.csv"),
                "--text",       "text",
                "--label",      "label",
                "--model",      QString::fromStdString(test::tinyModel().string()),
                "--out",        path(out),
                "--batch",      "8",
                "--lr",         "5e-3",
                "--max-length", "32",
                "--threads",    "1",
                "--precision",  "f32"};
    }
    Output run(const QStringList& arguments) const {
        QProcess process;
        process.start(ESPALIER_CLI, arguments);
        if (!process.waitForFinished(100000)) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
};

void CliTest::initTestCase() {
    qputenv("ESPALIER_MODELS", path("models").toUtf8());
    qputenv("HF_HOME", path("hub").toUtf8());
    fs::create_directories(path("models").toStdString());
    fs::copy(test::tinyModel(), path("models/tiny").toStdString());
    std::string rows = "text,label\n";
    for (const auto& example : test::tinyExamples(60)) rows += example.text + "," + example.label + "\n";
    write("data.csv", rows);
}

void CliTest::mainJob() {
    const auto trained = run(training("run") << "--split"
                                             << "0.2"
                                             << "--test" << path("data.csv") << "--freeze"
                                             << "1"
                                             << "--json");
    QVERIFY2(trained.code == 0, qPrintable(trained.err + trained.out));
    const auto result = trained.last();
    for (const auto* key : {"train_s", "train_samples_per_s", "steps", "tokenize_per_s", "eval_samples_per_s",
                            "accuracy", "macro_f1", "peak_rss_mb"})
        QVERIFY2(result.contains(key) && result[key].is_number(), key);
    QCOMPARE(result["steps"].get<int>(), 18); // 48 texts in batches of 8, 3 epochs

    const auto judged = run({"evaluate", path("run"), path("data.csv"), "--json"});
    QCOMPARE(judged.code, 0);
    QCOMPARE(judged.last()["accuracy"].get<double>(), result["accuracy"].get<double>());

    QCOMPARE(
        run({"predict", path("run"), path("data.csv"), "--out", path("out.csv"), "--probabilities"}).code, 0);
    QVERIFY(readFile(path("out.csv").toStdString())
                .starts_with("text,label,predicted_label,confidence,probability:card,probability:hotel,"
                             "probability:transfer\n"));

    QCOMPARE(run({"export", path("run"), "--format", "hf", "--out", path("exported")}).code, 0);
    const auto again = run({"evaluate", path("exported"), path("data.csv"), "--json"});
    QCOMPARE(again.last()["accuracy"].get<double>(), result["accuracy"].get<double>());
}

void CliTest::usage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("expected");
    QTest::newRow("help") << QStringList{"--help"} << 0 << "Exit codes";
    QTest::newRow("train help") << QStringList{"train", "--help"} << 0 << "learning_rate";
    QTest::newRow("version") << QStringList{"--version"} << 0 << ".";
    QTest::newRow("nothing") << QStringList{} << 2 << "Say what to do";
    QTest::newRow("unknown") << QStringList{"fly"} << 2 << "fly";
    QTest::newRow("no folder to write") << QStringList{"train", path("data.csv")} << 2 << "--out";
    QTest::newRow("bad number") << (training("x") << "--epochs"
                                                  << "many")
                                << 2 << "--epochs";
    QTest::newRow("out of range") << (training("x") << "--batch"
                                                    << "0")
                                  << 2 << "expected 1 to";
    QTest::newRow("unknown key") << (training("x") << "--set"
                                                   << "bach=3")
                                 << 2 << "Did you mean \"batch\"?";
    QTest::newRow("bad setting") << (training("x") << "--set"
                                                   << "epochs=many")
                                 << 2 << "expected a number";
    QTest::newRow("no number") << (training("x") << "--lr"
                                                 << "nan")
                               << 2 << "expected 0 to 10";
    QTest::newRow("unknown rung") << (training("x") << "--freeze"
                                                    << "block.7")
                                  << 2 << "no rung";
    QTest::newRow("precision") << (training("x") << "--precision"
                                                 << "f8")
                               << 2 << "auto, f32 or bf16";
}

void CliTest::usage() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, expected);
    const auto output = run(arguments);
    QCOMPARE(output.code, code);
    QVERIFY2((output.out + output.err).contains(expected), qPrintable(output.out + output.err));
}

void CliTest::badInput_data() {
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray() << "empty";
    QTest::newRow("header only") << QByteArray("text,label\n") << "rows";
    QTest::newRow("one class") << QByteArray("text,label\na b,x\nc d,x\n") << "nothing to tell apart";
    QTest::newRow("unknown column") << QByteArray("body,label\na b,x\nc d,y\n") << "\"text\"";
    QTest::newRow("only refused rows")
        << QByteArray("text,label\na\0b,x\nc\0d,y\n", 23) << "all 2 were refused";
}

void CliTest::badInput() {
    QFETCH(QByteArray, data);
    QFETCH(QString, expected);
    write("bad.csv", data.toStdString());
    auto arguments = training("bad");
    arguments[1] = path("bad.csv");
    const auto output = run(arguments);
    QCOMPARE(output.code, 1);
    QVERIFY2(output.err.contains(expected) && output.err.startsWith("espalier-cli: "),
             qPrintable(output.err));
    QVERIFY(!fs::exists(path("bad").toStdString()));
}

void CliTest::refusedRowsAreSaved() {
    std::string rows = readFile(path("data.csv").toStdString());
    for (int i = 0; i < 7; ++i) rows += "only a text\n";
    write("ragged.csv", rows);
    auto arguments = training("ragged") << "--refused" << path("refused") << "--max-steps"
                                        << "1";
    arguments[1] = path("ragged.csv");
    const auto output = run(arguments);
    QVERIFY2(output.code == 0, qPrintable(output.err));
    QVERIFY2(output.err.contains("7 rows were refused") && output.err.contains("and 2 more."),
             qPrintable(output.err));
    const auto saved = QString::fromStdString(readFile(path("refused/ragged.refused.csv").toStdString()));
    QCOMPARE(saved.count("only a text"), 7);
    QVERIFY2(saved.startsWith("line,reason,row\n62,"), qPrintable(saved));
}

void CliTest::aLabelTheModelDoesNotKnowIsFound() {
    write("strange.csv", "text,label\na hotel,hotel\nrain,weather\n");
    const auto output = run({"evaluate", path("run"), path("strange.csv")});
    QCOMPARE(output.code, 1);
    QVERIFY2(output.err.contains("strange.csv, line 3: the label \"weather\""), qPrintable(output.err));
}

void CliTest::interruptKeepsTheRun() {
    QProcess process;
    process.start(ESPALIER_CLI, training("interrupted") << "--epochs"
                                                        << "5000"
                                                        << "--json");
    QString out;
    while (!out.contains("\"step\":2")) { // the second step is done
        QVERIFY2(process.waitForReadyRead(60000), qPrintable(out + process.readAllStandardError()));
        out += process.readAllStandardOutput();
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 130);
    out += process.readAllStandardOutput();
    QVERIFY(out.trimmed().split('\n').back().contains("\"state\":\"stopped\""));
    QCOMPARE(run({"evaluate", path("interrupted"), path("data.csv")}).code, 0);
}

void CliTest::recipeFileAndOptions() {
    write("recipe.json", "{\"epochs\": 1, \"batch\": 20, \"learning_rate\": 0.001}");
    auto arguments = training("recipe") << "--recipe" << path("recipe.json") << "--set"
                                        << "warmup=2"
                                        << "--json";
    const auto output = run(arguments);
    QVERIFY2(output.code == 0, qPrintable(output.err + output.out));
    const auto recipe = readRun(path("recipe").toStdString()).recipe;
    QCOMPARE(recipe.epochs, 1.0); // from the file
    QCOMPARE(recipe.batch, 8);    // the option wins
    QCOMPARE(recipe.warmup, 2.0);
    // The run's own recipe trains the same again.
    QCOMPARE(run({"train", path("data.csv"), "--text", "text", "--label", "label", "--recipe",
                  path("recipe") + "/recipe.json", "--out", path("again")})
                 .code,
             0);
    QCOMPARE(readFile(path("recipe/best/model.safetensors").toStdString()),
             readFile(path("again/best/model.safetensors").toStdString()));
}

void CliTest::models() {
    const auto list = run({"model", "list", "--json"});
    QCOMPARE(list.last()["name"].get<std::string>(), std::string("tiny"));
    const auto shown = run({"model", "show", "tiny"});
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.out.contains("block.3"));
    const auto tokens = run({"tokenize", "--model", "tiny", "--json", "a card"});
    QCOMPARE(tokens.last()["tokens"].front().get<std::string>(), std::string("[CLS]"));
    QCOMPARE(run({"model", "show", "nothing"}).code, 1);
}

// Trained on a file, held against a checkpoint's own, and put under the checkpoint, which then trains.
void CliTest::vocabularies() {
    const QStringList train{"vocabulary", "train", path("data.csv"), "--text", "text", "--json"};
    for (const char* kind : {"wordpiece", "bpe", "unigram"}) {
        const auto made = run(
            train + QStringList{"--kind", kind, "--size", "300", "--against", "tiny", "--out", path(kind)});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const auto result = made.last();
        QVERIFY(result["fit"]["pieces_per_word"].get<double>() <= result["against"]["pieces_per_word"]);
        QVERIFY(result["longest"].size() > 3);
        QVERIFY(fs::exists(path(kind).toStdString() + "/tokenizer.json"));
    }
    const auto small = run(train + QStringList{"--size", "3", "--out", path("small")});
    QCOMPARE(small.code, 2);
    QVERIFY2(small.out.contains("Ask for at least"), qPrintable(small.out));
    const auto column = run({"vocabulary", "train", path("data.csv"), "--out", path("small")});
    QVERIFY(column.code == 2 && column.err.contains("--text"));

    const auto adapted =
        run(train + QStringList{"--adapt", "tiny", "--size", "300", "--out", path("adapted")});
    QVERIFY2(adapted.code == 0, qPrintable(adapted.err + adapted.out));
    auto again = training("adapted-run");
    again[again.indexOf("--model") + 1] = path("adapted");
    QCOMPARE(run(again << "--epochs"
                       << "1")
                 .code,
             0);
}

// SIGTERM saves everything; resume needs nothing but the run's folder.
void CliTest::pausedRunsGoOn() {
    const auto folder = path("paused");
    QProcess process;
    process.start(ESPALIER_CLI, training("paused") << "--epochs"
                                                   << "2000"
                                                   << "--json");
    QByteArray said;
    while (!said.contains("\"event\":\"step\"") && process.waitForReadyRead(60000))
        said += process.readAllStandardOutput();
    QProcess watcher; // looks on meanwhile
    watcher.start(ESPALIER_CLI, {"runs", "watch", folder, "--json"});
    QByteArray seen;
    while (!seen.contains("\"event\":\"step\"") && watcher.waitForReadyRead(60000))
        seen += watcher.readAllStandardOutput();
    process.terminate();
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(watcher.waitForFinished(60000));
    QCOMPARE(watcher.exitCode(), 130);
    seen += watcher.readAllStandardOutput();
    QVERIFY2(seen.contains("\"event\":\"plan\"") && seen.contains("\"state\":\"paused\""), seen.right(400));
    const auto shown = run({"runs", "show", folder, "--json"}).last();
    QCOMPARE(shown["state"].get<std::string>(), std::string("paused"));
    const auto steps = shown["steps"].get<int>();
    QVERIFY(steps > 0);
    const auto refused = run({"pause", folder});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("Nobody trains the run paused at present."), qPrintable(refused.err));

    const auto more = QString("max_steps=%1").arg(steps + 3);
    const auto resumed = run({"resume", folder, "--set", more, "--json"});
    QCOMPARE(resumed.code, 0);
    QCOMPARE(resumed.last()["steps"].get<int>(), steps + 3);
    QCOMPARE(run({"runs", "list", dir_.path()}).code, 0);
    QVERIFY(run({"runs", "compare", folder, folder}).out.contains("finished"));
    QCOMPARE(run({"runs", "clone", folder, "--out", path("again.json")}).code, 0);
    QCOMPARE(recipeFromJson(readJson(path("again.json").toStdString()), "again").modelHash, std::string());
    QCOMPARE(run({"runs", "delete", path("models")}).code, 1); // no run: nothing is deleted
    QVERIFY(fs::exists(path("models").toStdString()));
    QCOMPARE(run({"runs", "delete", folder}).code, 0);
    QVERIFY(!fs::exists(folder.toStdString()));
}

void CliTest::theReadmeHasTheTableOfKeys() {
    const auto readme = QString::fromStdString(readFile(fs::path(ESPALIER_SOURCE) / "README.md"));
    const auto table = run({"keys"}).out.trimmed();
    QVERIFY(table.count('\n') > 50);
    for (const auto& line : table.split('\n')) QVERIFY2(readme.contains(line), qPrintable(line));
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
