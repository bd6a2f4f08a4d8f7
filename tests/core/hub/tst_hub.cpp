// What the environment says of the hub, which names pass, and what is made of the hub's description of a
// repository.
#include "core/hub/Client.h"
#include "core/hub/Repository.h"
#include "tests/support/Failure.h"
#include "tests/support/FakeHub.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr const char* variables[] = {"HF_ENDPOINT",           "HF_TOKEN",       "HUGGING_FACE_HUB_TOKEN",
                                     "HF_TOKEN_PATH",         "HF_HOME",        "HF_HUB_CACHE",
                                     "HUGGINGFACE_HUB_CACHE", "XDG_CACHE_HOME", "HF_HUB_OFFLINE",
                                     "TRANSFORMERS_OFFLINE",  "http_proxy",     "https_proxy",
                                     "HTTPS_PROXY",           "all_proxy",      "ALL_PROXY"};

std::string many(std::size_t times, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

} // namespace

class HubTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cacheFolder_data();
    void cacheFolder();
    void offlineSwitch_data();
    void offlineSwitch();
    void tokens();
    void badEnvironment_data();
    void badEnvironment();
    void repositoryNames_data();
    void repositoryNames();
    void paths_data();
    void paths();
    void redirects_data();
    void redirects();
    void describes();
    void chooses_data();
    void chooses();
    void licences_data();
    void licences();
    void refusesAnswers_data();
    void refusesAnswers();
    void refusesBodies_data();
    void refusesBodies();
    void statuses_data();
    void statuses();

private:
    ScratchFolder folder_;
    QString whatIsSaid(FakeHub& hub, ErrorKind kind) {
        return failureOf(kind,
                         [&] { describeRepository({"clinic/notes"}, hub.settings(folder_ / "cache")); });
    }
};

void HubTest::init() {
    for (const char* name : variables) qunsetenv(name);
    qputenv("HOME", "/home/ada");
}

void HubTest::cacheFolder_data() {
    QTest::addColumn<QStringList>("environment"); // NAME=VALUE
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QStringList{} << "/home/ada/.cache/huggingface/hub";
    QTest::newRow("XDG") << QStringList{"XDG_CACHE_HOME=/x"} << "/x/huggingface/hub";
    QTest::newRow("HF_HOME") << QStringList{"HF_HOME=/h", "XDG_CACHE_HOME=/x"} << "/h/hub";
    QTest::newRow("home's sign") << QStringList{"HF_HOME=~/h"} << "/home/ada/h/hub";
    QTest::newRow("older name") << QStringList{"HUGGINGFACE_HUB_CACHE=/c", "HF_HOME=/h"} << "/c";
    QTest::newRow("HF_HUB_CACHE") << QStringList{"HF_HUB_CACHE=/d", "HUGGINGFACE_HUB_CACHE=/c"} << "/d";
    QTest::newRow("empty counts as unset") << QStringList{"HF_HUB_CACHE=", "HF_HOME=/h"} << "/h/hub";
}

void HubTest::cacheFolder() {
    QFETCH(QStringList, environment);
    QFETCH(QString, expected);
    for (const auto& line : environment)
        qputenv(line.section('=', 0, 0).toUtf8().constData(), line.section('=', 1).toUtf8());
    QCOMPARE(QString::fromStdString(hubCache().string()), expected);
    QCOMPARE(hubSettings().cache, hubCache());
}

void HubTest::offlineSwitch_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("offline");
    for (const char* name : {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}) {
        for (const char* value : {"1", "true", "YES", "On"})
            QTest::addRow("%s=%s", name, value) << QByteArray(name) << QByteArray(value) << true;
        for (const char* value : {"", "0", "no"})
            QTest::addRow("%s=%s", name, value) << QByteArray(name) << QByteArray(value) << false;
    }
}

void HubTest::offlineSwitch() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, offline);
    qputenv(name.constData(), value);
    QCOMPARE(hubSettings().offline, offline);
}

void HubTest::tokens() {
    QCOMPARE(hubSettings().token, std::string());
    qputenv("HF_HOME", folder_.path().c_str());
    folder_.write("token", "hf_kept\n");
    QCOMPARE(hubSettings().token, std::string("hf_kept"));
    qputenv("HF_TOKEN_PATH", folder_.write("mine", " hf_mine ").c_str());
    QCOMPARE(hubSettings().token, std::string("hf_mine"));
    qputenv("HUGGING_FACE_HUB_TOKEN", "hf_older");
    QCOMPARE(hubSettings().token, std::string("hf_older"));
    qputenv("HF_TOKEN", "hf_first");
    QCOMPARE(hubSettings().token, std::string("hf_first"));
}

