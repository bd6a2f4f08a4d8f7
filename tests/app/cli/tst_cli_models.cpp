// Models on the command line: the real program, a hub on 127.0.0.1, a library and a cache of the test's own.
#include "tests/support/FakeHub.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/Terminal.h"
#include "tests/support/TinyRun.h"

#include <QProcess>
#include <QTest>

#include <csignal>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr int longest = 60'000; // ms
const QString notes = QStringLiteral("clinic/notes");
const std::string weightsFile = "model.safetensors";

struct Output {
    int code = -1;
    QString out, err;
    Json last() const { return Json::parse(out.trimmed().split('\n').back().toStdString()); }
};

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

std::function<Answer(const Asked&)> status(int code) {
    return [code](const Asked&) { return Answer{.status = code, .body = "words of the server"}; };
}

} // namespace

class CliModelsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void getsAModel();
    void getsInJson();
    void listsOfOneName();
    void listsOtherFolders();
    void saysLicenceAndSize_data();
    void saysLicenceAndSize();
    void fetchesWhatIsMissing();
    void refuses_data();
    void refuses();
    void whatCannotBeUsedIsNotFetched();
    void saysWhyItWaits();
    void longWorkTellsHowFarItIs();
    void tokenIsNeverShown();
    void ctrlCKeepsWhatHasArrived();
    void asksOnATerminal_data();
    void asksOnATerminal();
    void ctrlCEndsTheQuestion();
    void verifyFindsDamage_data();
    void verifyFindsDamage();
    void removes();
    void asksBeforeItRemoves_data();
    void asksBeforeItRemoves();
    void removesNothingElse_data();
    void removesNothingElse();
    void bundleTravels();
    void bundleOfARun();
    void installRefuses_data();
    void installRefuses();
    void offline_data();
    void offline();
    void offlineOpensNoSocket();

private:
    std::unique_ptr<ScratchFolder> folder_;
    std::unique_ptr<FakeHub> hub_;

    fs::path library() const { return *folder_ / "library"; }
    fs::path repository() const { return *folder_ / "hf/hub/models--clinic--notes"; }
    fs::path snapshot() const { return repository() / "snapshots" / hub_->commit; }
    fs::path incomplete() const {
        return repository() / "blobs" / (hub_->hashOf(weightsFile) + ".incomplete");
    }
    int weightRequests() const {
        return hub_->server().times("/resolve/" + hub_->commit + "/" + weightsFile);
    }

    QProcessEnvironment environment(const QString& home = QStringLiteral("hf")) const;
    static Output run(const QStringList& arguments, const QProcessEnvironment& environment);
    Output model(const QStringList& arguments) const { return run(arguments, environment()); }
    void get() const {
        const auto got = model({"get", notes});
        QVERIFY2(got.code == 0, qPrintable(got.err));
    }
    void damage(const fs::path& file) const {
        auto bytes = readFile(file);
        bytes[bytes.size() / 2] ^= 1;
        writeFileAtomically(file, bytes);
    }
};

#define VERIFY_HAS(found, part) QVERIFY2((found).contains(part), qPrintable(found))

void CliModelsTest::init() {
    folder_ = std::make_unique<ScratchFolder>();
    hub_ = std::make_unique<FakeHub>();
    for (const auto& entry : fs::directory_iterator(tinyModel()))
        hub_->files[entry.path().filename().string()] = readFile(entry.path());
}

// Nothing of who runs the tests gets in.
QProcessEnvironment CliModelsTest::environment(const QString& home) const {
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto& name : environment.keys())
        if (name.startsWith("HF_") || name.startsWith("HUGGING") || name.toLower().endsWith("_proxy") ||
            name == "TRANSFORMERS_OFFLINE")
            environment.remove(name);
    environment.insert("HF_ENDPOINT", QString::fromStdString(hub_->server().url()));
    environment.insert("HF_HOME", text(folder_->path()) + "/" + home);
    environment.insert("ESPALIER_MODELS", text(folder_->path()) + "/" + (home == "hf" ? "library" : home));
    return environment;
}

