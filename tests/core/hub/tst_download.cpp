// Downloads against a server that breaks connections, lies about lengths and hashes, and redirects; and,
// offline, the proof that nothing is asked at all.
#include "core/base/Files.h"
#include "core/hub/Blob.h"
#include "core/hub/Download.h"
#include "tests/support/Failure.h"
#include "tests/support/FakeHub.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <dlfcn.h>
#include <sys/socket.h>

using namespace espalier;
using namespace espalier::test;

namespace {
std::atomic<int> socketsOpened = 0;
}

// In the place of the system's, for libcurl and all else in this process.
extern "C" int socket(int domain, int type, int protocol) noexcept {
    static const auto real = reinterpret_cast<int (*)(int, int, int)>(dlsym(RTLD_NEXT, "socket"));
    ++socketsOpened;
    return real(domain, type, protocol);
}

namespace {

const std::string weightsFile = "model.safetensors";

Answer status(int code, std::vector<std::string> headers = {}) {
    return {.status = code, .body = "words of the server", .headers = std::move(headers)};
}

// What a server may do with the weights, by name; the test's tables are written in these words.
std::function<Answer(const Asked&)> mishap(const FakeHub& hub, const QString& name) {
    const auto good = [&hub](const Asked& asked) { return hub.handOut(weightsFile, asked); };
    const auto changed = [good](auto change) {
        return [good, change](const Asked& asked) {
            auto answer = good(asked);
            change(answer);
            return answer;
        };
    };
    const auto whole = [&hub](const Asked&) { return Answer{.body = hub.files.at(weightsFile)}; };
    if (name == "good") return good;
    if (name == "breaks") return changed([](Answer& a) { a.sent = a.body.size() / 2; });
    if (name == "breaks at once") return changed([](Answer& a) { a.sent = 0; });
    if (name == "ends early, no length")
        return changed([](Answer& a) { a.body.resize(a.body.size() / 2), a.length = ""; });
    if (name == "no length") return changed([](Answer& a) { a.length = ""; });
    if (name == "more than announced") return changed([](Answer& a) { a.body += "and more", a.length = ""; });
    if (name == "announces more")
        return changed([](Answer& a) { a.length = std::to_string(a.body.size() + 1); });
    if (name == "announces less")
        return changed([](Answer& a) { a.length = std::to_string(a.body.size() - 1); });
    if (name == "announces nonsense") return changed([](Answer& a) { a.length = "many"; });
    if (name == "announces a negative length") return changed([](Answer& a) { a.length = "-5"; });
    if (name == "other bytes") return changed([](Answer& a) { a.body[0] ^= 1; });
    if (name == "ignores the range") return whole;
    if (name == "another range")
        return changed([](Answer& a) { a.headers = {"Content-Range: bytes 0-9/10"}; });
    if (name == "silent") return changed([](Answer& a) { a.sent = a.body.size() / 2, a.silent = true; });
    if (name == "silent at once") return changed([](Answer& a) { a.sent = 0, a.silent = true; });
    return [code = name.toInt()](const Asked&) { return status(code); };
}

std::string contents(const fs::path& file) {
    return readFile(file);
}

} // namespace

class DownloadTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void fillsTheCache();
    void usesWhatIsThere();
    void mishaps_data();
    void mishaps();
    void goesOnAfterABreak();
    void keptBytes_data();
    void keptBytes();
    void brokenBlobIsFetchedAnew();
    void snapshotIsWholeOrNotThere();
    void tokenStaysWithTheHub();
    void redirectsToFiles();
    void proxyOfTheEnvironment();
    void nobodyListens();
    void silentServer();
    void stops();
    void stopsWhileTheServerIsSilent();
    void stopsWhileItWaits();
    void saysWhyItWaits();
    void noRoom();
    void fullDisk();
    void anotherProgramIsAtIt();
    void offlineOpensNoSocket();

private:
    std::unique_ptr<ScratchFolder> folder_;
    std::unique_ptr<FakeHub> hub_;
    HubSettings settings_;

    RepositoryInfo described(const std::string& revision = "main") {
        return describeRepository({"clinic/notes", revision}, settings_);
    }
    fs::path repository() const { return settings_.cache / "models--clinic--notes"; }
    fs::path incomplete() const {
        return repository() / "blobs" / (hub_->hashOf(weightsFile) + ".incomplete");
    }
    int weightRequests() const {
        return hub_->server().times("/resolve/" + hub_->commit + "/" + weightsFile);
    }
    std::vector<std::string> ranges() const {
        std::vector<std::string> found;
        for (const auto& asked : hub_->server().asked())
            if (asked.target.ends_with(weightsFile)) found.push_back(asked.header("range"));
        return found;
    }
    void verifyDownloaded(const fs::path& snapshot) {
        for (const auto* name : {"config.json", "tokenizer.json", "README.md", "model.safetensors"})
            QCOMPARE(contents(snapshot / name), hub_->files.at(name));
    }
};