void HubTest::badEnvironment_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("says");
    for (const char* value : {"hub.example.org", "ftp://hub.example.org", "file:///etc", "https://",
                              "http:/x", "https://secret:word@hub.example.org",
                              "https://hub.example.org/?secret", "https://hub.example.org#secret"})
        QTest::addRow("%s", value) << QByteArray("HF_ENDPOINT") << QByteArray(value) << "HF_ENDPOINT";
    QTest::newRow("a header in it") << QByteArray("HF_TOKEN") << QByteArray("secret\r\nHost: x") << "token";
    QTest::newRow("a space in it") << QByteArray("HF_TOKEN") << QByteArray("secret word") << "token";
    QTest::newRow("not ASCII") << QByteArray("HF_TOKEN") << QByteArray("secret\xC3\xA9") << "token";
}

void HubTest::badEnvironment() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QString, says);
    qputenv(name.constData(), value);
    const auto said = failureOf(ErrorKind::Usage, [] { hubSettings(); });
    VERIFY_SAYS(said, says);
    QVERIFY(!said.contains("secret"));
    qputenv("HF_ENDPOINT", "https://mirror.example.org/hub//");
    qputenv("HF_TOKEN", "hf_good");
    QCOMPARE(hubSettings().endpoint, std::string("https://mirror.example.org/hub"));
}

void HubTest::repositoryNames_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("id"); // "": refused
    QTest::addColumn<QString>("revision");
    QTest::newRow("plain") << QByteArray("clinic/notes-bert") << "clinic/notes-bert"
                           << "main";
    QTest::newRow("old") << QByteArray("bert-base-uncased") << "bert-base-uncased"
                         << "main";
    QTest::newRow("revision") << QByteArray("a/b@v1.0") << "a/b"
                              << "v1.0";
    QTest::newRow("revision of a change") << QByteArray("a/b@refs/pr/1") << "a/b"
                                          << "refs/pr/1";
    for (const char* text : {"",     "/",        "a/",     "/a",       "a/b/c",    "../b",  "a/..", "a/.b",
                             "a/b.", "-a/b",     "a--b",   "a b",      "a/b?c",    "a/b#c", "a\\b", "a/b%2F",
                             "a/b@", "a/b@../x", "a/b@/x", "a/b@x\\y", "a/b@x\ny", "ä/b"})
        QTest::addRow("refused: %s", shownName(text).c_str()) << QByteArray(text) << ""
                                                              << "";
    QTest::newRow("refused: long") << QByteArray(97, 'a') << ""
                                   << "";
}

void HubTest::repositoryNames() {
    QFETCH(QByteArray, text);
    QFETCH(QString, id);
    QFETCH(QString, revision);
    if (id.isEmpty()) {
        QVERIFY(failureOf(ErrorKind::Usage, [&] { parseRepositoryName(text.toStdString()); }).contains('"'));
        return;
    }
    const auto name = parseRepositoryName(text.toStdString());
    QCOMPARE(QString::fromStdString(name.id), id);
    QCOMPARE(QString::fromStdString(name.revision), revision);
}

void HubTest::paths_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("safe");
    for (const char* path : {"a", "config.json", "1_Pooling/config.json", ".gitattributes", "a..b", "ä/b",
                             "a b", "1/2/3/4/5/6/7/8"})
        QTest::addRow("safe: %s", path) << QByteArray(path) << true;
    for (const char* path : {"", ".", "..", "../a", "a/../b", "a/..", "/a", "a//b", "a/", "./a", "a\\b",
                             "a\nb", "a\x7f", "\xff", "1/2/3/4/5/6/7/8/9"})
        QTest::addRow("unsafe: %s", shownName(path).c_str()) << QByteArray(path) << false;
    QTest::newRow("unsafe: NUL") << QByteArray("a\0b", 3) << false;
    QTest::newRow("unsafe: long") << QByteArray(513, 'a') << false;
}