Output CliModelsTest::run(const QStringList& arguments, const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(ESPALIER_CLI, QStringList("model") + arguments);
    if (!process.waitForFinished(longest)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void CliModelsTest::getsAModel() {
    const auto got = model({"get", notes});
    QVERIFY2(got.code == 0, qPrintable(got.err));
    VERIFY_HAS(got.out, text(snapshot()));
    for (const char* part : {"clinic/notes, revision main, commit aaaaaaaaaaaa", "licence: mit",
                             "238 kB  model.safetensors", "tokenizer.json", "--model clinic/notes"})
        VERIFY_HAS(got.err, part);
    QVERIFY(!got.err.contains("training_args.bin"));
    QVERIFY(!got.err.contains('\r')); // no terminal, no bar
    QCOMPARE(readFile(snapshot() / weightsFile), hub_->files.at(weightsFile));

    const auto listed = model({"list"});
    QCOMPARE(listed.code, 0);
    QVERIFY2(listed.out.startsWith("clinic/notes ") && listed.out.contains("238 kB"), qPrintable(listed.out));
    const auto shown = model({"show", notes});
    QCOMPARE(shown.code, 0);
    QVERIFY2(shown.out.contains("licence mit") && shown.out.contains("block.3"), qPrintable(shown.out));
    const auto verified = model({"verify", notes});
    QCOMPARE(verified.code, 0);
    VERIFY_HAS(verified.out, "clinic/notes: 6 files");
}

void CliModelsTest::getsInJson() {
    const auto got = model({"get", "clinic/notes@v1.0", "--json"});
    QCOMPARE(got.code, 0);
    QCOMPARE(got.err, QString());
    const auto lines = got.out.trimmed().split('\n');
    const auto plan = Json::parse(lines.front().toStdString());
    QCOMPARE(plan["event"].get<std::string>(), std::string("plan"));
    QCOMPARE(plan["revision"].get<std::string>(), std::string("v1.0"));
    QCOMPARE(plan["license"].get<std::string>(), std::string("mit"));
    QVERIFY(plan["bytes"] == plan["bytes_to_fetch"]);
    QCOMPARE(plan["files"].size(), std::size_t{6});
    const auto progress = Json::parse(lines[lines.size() - 2].toStdString());
    QVERIFY(progress["bytes"] == plan["bytes"]);
    QVERIFY(progress["all_bytes"] == plan["bytes"]);
    QCOMPARE(got.last()["folder"].get<std::string>(), snapshot().string());
    QCOMPARE(got.last()["problem"].get<std::string>(), std::string());
}

// The library and the cache may hold one model each that goes by the same name: the library's is meant.
void CliModelsTest::listsOfOneName() {
    get();
    fs::create_directories(library() / "clinic");
    fs::copy(tinyModel(), library() / "clinic/notes");
    const auto listed = model({"list"}).out;
    QCOMPARE(listed.count('\n'), 2);
    QCOMPARE(listed.count("clinic/notes "), 1);
    VERIFY_HAS(listed, text(snapshot()));
    VERIFY_HAS(model({"show", notes}).out, text(library()));
}

void CliModelsTest::listsOtherFolders() {
    const auto runs = *folder_ / "runs";
    writeFileAtomically(runs / "0007-tiny/run.json", "{}");
    QVERIFY(model({"list", text(runs)}).err.contains("holds no model"));
    fs::copy(tinyModel(), runs / "0007-tiny/best");
    VERIFY_HAS(model({"list", text(runs)}).out, text(runs / "0007-tiny/best") + " ");
    QCOMPARE(model({"list", text(runs / "none")}).code, 2);
}

void CliModelsTest::saysLicenceAndSize_data() {
    QTest::addColumn<QByteArray>("changes"); // of the hub's answer
    QTest::addColumn<QString>("says");
    QTest::newRow("named") << QByteArray(R"({"cardData": {"license": "apache-2.0"}})")
                           << "licence: apache-2.0\n";
    QTest::newRow("not named") << QByteArray(R"({"cardData": null})") << "licence: not named: see http://";
    QTest::newRow("gated") << QByteArray(R"({"gated": "manual"})")
                           << "licence: mit, to be accepted on http://";
    QTest::newRow("gated, not named") << QByteArray(R"({"gated": "auto", "cardData": null})")
                                      << "licence: not named, to be accepted on http://";
    QTest::newRow("size") << QByteArray("{}") << "263 kB in 6 files, 263 kB to fetch into ";
}

void CliModelsTest::saysLicenceAndSize() {
    QFETCH(QByteArray, changes);
    QFETCH(QString, says);
    hub_->changes = Json::parse(changes.toStdString());
    VERIFY_HAS(model({"get", notes}).err, says);
}

void CliModelsTest::fetchesWhatIsMissing() {
    get();
    QCOMPARE(weightRequests(), 1);
    VERIFY_HAS(model({"get", notes}).err, "263 kB in 6 files, all of them here already");
    QCOMPARE(weightRequests(), 1);
    hub_->commit = std::string(39, 'b') + "2";
    hub_->files["README.md"] += std::string(1500, '.');
    const auto changed = model({"get", "clinic/notes@next"});
    VERIFY_HAS(changed.err, "265 kB in 6 files, 1.5 kB to fetch");
    VERIFY_HAS(changed.err, "--model clinic/notes@next");
    QCOMPARE(weightRequests(), 0); // of this commit
}

void CliModelsTest::refuses_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("answer"); // of the hub; 0: as it should
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("unauthorised") << notes << 401 << 1 << "set HF_TOKEN";
    QTest::newRow("forbidden") << notes << 403 << 1 << "it is gated or private";
    QTest::newRow("not there") << notes << 404 << 1 << "has no model \"clinic/notes\"";
    QTest::newRow("teapot") << notes << 418 << 1 << "status 418, expected 200";
    for (const auto* name : {"", "a b", "../notes", "clinic/", "clinic/notes/more", "https://clinic/notes"})
        QTest::addRow("name \"%s\"", name) << name << 0 << 2 << "Write ORG/NAME";
    QTest::newRow("revision") << "clinic/notes@../main" << 0 << 2 << "is no revision";
}

void CliModelsTest::refuses() {
    QFETCH(QString, name);
    QFETCH(int, answer);
    QFETCH(int, code);
    QFETCH(QString, says);
    if (answer > 0) hub_->script("/api/models/", {status(answer)});
    const auto refused = model({"get", name});
    QCOMPARE(refused.code, code);
    VERIFY_HAS(refused.err, says);
    QCOMPARE(refused.out, QString());
    QVERIFY(!fs::exists(repository()));
    QCOMPARE(hub_->server().asked().size(), std::size_t(answer > 0 ? 1 : 0));
}

void CliModelsTest::whatCannotBeUsedIsNotFetched() {
    hub_->files["config.json"] = R"({"model_type": "mystery"})";
    const auto refused = model({"get", notes, "--yes"});
    QCOMPARE(refused.code, 1);
    VERIFY_HAS(refused.err, "mystery");
    QCOMPARE(weightRequests(), 0);
    QVERIFY(!fs::exists(repository()));
}

void CliModelsTest::saysWhyItWaits() {
    hub_->script("/" + weightsFile, {status(503)});
    const auto got = model({"get", notes});
    QCOMPARE(got.code, 0);
    VERIFY_HAS(got.err, "fails with status 503");
    QCOMPARE(weightRequests(), 2);
}

void CliModelsTest::longWorkTellsHowFarItIs() {
    hub_->script("/" + weightsFile, {[&](const Asked& asked) {
                     std::this_thread::sleep_for(std::chrono::milliseconds(2100));
                     return hub_->handOut(weightsFile, asked);
                 }});
    const auto got = model({"get", notes});
    QCOMPARE(got.code, 0);
    VERIFY_HAS(got.err, "Fetching: ");
    VERIFY_HAS(got.err, "kB of 263 kB");
}

void CliModelsTest::tokenIsNeverShown() {
    auto with = environment();
    with.insert("HF_TOKEN", "hf_secret");
    hub_->script("/" + weightsFile, {status(403)});
    for (const QStringList& options : {QStringList{}, {"--json"}, {}}) {
        const auto got = run(QStringList{"get", notes} + options, with);
        QVERIFY2(!got.err.contains("secret") && !got.out.contains("secret"), qPrintable(got.err + got.out));
    }
    for (const auto& asked : hub_->server().asked())
        QCOMPARE(asked.header("authorization"), std::string("Bearer hf_secret"));
    QVERIFY(fs::exists(snapshot()));
}

void CliModelsTest::ctrlCKeepsWhatHasArrived() {
    const auto half = hub_->files.at(weightsFile).size() / 2;
    hub_->script("/" + weightsFile, {[&](const Asked& asked) {
                     auto answer = hub_->handOut(weightsFile, asked);
                     answer.sent = half;
                     answer.silent = true;
                     return answer;
                 }});
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(ESPALIER_CLI, {"model", "get", notes});
    const auto arrived = [this] {
        std::error_code error;
        const auto size = fs::file_size(incomplete(), error);
        return error ? 0 : size;
    };
    QTRY_COMPARE_WITH_TIMEOUT(arrived(), half, longest);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(longest));
    QCOMPARE(process.exitCode(), 130);
    const QString said = process.readAllStandardError();
    VERIFY_HAS(said, "are kept: the same command goes on with them.");
    QVERIFY(!fs::exists(snapshot()));

    const auto again = model({"get", notes});
    QVERIFY2(again.code == 0, qPrintable(again.err));
    QCOMPARE(hub_->server().asked().back().header("range"), "bytes=" + std::to_string(half) + "-");
    QCOMPARE(readFile(snapshot() / weightsFile), hub_->files.at(weightsFile));
}