void DownloadTest::init() {
    for (const char* name :
         {"http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"})
        qunsetenv(name);
    folder_ = std::make_unique<ScratchFolder>();
    hub_ = std::make_unique<FakeHub>();
    settings_ = hub_->settings(*folder_ / "cache");
}

void DownloadTest::fillsTheCache() {
    hub_->files["1_Pooling/config.json"] = "{\"pooling_mode_mean_tokens\": true}";
    const auto info = described();
    QCOMPARE(bytesToFetch(info, settings_), info.bytes());
    std::uint64_t last = 0;
    const auto snapshot = download(info, settings_, [&](const DownloadProgress& p) {
        QVERIFY(p.bytes >= last && p.allBytes == info.bytes());
        last = p.bytes;
    });
    QCOMPARE(last, info.bytes());
    QCOMPARE(bytesToFetch(info, settings_), std::uint64_t{0});
    QCOMPARE(snapshot, repository() / "snapshots" / hub_->commit);
    verifyDownloaded(snapshot);
    for (const auto& file : info.files)
        QCOMPARE(fs::read_symlink(snapshot / file.path).generic_string(),
                 (file.path.starts_with("1_") ? "../../../blobs/" : "../../blobs/") +
                     hub_->hashOf(file.path));
    QCOMPARE(contents(repository() / "refs/main"), hub_->commit);
    QVERIFY(!fs::exists(snapshot / "training_args.bin"));
    QCOMPARE(hub_->server().times("training_args.bin"), 0);
    for (const auto& entry : fs::directory_iterator(repository() / "blobs"))
        QVERIFY(entry.path().extension() != ".incomplete");
}

// A branch with a slash, and one file changed: the others' blobs serve both.
void DownloadTest::usesWhatIsThere() {
    download(described(), settings_);
    const auto before = hub_->server().asked().size();
    download(described(), settings_);
    QCOMPARE(hub_->server().asked().size(), before + 1); // the description alone
    const auto first = hub_->commit;
    hub_->commit = std::string(39, 'b') + "2";
    hub_->files["README.md"] += "Changed.\n";
    const auto info = described("refs/pr/1");
    QCOMPARE(bytesToFetch(info, settings_), hub_->files["README.md"].size());
    verifyDownloaded(download(info, settings_));
    QCOMPARE(contents(repository() / "refs/refs/pr/1"), hub_->commit);
    QCOMPARE(contents(repository() / "refs/main"), first);
    download(described(hub_->commit), settings_);
    QVERIFY(!fs::exists(repository() / "refs" / hub_->commit)); // a commit stands for itself
}

void DownloadTest::mishaps_data() {
    QTest::addColumn<QString>("script"); // what the server does, one answer after the other; then it is good
    QTest::addColumn<QString>("says");   // "": the file comes in the end
    QTest::addColumn<int>("requests");
    const auto row = [](const char* script, const char* says, int requests) {
        QTest::newRow(script) << script << says << requests;
    };
    row("good", "", 1);
    row("no length", "", 1);
    row("breaks", "", 2);
    row("breaks|breaks|breaks", "", 4);
    row("breaks|breaks|breaks|breaks", "What has arrived is kept", 4);
    row("breaks at once", "", 2);
    row("ends early, no length", "", 2);
    row("ends early, no length|ends early, no length|ends early, no length|ends early, no length",
        "ended after", 4);
    row("more than announced", "bytes, the hub said", 1);
    row("announces more", "bytes, the hub said", 1);
    row("announces less", "bytes, the hub said", 1);
    row("announces nonsense|announces nonsense|announces nonsense|announces nonsense", "Content-Length", 4);
    row("announces a negative length|announces a negative length|announces a negative length|announces a "
        "negative length",
        "Content-Length", 4);
    row("other bytes", "its checksum is not", 1);
    row("breaks|other bytes", "its checksum is not", 2);
    row("breaks|ignores the range", "", 2);
    row("breaks|another range", "asked for were the bytes from", 2);
    row("breaks|416", "", 3);
    row("416", "status 416", 1);
    row("500|502|503", "", 4);
    row("500|502|503|504", "fails with status 504", 4);
    row("429|breaks|408", "", 4);
    row("401", "Accept the licence on the model's page", 1);
    row("403", "set HF_TOKEN", 1);
    row("404", "no model", 1);
    row("410", "status 410", 1);
    row("206", "asked for were the bytes from 0 on", 1);
}