void HubTest::paths() {
    QFETCH(QByteArray, path);
    QFETCH(bool, safe);
    QCOMPARE(isSafePath(path.toStdString()), safe);
}

void HubTest::redirects_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("to"); // or a part of the error
    const QString hub = "https://hub.example.org", plain = "http://hub.example.org";
    QTest::newRow("relative") << hub + "/a/b"
                              << "/c?d" << hub << hub + "/c?d";
    QTest::newRow("beside") << hub + "/a/b"
                            << "c" << hub << hub + "/a/c";
    QTest::newRow("other host") << hub + "/a"
                                << "https://files.example.org/x" << hub << "https://files.example.org/x";
    QTest::newRow("scheme kept") << hub + "/a"
                                 << "//files.example.org/x" << hub << "https://files.example.org/x";
    QTest::newRow("to encrypted") << plain + "/a" << hub + "/b" << plain << hub + "/b";
    QTest::newRow("http all along") << plain + "/a"
                                    << "http://files.example.org/x" << plain << "http://files.example.org/x";
    QTest::newRow("to open") << hub + "/a"
                             << "http://files.example.org/x?sig=secret" << hub << "not";
    QTest::newRow("back to open") << hub + "/a" << plain + "/x" << plain << "encrypted connection";
    QTest::newRow("file") << hub + "/a"
                          << "file:///etc/passwd" << hub << "expected an address";
    QTest::newRow("ftp") << hub + "/a"
                         << "ftp://files.example.org" << hub << "expected an address";
    QTest::newRow("no host") << hub + "/a"
                             << "https://" << hub << "expected an address";
    QTest::newRow("control characters") << hub + "/a"
                                        << "https://files.example.org/\x01" << hub << "expected an address";
}

void HubTest::redirects() {
    QFETCH(QString, from);
    QFETCH(QString, location);
    QFETCH(QString, endpoint);
    QFETCH(QString, to);
    try {
        QCOMPARE(QString::fromStdString(
                     redirected(from.toStdString(), location.toStdString(), endpoint.toStdString())),
                 to);
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Network);
        VERIFY_SAYS(QString(error.what()), to);
        QVERIFY(!QString(error.what()).contains("secret"));
    }
}

void HubTest::describes() {
    FakeHub hub;
    const auto info =
        describeRepository(parseRepositoryName("clinic/notes@v 1/x"), hub.settings(folder_ / "cache"));
    QCOMPARE(hub.server().asked().front().target,
             std::string("/api/models/clinic/notes/revision/v%201%2Fx?blobs=true"));
    QCOMPARE(hub.server().asked().size(), std::size_t{1});
    QCOMPARE(info.commit, hub.commit);
    QCOMPARE(info.license, std::string("mit"));
    QVERIFY(!info.gated);
    std::uint64_t bytes = 0;
    for (const auto& file : info.files) {
        QCOMPARE(file.bytes, hub.files[file.path].size());
        QCOMPARE(file.hash, hub.hashOf(file.path));
        bytes += file.bytes;
    }
    QCOMPARE(info.bytes(), bytes);
    QCOMPARE(gitSha1("hello\n"),
             std::string("ce013625030ba8dba906f756967f9e9ca394464a")); // as git hash-object has it
    const auto settings = hub.settings(folder_ / "cache");
    QCOMPARE(modelTypeOf(info, settings), std::string("bert"));
    hub.files["config.json"] = "{}";
    QCOMPARE(modelTypeOf(info, settings), std::string());
    hub.changes = {{"gated", "manual"}};
    QVERIFY(describeRepository({"clinic/notes"}, hub.settings(folder_ / "cache")).gated);
}