void CliModelsTest::asksOnATerminal_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<bool>("fetched");
    QTest::newRow("enter") << QStringList{} << QByteArray("\n") << true;
    QTest::newRow("yes") << QStringList{} << QByteArray("Yes\n") << true;
    QTest::newRow("no") << QStringList{} << QByteArray("n\n") << false;
    QTest::newRow("end of input") << QStringList{} << QByteArray("\4") << false;
    QTest::newRow("not asked") << QStringList{"--yes"} << QByteArray() << true;
}

void CliModelsTest::asksOnATerminal() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, typed);
    QFETCH(bool, fetched);
    Terminal terminal;
    if (!terminal.isThere()) QSKIP("no pseudo-terminal here");
    QProcess process;
    process.setProcessEnvironment(environment());
    terminal.give(process);
    process.start(ESPALIER_CLI, QStringList{"model", "get", notes} + options);
    if (!typed.isEmpty()) {
        const auto asked = terminal.readUntil("[Y/n]", longest);
        QVERIFY2(asked.contains("licence: mit") && asked.contains("Fetch 263 kB? [Y/n]"), asked.constData());
        QCOMPARE(weightRequests(), 0);
        terminal.type(typed);
    }
    QVERIFY(process.waitForFinished(longest));
    const auto seen = terminal.readUntil(fetched ? "--model clinic/notes" : "Nothing was fetched.", 5000);
    QCOMPARE(process.exitCode(), fetched ? 0 : 1);
    QCOMPARE(weightRequests(), fetched ? 1 : 0);
    QCOMPARE(fs::exists(snapshot()), fetched);
    QCOMPARE(seen.contains("100 %"), fetched); // the bar, drawn over one line
    QCOMPARE(seen.contains("\r\033[K"), fetched);
    QVERIFY2(seen.contains("[Y/n]") == !typed.isEmpty(), seen.constData());
}