void DownloadTest::mishaps() {
    QFETCH(QString, script);
    QFETCH(QString, says);
    QFETCH(int, requests);
    std::vector<std::function<Answer(const Asked&)>> answers;
    for (const auto& name : script.split('|')) answers.push_back(mishap(*hub_, name));
    hub_->script("/" + weightsFile, answers);
    const auto info = described();
    if (says.isEmpty()) {
        verifyDownloaded(download(info, settings_));
    } else {
        const auto said = failureOf(ErrorKind::Network, [&] { download(info, settings_); });
        VERIFY_SAYS(said, says);
        QVERIFY2(said.contains("clinic/notes"), qPrintable(said)); // of what it speaks
        QVERIFY(!fs::exists(repository() / "blobs" / hub_->hashOf(weightsFile)));
        QVERIFY(!fs::exists(repository() / "refs"));
        verifyDownloaded(download(info, settings_)); // and the next time it goes well
    }
    QCOMPARE(weightRequests(), requests + (says.isEmpty() ? 0 : 1));
}

void DownloadTest::goesOnAfterABreak() {
    settings_.waits.clear();
    hub_->script("/" + weightsFile, {mishap(*hub_, "breaks")});
    VERIFY_SAYS(failureOf(ErrorKind::Network, [&] { download(described(), settings_); }), "is kept");
    const auto half = hub_->files[weightsFile].size() / 2;
    QCOMPARE(fs::file_size(incomplete()), half);
    QCOMPARE(bytesToFetch(described(), settings_), hub_->files[weightsFile].size() - half);
    std::uint64_t fetched = 0;
    verifyDownloaded(
        download(described(), settings_, [&](const DownloadProgress& p) { fetched = p.fetched; }));
    QCOMPARE(fetched, hub_->files[weightsFile].size() - half); // what was kept is not counted again
    QCOMPARE(ranges(), (std::vector<std::string>{"", "bytes=" + std::to_string(half) + "-"}));
}

void DownloadTest::keptBytes_data() {
    QTest::addColumn<QString>("kept");
    QTest::addColumn<int>("requests");
    QTest::newRow("a part") << "part" << 1;
    QTest::newRow("all") << "all" << 0;
    QTest::newRow("too many") << "more" << 1;
    QTest::newRow("others") << "other" << 2;      // gone on with, found wrong, fetched anew
    QTest::newRow("all others") << "others" << 1; // found wrong, fetched anew
    QTest::newRow("none") << "" << 1;
}

void DownloadTest::keptBytes() {
    QFETCH(QString, kept);
    QFETCH(int, requests);
    const auto bytes = hub_->files[weightsFile];
    writeFileAtomically(incomplete(), kept == "part"     ? bytes.substr(0, 1000)
                                      : kept == "all"    ? bytes
                                      : kept == "more"   ? bytes + "x"
                                      : kept == "other"  ? std::string(1000, 'x')
                                      : kept == "others" ? std::string(bytes.size(), 'x')
                                                         : std::string());
    verifyDownloaded(download(described(), settings_));
    QCOMPARE(weightRequests(), requests);
}

void DownloadTest::brokenBlobIsFetchedAnew() {
    writeFileAtomically(repository() / "blobs" / hub_->hashOf(weightsFile), "half of it");
    verifyDownloaded(download(described(), settings_));
}

void DownloadTest::snapshotIsWholeOrNotThere() {
    settings_.waits.clear();
    hub_->script("/README.md", {[](const Asked&) { return status(500); }});
    const auto info = described();
    VERIFY_SAYS(failureOf(ErrorKind::Network, [&] { download(info, settings_); }), "500");
    QVERIFY(!fs::exists(repository() / "refs"));
    QVERIFY(!fs::exists(repository() / "snapshots"));
    QCOMPARE(CachedRepository(settings_.cache, "clinic/notes").snapshots().size(), std::size_t{0});
    // Another program left a snapshot of some of the files: it is completed.
    fs::create_directories(repository() / "snapshots" / hub_->commit);
    fs::create_symlink("../../blobs/nothing", repository() / "snapshots" / hub_->commit / "README.md");
    verifyDownloaded(download(info, settings_));
    QCOMPARE(CachedRepository(settings_.cache, "clinic/notes").snapshots().size(), std::size_t{1});
}