void HubTest::chooses_data() {
    QTest::addColumn<QStringList>("files"); // beside config.json
    QTest::addColumn<QString>("chosen");    // or a part of the error
    QTest::newRow("safetensors first") << QStringList{"model.safetensors", "pytorch_model.bin", "tf_model.h5"}
                                       << "config.json model.safetensors";
    QTest::newRow("bin") << QStringList{"pytorch_model.bin", "tf_model.h5", "onnx/model.onnx"}
                         << "config.json pytorch_model.bin";
    QTest::newRow("whole before shards")
        << QStringList{"model.safetensors", "model.safetensors.index.json", "a.safetensors"}
        << "config.json model.safetensors";
    QTest::newRow("shards") << QStringList{"model.safetensors.index.json", "a.safetensors", "b.safetensors",
                                           "c.safetensors", "pytorch_model.bin"}
                            << "config.json model.safetensors.index.json a.safetensors b.safetensors";
    QTest::newRow("shards of bin") << QStringList{"pytorch_model.bin.index.json", "a.safetensors",
                                                  "b.safetensors"}
                                   << "config.json pytorch_model.bin.index.json a.safetensors b.safetensors";
    QTest::newRow("shard missing") << QStringList{"model.safetensors.index.json", "a.safetensors"}
                                   << "b.safetensors, which is not there";
    QTest::newRow("tokenizer, card, pooling")
        << QStringList{"vocab.txt",
                       "merges.txt",
                       "spiece.model",
                       "README.md",
                       "LICENSE",
                       "modules.json",
                       "1_Pooling/config.json",
                       "2_Dense/model.safetensors",
                       "model.safetensors",
                       "optimizer.pt",
                       ".gitattributes",
                       "x/vocab.txt"}
        << "config.json 1_Pooling/config.json LICENSE README.md merges.txt modules.json spiece.model "
           "vocab.txt model.safetensors";
    QTest::newRow("TensorFlow alone") << QStringList{"tf_model.h5"} << "Convert them with Transformers";
    QTest::newRow("Flax alone") << QStringList{"flax_model.msgpack"} << "flax_model.msgpack alone";
    QTest::newRow("no weights") << QStringList{"vocab.txt"} << "has no weights";
}

void HubTest::chooses() {
    QFETCH(QStringList, files);
    QFETCH(QString, chosen);
    FakeHub hub;
    hub.files = {{"config.json", "{}"}};
    for (const auto& file : files)
        hub.files[file.toStdString()] =
            file.endsWith(".index.json")
                ? R"({"weight_map": {"x": "a.safetensors", "y": "b.safetensors", "z": "a.safetensors"}})"
                : "bytes";
    try {
        QStringList found;
        for (const auto& file : describeRepository({"clinic/notes"}, hub.settings(folder_ / "cache")).files)
            found << QString::fromStdString(file.path);
        QCOMPARE(found.join(' '), chosen);
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Format);
        VERIFY_SAYS(QString(error.what()), chosen);
    }
}