void CliModelsTest::ctrlCEndsTheQuestion() {
    Terminal terminal;
    if (!terminal.isThere()) QSKIP("no pseudo-terminal here");
    QProcess process;
    process.setProcessEnvironment(environment());
    terminal.give(process);
    process.start(ESPALIER_CLI, {"model", "get", notes});
    QVERIFY(terminal.readUntil("[Y/n]", longest).contains("[Y/n]"));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(longest));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(weightRequests(), 0);
}

void CliModelsTest::verifyFindsDamage_data() {
    QTest::addColumn<bool>("cached");
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("says");
    for (const bool cached : {true, false}) {
        const char* where = cached ? "fetched" : "installed";
        QTest::addRow("%s, sound", where) << cached << ""
                                          << "all as they were";
        QTest::addRow("%s, another bit", where) << cached << "bit"
                                                << "its checksum is not";
        QTest::addRow("%s, gone", where) << cached << "gone"
                                         << "is missing";
        QTest::addRow("%s, a file more", where) << cached << "more"
                                                << "nothing says how they were: more.txt";
    }
}

void CliModelsTest::verifyFindsDamage() {
    QFETCH(bool, cached);
    QFETCH(QString, damage);
    QFETCH(QString, says);
    get();
    auto file = repository() / "blobs" / hub_->hashOf(weightsFile), models = snapshot();
    if (!cached) {
        QCOMPARE(model({"bundle", notes, "--out", text(*folder_ / "b"), "--name", "notes"}).code, 0);
        QCOMPARE(model({"install", text(*folder_ / "b")}).code, 0);
        models = library() / "notes";
        file = models / weightsFile;
    }
    if (damage == "bit") this->damage(file);
    if (damage == "gone") fs::remove(file);
    if (damage == "more") writeFileAtomically(models / "more.txt", "more");
    const auto name = cached ? notes : "notes";
    const bool sound = damage.isEmpty() || damage == "more";
    const auto verified = model({"verify", name});
    QCOMPARE(verified.code, sound ? 0 : 1);
    VERIFY_HAS(verified.out, says);
    const auto json = model({"verify", name, "--json"}).last();
    QCOMPARE(json["problems"].empty(), sound);
    if (sound) return;
    VERIFY_HAS(verified.out, "1 of 6 files are damaged or missing.");
    // As it says: remove, and get once more.
    QCOMPARE(model({"remove", name, "--yes"}).code, 0);
    QCOMPARE((cached ? model({"get", notes}) : model({"install", text(*folder_ / "b")})).code, 0);
    QCOMPARE(model({"verify", name}).code, 0);
}