void DownloadTest::tokenStaysWithTheHub() {
    settings_.token = "hf_secret";
    LoopbackServer files([&](const Asked& asked) { return hub_->handOut(weightsFile, asked); });
    hub_->script("/" + weightsFile, {[&](const Asked&) {
                     return status(302, {"Location: " + files.url() + "/cdn/model?signature=s3cret"});
                 }});
    verifyDownloaded(download(described(), settings_));
    for (const auto& asked : hub_->server().asked())
        QCOMPARE(asked.header("authorization"), std::string("Bearer hf_secret"));
    QCOMPARE(files.asked().size(), std::size_t{1});
    QCOMPARE(files.asked().front().header("authorization"), std::string());

    settings_.waits.clear();
    fs::remove_all(settings_.cache);
    for (const int code : {401, 403, 404, 418, 429, 500}) {
        hub_->script("/" + weightsFile, {[code](const Asked&) { return status(code); }});
        const auto said = failureOf(ErrorKind::Network, [&] { download(described(), settings_); });
        QVERIFY2(!said.contains("secret") && said != "no error", qPrintable(said));
    }
    LoopbackServer refusing([](const Asked&) { return status(418); });
    hub_->script("/" + weightsFile, {[&](const Asked&) {
                     return status(302, {"Location: " + refusing.url() + "/cdn/model?signature=s3cret"});
                 }});
    const auto said = failureOf(ErrorKind::Network, [&] { download(described(), settings_); });
    VERIFY_SAYS(said, "/cdn/model");
    QVERIFY(!said.contains("s3cret"));
}

// The answer to a range comes from the other host, too; on the way there is a relative redirect.
void DownloadTest::redirectsToFiles() {
    LoopbackServer files([&](const Asked& asked) { return hub_->handOut(weightsFile, asked); });
    const auto away = [&](const Asked&) { return status(302, {"Location: " + files.url() + "/x"}); };
    const auto beside = [&](const Asked&) { return status(307, {"Location: /moved/" + weightsFile}); };
    hub_->script("/" + weightsFile, {beside, away});
    writeFileAtomically(incomplete(), hub_->files[weightsFile].substr(0, 777));
    verifyDownloaded(download(described(), settings_));
    QCOMPARE(files.asked().front().header("range"), std::string("bytes=777-"));
}

void DownloadTest::proxyOfTheEnvironment() {
    qputenv("http_proxy", hub_->server().url().c_str());
    settings_.endpoint = "http://hub.invalid";
    verifyDownloaded(download(described(), settings_));
    QVERIFY(hub_->server().asked().front().target.starts_with("http://hub.invalid/api/models/"));
}

void DownloadTest::nobodyListens() {
    settings_.endpoint = "http://127.0.0.1:" + std::to_string(unusedPort());
    const auto said = failureOf(ErrorKind::Network, [&] { described(); });
    VERIFY_SAYS(said, QString::fromStdString(settings_.endpoint));
    VERIFY_SAYS(said, "Check the network connection");
    QCOMPARE(hub_->waited.size(), settings_.waits.size());
}

void DownloadTest::silentServer() {
    settings_.stall = std::chrono::milliseconds(50);
    hub_->script("/" + weightsFile,
                 {mishap(*hub_, "silent"), mishap(*hub_, "silent at once"), mishap(*hub_, "good")});
    verifyDownloaded(download(described(), settings_));
    QCOMPARE(weightRequests(), 3);
    settings_.waits.clear();
    fs::remove_all(settings_.cache);
    hub_->script("/" + weightsFile, {mishap(*hub_, "silent")});
    VERIFY_SAYS(failureOf(ErrorKind::Network, [&] { download(described(), settings_); }),
                "hardly a byte came for 50 ms");
}

void DownloadTest::stops() {
    StopSource source;
    const auto info = described();
    const auto atHalf = [&](const DownloadProgress& p) {
        if (p.file == weightsFile) source.request_stop();
    };
    hub_->script("/" + weightsFile, {mishap(*hub_, "silent")});
    QVERIFY_THROWS_EXCEPTION(Stopped, download(info, settings_, atHalf, source.get_token()));
    const auto kept = fs::file_size(incomplete());
    QVERIFY(kept > 0);
    QVERIFY(!fs::exists(repository() / "refs"));
    verifyDownloaded(download(info, settings_));
    QCOMPARE(ranges().back(), "bytes=" + std::to_string(kept) + "-");
}