void HubTest::licences_data() {
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << QByteArray(R"({"cardData": null})") << "";
    QTest::newRow("several") << QByteArray(R"({"cardData": {"license": ["mit", "apache-2.0"]}})")
                             << "mit, apache-2.0";
    QTest::newRow("own") << QByteArray(R"({"cardData": {"license": "other", "license_name": "llama3"}})")
                         << "llama3";
    QTest::newRow("other") << QByteArray(R"({"cardData": {"license": "other"}})") << "other";
    QTest::newRow("tag") << QByteArray(R"({"cardData": null, "tags": [7, "bert", "license:gpl-3.0"]})")
                         << "gpl-3.0";
    QTest::newRow("no text") << QByteArray(R"({"cardData": {"license": {"a": 1}}})") << "";
    QTest::newRow("for a terminal") << QByteArray(R"({"cardData": {"license": "mit\u001b[2J"}})")
                                    << "mit\\x1B[2J";
}

void HubTest::licences() {
    QFETCH(QByteArray, changes);
    QFETCH(QString, expected);
    FakeHub hub;
    hub.changes = Json::parse(changes.toStdString());
    const auto info = describeRepository({"clinic/notes"}, hub.settings(folder_ / "cache"));
    QCOMPARE(QString::fromStdString(info.license), expected);
}

void HubTest::refusesAnswers_data() {
    QTest::addColumn<QByteArray>("changes"); // of the API's answer
    QTest::addColumn<QString>("says");
    const auto file = [](const char* label, const QByteArray& fields, const char* says) {
        QTest::newRow(label) << "{\"siblings\": [" + fields + "]}" << says;
    };
    const QByteArray blob = "\"blobId\": \"" + QByteArray(40, '0') + "\"";
    const auto named = [&](const char* name) {
        return "{\"rfilename\": \"" + QByteArray(name) + "\", \"size\": 1, " + blob + "}";
    };
    const auto sized = [&](const char* size) {
        return "{\"rfilename\": \"config.json\", \"size\": " + QByteArray(size) + ", " + blob + "}";
    };
    file("up", named("../config.json"), "\"../config.json\"");
    file("up in the middle", named("a/../../config.json"), "\"a/../../config.json\"");
    file("absolute", named("/etc/passwd"), "\"/etc/passwd\"");
    file("backslash", named("..\\\\config.json"), "\"..\\config.json\"");
    file("NUL", named("config.json\\u0000.txt"), "\"config.json\\x00.txt\"");
    file("line break", named("a\\nb"), "\"a\\x0Ab\"");
    file("empty name", named(""), "\"\"");
    file("deep", named("1/2/3/4/5/6/7/8/9"), "at most 8 parts");
    file("name a number", "{\"rfilename\": 7}", "the name of a file");
    file("no object", "7", "the name of a file");
    file("twice", named("a") + "," + named("a"), "twice");
    file("negative", sized("-1"), "config.json: size\" is -1");
    file("fraction", sized("1.5"), "a number of bytes");
    file("huge", sized("18446744073709551615"), "a number of bytes");
    file("too huge for an integer", sized("1e300"), "a number of bytes");
    file("text", sized("\"12\""), "a number of bytes");
    file("sum",
         "{\"rfilename\": \"a\", \"size\": 4503599627370496, " + blob +
             "},{\"rfilename\": \"b\", \"size\": 4503599627370496, " + blob + "}",
         "sizes that a disk can hold");
    file("no size", "{\"rfilename\": \"a\", " + blob + "}", "a number of bytes");
    file("no hash", "{\"rfilename\": \"a\", \"size\": 1}", "40 hexadecimal digits");
    file("hash leads away",
         "{\"rfilename\": \"a\", \"size\": 1, \"blobId\": \"../../../../../../../../../../../etc/x000\"}",
         "hexadecimal");
    file("upper-case hash",
         "{\"rfilename\": \"a\", \"size\": 1, \"blobId\": \"" + QByteArray(40, 'A') + "\"}", "hexadecimal");
    file("short SHA-256", "{\"rfilename\": \"a\", \"size\": 1, \"lfs\": {\"sha256\": \"00\"}}",
         "64 hexadecimal digits");
    file("sizes differ",
         "{\"rfilename\": \"a\", \"size\": 1, \"lfs\": {\"size\": 2, \"sha256\": \"" + QByteArray(64, '0') +
             "\"}}",
         "lfs.size");
    QTest::newRow("no files") << QByteArray(R"({"siblings": []})") << "no config.json";
    QTest::newRow("files no list") << QByteArray(R"({"siblings": {"a": 1}})") << "a list of files";
    QTest::newRow("no commit") << QByteArray(R"({"sha": null})") << "40 hexadecimal digits";
    QTest::newRow("commit leads away") << QByteArray(R"({"sha": "../../x"})") << "40 hexadecimal digits";
}

void HubTest::refusesAnswers() {
    QFETCH(QByteArray, changes);
    QFETCH(QString, says);
    FakeHub hub;
    hub.changes = Json::parse(changes.toStdString());
    VERIFY_SAYS(whatIsSaid(hub, ErrorKind::Format), says);
    QVERIFY(!fs::exists(folder_ / "cache")); // nothing was written
}

void HubTest::refusesBodies_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("index"); // of the shards; null: the body is the API's
    QTest::addColumn<QString>("says");
    const auto api = [](const char* label, const QByteArray& body, const char* says) {
        QTest::newRow(label) << body << QByteArray() << says;
    };
    api("empty", "", "not valid JSON");
    api("a page", "<html>Sign in to this network</html>", "not valid JSON");
    api("half", "{\"sha\":", "not valid JSON");
    api("array", "[]", "the description of a repository");
    api("deep", QByteArray::fromStdString(many(100'000, "[")), "nested deeper");
    const auto index = [](const char* label, const QByteArray& body, const char* says) {
        QTest::newRow(label) << QByteArray() << body << says;
    };
    index("index no JSON", "x", "not valid JSON");
    index("index without map", "{}", "weight_map");
    index("index an array", "[1]", "weight_map");
    index("index leads up", R"({"weight_map": {"x": "../a.safetensors"}})", "\"../a.safetensors\"");
    index("index absolute", R"({"weight_map": {"x": "/etc/passwd"}})", "\"/etc/passwd\"");
    index("index of numbers", R"({"weight_map": {"x": 1}})", "the name of a file");
}

void HubTest::refusesBodies() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, index);
    QFETCH(QString, says);
    FakeHub hub;
    if (index.isNull()) {
        hub.script("/api/", {[&](const Asked&) { return Answer{.body = body.toStdString()}; }});
    } else {
        hub.files.erase("model.safetensors");
        hub.files["model.safetensors.index.json"] = index.toStdString();
    }
    VERIFY_SAYS(whatIsSaid(hub, ErrorKind::Format), says);
}

void HubTest::statuses_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("says"); // "": it goes well in the end
    QTest::addColumn<QList<int>>("waits");
    const QByteArray no;
    QTest::newRow("401") << 401 << no << 9 << "set HF_TOKEN" << QList<int>{};
    QTest::newRow("403") << 403 << QByteArray("X-Error-Code: GatedRepo") << 9
                         << "Accept the licence on the model's page" << QList<int>{};
    QTest::newRow("404") << 404 << no << 9 << "no model \"clinic/notes\" with a revision \"main\""
                         << QList<int>{};
    QTest::newRow("404, revision") << 404 << QByteArray("X-Error-Code: RevisionNotFound") << 9
                                   << "no revision \"main\"" << QList<int>{};
    QTest::newRow("404, file") << 404 << QByteArray("X-Error-Code: EntryNotFound") << 9
                               << "lists a file that it does not have" << QList<int>{};
    QTest::newRow("410") << 410 << no << 9 << "status 410" << QList<int>{};
    QTest::newRow("204") << 204 << no << 9 << "status 204" << QList<int>{};
    QTest::newRow("500 once") << 500 << no << 1 << "" << QList<int>{1};
    QTest::newRow("502 three times") << 502 << no << 3 << "" << QList<int>{1, 1, 1};
    QTest::newRow("503 always") << 503 << no << 9 << "fails with status 503" << QList<int>{1, 1, 1};
    QTest::newRow("503, wait") << 503 << QByteArray("Retry-After: 2") << 1 << "" << QList<int>{2000};
    QTest::newRow("408") << 408 << no << 1 << "" << QList<int>{1};
    QTest::newRow("429") << 429 << QByteArray("Retry-After: 7") << 2 << "" << QList<int>{7000, 7000};
    QTest::newRow("429 always") << 429 << no << 9 << "asked too often" << QList<int>{1, 1, 1};
    QTest::newRow("429 for a day") << 429 << QByteArray("Retry-After: 86400") << 9 << "asked too often"
                                   << QList<int>{};
    QTest::newRow("redirect in a circle")
        << 302 << QByteArray("Location: /api/models/again") << 9 << "more than 5 redirects" << QList<int>{};
    QTest::newRow("redirects, just few enough")
        << 307 << QByteArray("Location: /api/models/new?blobs=true") << 5 << "" << QList<int>{};
    QTest::newRow("redirect nowhere") << 302 << no << 9 << "redirects to \"\"" << QList<int>{};
    QTest::newRow("redirect to a file")
        << 302 << QByteArray("Location: file:///etc/passwd") << 9 << "file:///etc/passwd" << QList<int>{};
    QTest::newRow("endless header") << 200 << "X: " + QByteArray(100'000, 'x') << 9 << "header"
                                    << QList<int>{};
}

void HubTest::statuses() {
    QFETCH(int, status);
    QFETCH(QByteArray, header);
    QFETCH(int, times);
    QFETCH(QString, says);
    QFETCH(QList<int>, waits);
    FakeHub hub;
    const auto mishap = [&](const Asked&) {
        Answer answer{.status = status, .body = "words of the server"};
        if (!header.isNull()) answer.headers = {header.toStdString()};
        return answer;
    };
    hub.script("/api/", {static_cast<std::size_t>(times), mishap});
    if (says.isEmpty())
        QCOMPARE(describeRepository({"clinic/notes"}, hub.settings(folder_ / "cache")).commit, hub.commit);
    else
        VERIFY_SAYS(whatIsSaid(hub, ErrorKind::Network), says);
    QList<int> waited;
    for (const auto time : hub.waited) waited << static_cast<int>(time.count());
    QCOMPARE(waited, waits);
}

QTEST_APPLESS_MAIN(HubTest)
#include "tst_hub.moc"