void CliModelsTest::removes() {
    get();
    const auto unasked = model({"remove", notes});
    QCOMPARE(unasked.code, 2);
    VERIFY_HAS(unasked.err, "263 kB become free");
    VERIFY_HAS(unasked.err, "Say --yes");
    QVERIFY(fs::exists(snapshot()));
    QCOMPARE(model({"remove", notes, "--json"}).code, 2);
    const auto removed = model({"remove", notes, "--yes"});
    QVERIFY2(removed.code == 0, qPrintable(removed.err));
    QVERIFY(!fs::exists(repository()));
    VERIFY_HAS(model({"list"}).err, "is empty");
}

void CliModelsTest::asksBeforeItRemoves_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<bool>("removed");
    QTest::newRow("enter") << QByteArray("\n") << false;
    QTest::newRow("anything") << QByteArray("perhaps\n") << false;
    QTest::newRow("yes") << QByteArray("y\n") << true;
}

void CliModelsTest::asksBeforeItRemoves() {
    QFETCH(QByteArray, typed);
    QFETCH(bool, removed);
    Terminal terminal;
    if (!terminal.isThere()) QSKIP("no pseudo-terminal here");
    get();
    QProcess process;
    process.setProcessEnvironment(environment());
    terminal.give(process);
    process.start(ESPALIER_CLI, {"model", "remove", notes});
    VERIFY_HAS(QString(terminal.readUntil("[y/N]", longest)), "263 kB become free");
    terminal.type(typed);
    QVERIFY(process.waitForFinished(longest));
    QCOMPARE(process.exitCode(), removed ? 0 : 1);
    QCOMPARE(fs::exists(repository()), !removed);
}

void CliModelsTest::removesNothingElse_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("unknown") << "clinic/letters" << 1 << "no model in the library called";
    QTest::newRow("elsewhere") << "elsewhere" << 2 << "nothing was removed";
    QTest::newRow("the library") << "library" << 2 << "nothing was removed";
}

void CliModelsTest::removesNothingElse() {
    QFETCH(QString, name);
    QFETCH(int, code);
    QFETCH(QString, says);
    fs::create_directories(library());
    fs::copy(tinyModel(), *folder_ / "elsewhere");
    const auto known = fs::exists(*folder_ / name.toStdString());
    const auto refused = model({"remove", known ? text(*folder_ / name.toStdString()) : name, "--yes"});
    QCOMPARE(refused.code, code);
    VERIFY_HAS(refused.err, says);
    QVERIFY(fs::exists(library()) && fs::exists(*folder_ / "elsewhere" / weightsFile));
}

void CliModelsTest::bundleTravels() {
    get();
    const auto made = model({"bundle", notes, "--out", text(folder_->path())});
    QVERIFY2(made.code == 0, qPrintable(made.err));
    VERIFY_HAS(made.err, "Its licence is mit");
    const auto file = text(*folder_ / "notes.espalier-model");
    VERIFY_HAS(made.out, file);

    const auto asked = hub_->server().asked().size();
    const auto there = environment("other");
    const auto installed = run({"install", file}, there);
    QVERIFY2(installed.code == 0, qPrintable(installed.err));
    VERIFY_HAS(installed.out, text(*folder_ / "other/clinic/notes"));
    QVERIFY(run({"list"}, there).out.startsWith("clinic/notes "));
    QCOMPARE(run({"show", notes}, there).code, 0);
    QCOMPARE(run({"verify", notes}, there).code, 0);
    QCOMPARE(hub_->server().asked().size(), asked);
    QCOMPARE(readFile(*folder_ / "other/clinic/notes" / weightsFile), hub_->files.at(weightsFile));

    const auto again = run({"install", file}, there);
    QCOMPARE(again.code, 1);
    VERIFY_HAS(again.err, "espalier-cli model remove clinic/notes");
    QCOMPARE(run({"remove", notes, "--yes"}, there).code, 0);
    QCOMPARE(run({"install", file, "--json"}, there).last()["name"].get<std::string>(),
             std::string("clinic/notes"));
    QCOMPARE(run({"bundle", notes, "--name", "../notes"}, there).code, 2);
}