// Without a word from the server nothing but the stop can wake the download.
void DownloadTest::stopsWhileTheServerIsSilent() {
    StopSource source;
    settings_.stall = std::chrono::hours(1);
    hub_->script("/api/", {[&](const Asked&) {
                     source.request_stop();
                     return Answer{.body = "{}", .sent = 0, .silent = true};
                 }});
    const QDeadlineTimer deadline(10'000);
    QVERIFY_THROWS_EXCEPTION(Stopped, describeRepository({"clinic/notes"}, settings_, source.get_token()));
    QVERIFY(!deadline.hasExpired());
    QVERIFY_THROWS_EXCEPTION(Stopped, describeRepository({"clinic/notes"}, settings_, source.get_token()));
    QCOMPARE(hub_->server().asked().size(), std::size_t{1}); // stopped before: nothing is asked
}

void DownloadTest::stopsWhileItWaits() {
    StopSource source;
    settings_.waits = {std::chrono::hours(1)};
    settings_.wait = hubSettings().wait; // the real one
    hub_->script("/api/", {[&](const Asked&) { return status(503); }});
    std::jthread stopper([&] {
        while (hub_->server().asked().empty()) std::this_thread::yield();
        source.request_stop();
    });
    QVERIFY_THROWS_EXCEPTION(Stopped, describeRepository({"clinic/notes"}, settings_, source.get_token()));
}

void DownloadTest::saysWhyItWaits() {
    hub_->script("/" + weightsFile, {mishap(*hub_, "503")});
    QStringList said;
    download(described(), settings_, [&](const DownloadProgress& p) {
        if (!p.waiting.empty()) said << QString::fromStdString(p.waiting.english());
    });
    QCOMPARE(said.size(), 1);
    VERIFY_SAYS(said.front(), "fails with status 503");
}

void DownloadTest::noRoom() {
    auto info = described();
    info.files.back().bytes = std::uint64_t{1} << 50;
    VERIFY_SAYS(failureOf(ErrorKind::File, [&] { download(info, settings_); }), "has room for");
    QCOMPARE(hub_->server().asked().size(), std::size_t{1}); // nothing of it was asked for
    QVERIFY(!fs::exists(settings_.cache));
}

void DownloadTest::fullDisk() {
    const auto info = described();
    fs::create_directories(incomplete().parent_path());
    fs::create_symlink("/dev/full", incomplete()); // a link is not followed: nobody leads the bytes elsewhere
    VERIFY_SAYS(failureOf(ErrorKind::File, [&] { download(info, settings_); }), "can't be written");
}

void DownloadTest::anotherProgramIsAtIt() {
    const auto info = described();
    const CachedRepository cached(settings_.cache, "clinic/notes");
    QVERIFY(!isBeingWritten(cached));
    {
        const BlobLock lock(cached, hub_->hashOf(weightsFile));
        QVERIFY(isBeingWritten(cached));
        VERIFY_SAYS(failureOf(ErrorKind::Busy, [&] { download(info, settings_); }),
                    "Another program is fetching clinic/notes");
        QCOMPARE(weightRequests(), 0);
    }
    verifyDownloaded(download(info, settings_));
    QVERIFY(!isBeingWritten(cached));
}

void DownloadTest::offlineOpensNoSocket() {
    const auto info = described();
    QVERIFY(socketsOpened > 1); // the server's, and libcurl's: the count sees them
    settings_.token = "hf_secret";
    settings_.offline = true;
    const int before = socketsOpened;
    for (const auto* endpoint : {"http://127.0.0.1:9", "https://huggingface.co", "http://localhost"}) {
        settings_.endpoint = endpoint;
        VERIFY_SAYS(failureOf(ErrorKind::Network, [&] { described(); }), "Offline");
        VERIFY_SAYS(failureOf(ErrorKind::Network, [&] { download(info, settings_); }), "Offline");
    }
    QCOMPARE(socketsOpened.load(), before);
    QVERIFY(hub_->waited.empty()); // and it is not tried again
    settings_ = hub_->settings(*folder_ / "cache");
    verifyDownloaded(download(info, settings_));
    QVERIFY(socketsOpened > before);
    // What is in the cache already needs no network.
    settings_.offline = true;
    const int then = socketsOpened;
    verifyDownloaded(download(info, settings_));
    QCOMPARE(socketsOpened.load(), then);
}

QTEST_APPLESS_MAIN(DownloadTest)
#include "tst_download.moc"