void CliModelsTest::bundleOfARun() {
    const auto finished = *folder_ / "runs/0007-tiny";
    writeFileAtomically(finished / "run.json", "{}");
    fs::copy(tinyModel(), finished / "best");
    writeManifest(finished / "best");
    QCOMPARE(model({"verify", text(finished)}).code, 0);
    const auto made = model({"bundle", text(finished), "--out", text(folder_->path()), "--json"});
    QVERIFY2(made.code == 0, qPrintable(made.out));
    QCOMPARE(made.last()["name"].get<std::string>(), std::string("0007-tiny"));
    QCOMPARE(model({"install", text(*folder_ / "0007-tiny.espalier-model")}).code, 0);
    QCOMPARE(model({"show", "0007-tiny"}).code, 0);
}

void CliModelsTest::installRefuses_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("damaged") << "damaged" << 1 << "its size or checksum differs";
    QTest::newRow("cut off") << "cut off" << 1 << "ends in the middle";
    QTest::newRow("another file") << "other" << 1 << "no archive, or damaged";
    QTest::newRow("no file") << "none" << 2 << "none";
}

void CliModelsTest::installRefuses() {
    QFETCH(QString, what);
    QFETCH(int, code);
    QFETCH(QString, says);
    const auto file = *folder_ / what.toStdString();
    if (what != "none") {
        get();
        QCOMPARE(model({"bundle", notes, "--out", text(file)}).code, 0);
    }
    if (what == "damaged") damage(file);
    if (what == "cut off") fs::resize_file(file, fs::file_size(file) / 2);
    if (what == "other") writeFileAtomically(file, std::string(4096, 'x'));
    const auto refused = model({"install", text(file)});
    QCOMPARE(refused.code, code);
    VERIFY_HAS(refused.err, says);
    QVERIFY(!fs::exists(library()) || fs::is_empty(library()));
}

void CliModelsTest::offline_data() {
    QTest::addColumn<bool>("option"); // or the environment
    QTest::addColumn<bool>("fetchedBefore");
    for (const bool option : {true, false})
        for (const bool before : {true, false})
            QTest::addRow("%s, %s", option ? "--offline" : "HF_HUB_OFFLINE", before ? "here" : "not here")
                << option << before;
}

void CliModelsTest::offline() {
    QFETCH(bool, option);
    QFETCH(bool, fetchedBefore);
    if (fetchedBefore) get();
    const auto asked = hub_->server().asked().size();
    auto off = environment();
    if (!option) off.insert("HF_HUB_OFFLINE", "1");
    const auto got = run(QStringList{"get", notes} + QStringList(option, "--offline"), off);
    QCOMPARE(got.code, fetchedBefore ? 0 : 1);
    VERIFY_HAS(got.out + got.err, fetchedBefore ? text(snapshot()) : "espalier-cli model install FILE");
    QCOMPARE(run({"get", "clinic/notes@other", "--offline"}, off).code, 1);
    QCOMPARE(hub_->server().asked().size(), asked);
}

// Whatever the program does offline, it opens no socket, not even one that stays unused.
void CliModelsTest::offlineOpensNoSocket() {
#ifdef ESPALIER_SOCKET_LOG
    auto logged = environment();
    const auto log = *folder_ / "sockets";
    logged.insert("LD_PRELOAD", ESPALIER_SOCKET_LOG);
    logged.insert("ESPALIER_SOCKET_LOG", text(log));
    QCOMPARE(run({"get", notes}, logged).code, 0);
    QVERIFY(fs::exists(log)); // it does tell
    fs::remove(log);
    logged.insert("HF_HUB_OFFLINE", "1");
    const auto bundle = text(*folder_ / "bundle");
    for (const QStringList& arguments : {QStringList{"get", notes},
                                         {"get", "clinic/letters"},
                                         {"list"},
                                         {"show", notes},
                                         {"verify", notes},
                                         {"bundle", notes, "--out", bundle},
                                         {"install", bundle},
                                         {"remove", notes, "--yes"}})
        QVERIFY2((run(arguments, logged).code == 0) == (arguments.back() != "clinic/letters"),
                 qPrintable(arguments.join(' ')));
    QVERIFY(!fs::exists(log));
#else
    QSKIP("sanitizers allow nothing to be preloaded");
#endif
}

QTEST_GUILESS_MAIN(CliModelsTest)
#include "tst_cli_models.moc"
