// Models that are verified, removed, and travel in one file; archives that mean harm.
#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/hub/Bundle.h"
#include "core/hub/Cache.h"
#include "core/hub/Manifest.h"
#include "core/hub/Removal.h"
#include "core/hub/Tar.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

const std::string commitA(40, 'a'), commitB(40, 'b');

std::string gitSha1(const std::string& bytes) {
    Digest digest(Digest::Sha1);
    digest.add("blob " + std::to_string(bytes.size()) + '\0' + bytes);
    return digest.hex();
}

using Files = std::map<std::string, std::string>;

const Files model = {{"config.json", "{}"},
                     {"model.safetensors", std::string(2000, 'w')},
                     {"vocab.txt", "a\nb\n"},
                     {"1_Pooling/config.json", "{\"mean\": true}"}};

using Entries = std::vector<std::pair<std::string, std::string>>;

// An archive as it should be: the manifest first, then its files.
Entries entriesOf(const Files& files, const std::string& name) {
    ModelManifest manifest;
    manifest.name = name;
    for (const auto& [file, bytes] : files) manifest.files[file] = {bytes.size(), sha256(bytes)};
    Entries entries{{ModelManifest::fileName, written(manifest)}};
    entries.insert(entries.end(), files.begin(), files.end());
    return entries;
}

void setChecksum(std::string& archive, std::size_t header) {
    std::fill_n(archive.begin() + static_cast<std::ptrdiff_t>(header) + 148, 8, ' ');
    unsigned sum = 0;
    for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(archive[header + i]);
    archive.replace(header + 148, 7, fmt::format("{:06o}", sum) + '\0');
}

} // namespace

class BundleTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void travels_data();
    void travels();
    void otherToolsReadIt();
    void takesWhatAModelNeeds();
    void linksLeadNowhereElse();
    void refusesNames_data();
    void refusesNames();
    void refusesArchives_data();
    void refusesArchives();
    void refusesHeaders_data();
    void refusesHeaders();
    void refusesEveryTruncation();
    void namesThatAreTaken();
    void stops();
    void largeSizes();
    void longNames_data();
    void longNames();
    void snapshotsByRevision();
    void verifiesBlobs();
    void verifiesManifests();
    void verifiesNothing();
    void removesTheLastRevision();
    void removesOneOfTwoRevisions();
    void removesFromTheLibrary();
    void removesNothingElse_data();
    void removesNothingElse();
    void removesNothingThatIsBeingWritten();

private:
    std::unique_ptr<ScratchFolder> folder_;
    fs::path library() const { return *folder_ / "library"; }
    fs::path cache() const { return *folder_ / "cache"; }

    fs::path addModel(const fs::path& folder, const Files& files = model) const {
        for (const auto& [name, bytes] : files) writeFileAtomically(folder / name, bytes);
        return folder;
    }
    fs::path addSnapshot(const std::string& commit, const std::string& revision,
                         const Files& files = model) const {
        const CachedRepository repository(cache(), "clinic/notes");
        RepositoryInfo info;
        info.name = {"clinic/notes", revision};
        info.commit = commit;
        for (const auto& [name, bytes] : files) {
            const auto hash = name.ends_with(".safetensors") ? sha256(bytes) : gitSha1(bytes);
            writeFileAtomically(repository.blob(hash), bytes);
            info.files.push_back({name, bytes.size(), hash});
        }
        return repository.complete(info);
    }
    fs::path writeArchive(const Entries& entries) const {
        AtomicFile out(*folder_ / "made.espalier-model");
        TarWriter archive(out);
        for (const auto& [name, bytes] : entries) {
            archive.begin(name, bytes.size());
            archive.write(bytes);
        }
        archive.finish();
        out.commit();
        return *folder_ / "made.espalier-model";
    }
    QString refused(const fs::path& file, ErrorKind kind = ErrorKind::Format) const {
        const auto said = failureOf(kind, [&] { installBundle(file, library()); });
        return fs::exists(library()) && !fs::is_empty(library()) ? "something was left behind: " + said
                                                                 : said;
    }
};

void BundleTest::init() {
    folder_ = std::make_unique<ScratchFolder>();
}

void BundleTest::travels_data() {
    QTest::addColumn<bool>("cached");
    QTest::addColumn<QString>("name");
    QTest::newRow("of the library") << false << "notes";
    QTest::newRow("of the cache") << true << "clinic/notes";
    QTest::newRow("a revision of the cache") << true << "clinic/notes@v1.0";
}

void BundleTest::travels() {
    QFETCH(bool, cached);
    QFETCH(QString, name);
    const auto source = cached ? addSnapshot(commitA, "main") : addModel(*folder_ / "here");
    const auto bundle = *folder_ / "notes.espalier-model";
    std::uint64_t done = 0, all = 0;
    const auto count = [&](std::uint64_t d, std::uint64_t a) { done = d, all = a; };
    makeBundle(source, name.toStdString(), bundle, count);
    QVERIFY(done == all && all > 0);
    QCOMPARE(installBundle(bundle, library(), count), library() / name.toStdString());
    QVERIFY(done == all && all > 0);
    for (const auto& [file, bytes] : model) QCOMPARE(readFile(library() / name.toStdString() / file), bytes);
    const auto verification = verifyModel(library() / name.toStdString());
    QCOMPARE(verification.files, model.size());
    QVERIFY(verification.problems.empty() && verification.unchecked.empty());
    checkManifest(library() / name.toStdString()); // as base writes them
    // Made again it is the same, byte for byte.
    makeBundle(source, name.toStdString(), *folder_ / "again");
    QCOMPARE(readFile(*folder_ / "again"), readFile(bundle));
}

void BundleTest::otherToolsReadIt() {
    const auto tar = QStandardPaths::findExecutable("tar");
    if (tar.isEmpty()) QSKIP("no tar here");
    makeBundle(addModel(*folder_ / "here"), "notes", *folder_ / "notes.tar");
    QProcess process;
    process.start(tar, {"-xf", QString::fromStdString((*folder_ / "notes.tar").string()), "-C",
                        QString::fromStdString(folder_->path().string())});
    QVERIFY(process.waitForFinished() && process.exitCode() == 0);
    QCOMPARE(process.readAllStandardError(), QByteArray());
    for (const auto& [file, bytes] : model) QCOMPARE(readFile(*folder_ / file), bytes);
}

void BundleTest::takesWhatAModelNeeds() {
    auto files = model;
    for (const auto* name :
         {"optimizer.pt", "pytorch_model.bin", ".git/config", "onnx/model.onnx", "MANIFEST.json"})
        files[name] = "not needed";
    makeBundle(addModel(*folder_ / "here", files), "notes", *folder_ / "bundle");
    installBundle(*folder_ / "bundle", library());
    for (const auto& [name, bytes] : files)
        QCOMPARE(fs::exists(library() / "notes" / name), model.contains(name) || name == "MANIFEST.json");
    VERIFY_SAYS(failureOf(ErrorKind::Format,
                          [&] {
                              makeBundle(addModel(*folder_ / "none", {{"a", "b"}}), "x", *folder_ / "y");
                          }),
                "no config.json");
    QVERIFY(!fs::exists(*folder_ / "y"));
}

// What leads out of the model would be passed on to strangers.
void BundleTest::linksLeadNowhereElse() {
    const auto here = addModel(*folder_ / "here");
    fs::create_symlink(folder_->write("private.txt", "private"), here / "README.md");
    makeBundle(here, "notes", *folder_ / "bundle");
    QVERIFY(readFile(*folder_ / "bundle").find("private") == std::string::npos);
}

void BundleTest::refusesNames_data() {
    QTest::addColumn<QString>("name");
    for (const auto* name :
         {"", "..", "../x", "/x", "a/b/c", ".hidden", "a/.hidden", "a//b", "models--a--b", "a/models--b"})
        QTest::addRow("\"%s\"", name) << name;
}

void BundleTest::refusesNames() {
    QFETCH(QString, name);
    VERIFY_SAYS(refused(writeArchive(entriesOf(model, name.toStdString()))), "expected NAME or ORG/NAME");
    VERIFY_SAYS(
        failureOf(ErrorKind::Usage,
                  [&] { makeBundle(addModel(*folder_ / "here"), name.toStdString(), *folder_ / "x"); }),
        "expected NAME or ORG/NAME");
}

void BundleTest::refusesArchives_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* what, const char* says) { QTest::newRow(what) << what << says; };
    row("empty file", "ends in the middle");
    row("no archive", "no archive, or damaged");
    row("no entries", "does not begin with a MANIFEST.json");
    row("manifest last", "does not begin with a MANIFEST.json");
    row("manifest no JSON", "not valid JSON");
    row("manifest an array", "an object");
    row("manifest of a later version", "of version 2");
    row("manifest without files", "an object of 1 to");
    row("manifest leads up", "\"../../evil\"");
    row("manifest with a negative size", "a number of bytes");
    row("manifest with a huge size", "a number of bytes");
    row("manifest without hashes", "64 hexadecimal digits");
    row("no config", "holds no config.json");
    row("a file more", "which its manifest does not name");
    row("a file twice", "or twice");
    row("a file less", "lacks \"vocab.txt\"");
    row("other bytes", "its size or checksum differs");
    row("other size", "its size or checksum differs");
    row("a path up", "\"../evil\"");
    row("an absolute path", "\"/etc/evil\"");
    row("a backslash", "\"..\\evil\"");
    row("a file where a folder is", "can't be written");
}

void BundleTest::refusesArchives() {
    QFETCH(QString, what);
    QFETCH(QString, says);
    auto entries = entriesOf(model, "clinic/notes");
    const auto manifest = Json::parse(entries.front().second);
    const auto patched = [&](const char* patch) {
        auto json = manifest;
        json.merge_patch(Json::parse(patch));
        entries.front().second = json.dump();
    };
    if (what == "no entries") entries.clear();
    if (what == "manifest last") std::rotate(entries.begin(), entries.begin() + 1, entries.end());
    if (what == "manifest no JSON") entries.front().second = "{";
    if (what == "manifest an array") entries.front().second = "[]";
    if (what == "manifest of a later version") patched(R"({"version": 2})");
    if (what == "manifest without files") patched(R"({"files": null})");
    if (what == "manifest leads up") patched(R"({"files": {"../../evil": {"bytes": 1}}})");
    if (what == "manifest with a negative size") patched(R"({"files": {"vocab.txt": {"bytes": -1}}})");
    if (what == "manifest with a huge size") patched(R"({"files": {"vocab.txt": {"bytes": 1e30}}})");
    if (what == "manifest without hashes") patched(R"({"files": {"vocab.txt": {"sha256": null}}})");
    if (what == "no config") patched(R"({"files": {"config.json": null}})");
    if (what == "a file more") entries.emplace_back("more.txt", "more");
    if (what == "a file twice") entries.push_back(entries.back());
    if (what == "a file less") entries.pop_back();
    if (what == "other bytes") entries.back().second[0] ^= 1;
    if (what == "other size") entries.back().second += "more";
    if (what == "a path up") entries.emplace_back("../evil", "");
    if (what == "an absolute path") entries.emplace_back("/etc/evil", "");
    if (what == "a backslash") entries.emplace_back("..\\evil", "");
    if (what == "a file where a folder is") {
        auto files = model;
        files["vocab.txt/x"] = "x";
        entries = entriesOf(files, "clinic/notes");
    }
    auto file = writeArchive(entries);
    if (what == "empty file") writeFileAtomically(file, "");
    if (what == "no archive") writeFileAtomically(file, std::string(5000, 'x'));
    VERIFY_SAYS(refused(file, what == "a file where a folder is" ? ErrorKind::File : ErrorKind::Format),
                says);
    QVERIFY(!fs::exists(*folder_ / "evil"));
}

void BundleTest::refusesHeaders_data() {
    QTest::addColumn<int>("offset"); // in the header of the second entry
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("summed"); // whether the checksum is made to fit
    QTest::addColumn<QString>("says");
    constexpr int size = 124, type = 156, magic = 257, checksum = 148;
    QTest::newRow("hard link") << type << QByteArray("1") << true << "is a link";
    QTest::newRow("symbolic link") << type << QByteArray("2") << true << "is a link";
    QTest::newRow("device") << type << QByteArray("3") << true << "no place in it";
    QTest::newRow("folder") << type << QByteArray("5") << true << "is a folder";
    QTest::newRow("long name of GNU") << type << QByteArray("L") << true << "no place in it";
    QTest::newRow("pax header") << type << QByteArray("x") << true << "no place in it";
    QTest::newRow("checksum") << type << QByteArray("2") << false << "damaged";
    QTest::newRow("checksum no number") << checksum << QByteArray("zzzzzz") << false << "damaged";
    QTest::newRow("magic") << magic << QByteArray("xxxxx") << true << "no archive";
    QTest::newRow("size no number") << size << QByteArray("-0000000001") << true << "damaged";
    QTest::newRow("no size") << size << QByteArray(12, '\0') << true << "damaged";
    QTest::newRow("size beyond the end") << size << QByteArray("77777777777") << true << "ends in the middle";
    QTest::newRow("binary size beyond the end")
        << size << QByteArray("\x80\0\0\0\0\x7f\xff\xff\xff\xff\xff\xff", 12) << true << "ends in the middle";
    QTest::newRow("largest binary size")
        << size << QByteArray("\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", 12) << true
        << "ends in the middle";
    QTest::newRow("binary size that overflows")
        << size << QByteArray("\x80\1\1\1\1\1\1\1\1\1\1\1", 12) << true << "damaged";
    QTest::newRow("negative binary size") << size << QByteArray(12, '\xff') << true << "damaged";
}

void BundleTest::refusesHeaders() {
    QFETCH(int, offset);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, summed);
    QFETCH(QString, says);
    const auto entries = entriesOf(model, "notes");
    const auto file = writeArchive(entries);
    auto archive = readFile(file);
    const auto second = 512 + (entries.front().second.size() + 511) / 512 * 512;
    archive.replace(second + static_cast<std::size_t>(offset), static_cast<std::size_t>(bytes.size()),
                    bytes.toStdString());
    if (summed) setChecksum(archive, second);
    writeFileAtomically(file, archive);
    VERIFY_SAYS(refused(file), says);
}

void BundleTest::refusesEveryTruncation() {
    const auto file =
        writeArchive(entriesOf({{"config.json", "{}"}, {"vocab.txt", std::string(700, 'v')}}, "notes"));
    const auto whole = readFile(file);
    for (std::size_t size = 0; size + 1024 < whole.size(); size += 128) {
        writeFileAtomically(file, whole.substr(0, size));
        VERIFY_SAYS(refused(file), "ends in the middle");
    }
}

void BundleTest::namesThatAreTaken() {
    const auto file = writeArchive(entriesOf(model, "clinic/notes"));
    addModel(library() / "clinic/notes", {{"config.json", "mine"}});
    VERIFY_SAYS(failureOf(ErrorKind::File, [&] { installBundle(file, library()); }),
                "has a model clinic/notes already");
    QCOMPARE(readFile(library() / "clinic/notes/config.json"), std::string("mine"));
    fs::remove_all(library());
    addModel(library() / "clinic", {{"config.json", "mine"}});
    VERIFY_SAYS(failureOf(ErrorKind::File, [&] { installBundle(file, library()); }), "is a model itself");
}

void BundleTest::stops() {
    const auto here = addModel(*folder_ / "here");
    const auto file = writeArchive(entriesOf(model, "clinic/notes"));
    StopSource source;
    const auto stop = [&](std::uint64_t, std::uint64_t) { source.request_stop(); };
    QVERIFY_THROWS_EXCEPTION(Stopped, installBundle(file, library(), stop, source.get_token()));
    QVERIFY(fs::is_empty(library()));
    source = {};
    QVERIFY_THROWS_EXCEPTION(Stopped,
                             makeBundle(here, "notes", *folder_ / "bundle", stop, source.get_token()));
    QVERIFY(!fs::exists(*folder_ / "bundle"));
    source = {};
    const auto snapshot = addSnapshot(commitA, "main");
    QVERIFY_THROWS_EXCEPTION(Stopped, verifyModel(snapshot, stop, source.get_token()));
}

// Eleven octal digits end at 8 GB; the header alone is looked at.
void BundleTest::largeSizes() {
    for (const auto size :
         {(std::uint64_t{1} << 33) - 1, std::uint64_t{1} << 33, std::uint64_t{20'000'000'001}}) {
        AtomicFile out(*folder_ / "large");
        TarWriter(out).begin("model.safetensors", size);
        out.commit();
        fs::resize_file(*folder_ / "large", 512 + (size + 511) / 512 * 512); // sparse
        const MappedFile mapped(*folder_ / "large");
        const auto entry = TarReader(mapped.bytes(), "large").next();
        QVERIFY(entry && entry->name == "model.safetensors");
        QCOMPARE(entry->bytes.size(), size);
    }
}

void BundleTest::longNames_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("fits");
    QTest::newRow("100") << QByteArray(100, 'a') << true;
    QTest::newRow("101") << QByteArray(101, 'a') << false;
    QTest::newRow("155 and 100") << QByteArray(155, 'a') + "/" + QByteArray(100, 'b') << true;
    QTest::newRow("156 and 99") << QByteArray(156, 'a') + "/" + QByteArray(99, 'b') << false;
    QTest::newRow("several slashes") << QByteArray(60, 'a') + "/" + QByteArray(60, 'b') + "/c" << true;
}

void BundleTest::longNames() {
    QFETCH(QByteArray, name);
    QFETCH(bool, fits);
    if (!fits) {
        VERIFY_SAYS(failureOf(ErrorKind::Usage,
                              [&] {
                                  writeArchive({{name.toStdString(), "x"}});
                              }),
                    "too long a name");
        return;
    }
    const MappedFile mapped(writeArchive({{name.toStdString(), "x"}}));
    TarReader reader(mapped.bytes(), "made");
    QCOMPARE(QByteArray::fromStdString(reader.next()->name), name);
    QVERIFY(!reader.next());
}

void BundleTest::snapshotsByRevision() {
    const CachedRepository repository(cache(), "clinic/notes");
    QVERIFY(repository.snapshots().empty());
    addSnapshot(commitB, "dev");
    addSnapshot(commitA, "main");
    addSnapshot(std::string(40, 'c'), std::string(40, 'c')); // fetched by its commit
    const auto found = repository.snapshots();
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(found[0].name, std::string("clinic/notes"));
    QCOMPARE(found[0].folder.filename().string(), commitA);
    QCOMPARE(found[1].name, std::string("clinic/notes@dev"));
    QCOMPARE(found[2].name, "clinic/notes@" + std::string(40, 'c'));
    QCOMPARE(CachedRepository::ofSnapshot(found[0].folder)->id(), std::string("clinic/notes"));
    QVERIFY(!CachedRepository::ofSnapshot(library() / "notes"));
    // What stands in refs may be anything.
    writeFileAtomically(repository.reference("evil"), "../../../library");
    writeFileAtomically(repository.reference("long"), std::string(5000, 'a'));
    QCOMPARE(repository.snapshots().size(), std::size_t{3});
}

void BundleTest::verifiesBlobs() {
    const auto snapshot = addSnapshot(commitA, "main");
    auto verification = verifyModel(snapshot);
    QCOMPARE(verification.files, model.size());
    QVERIFY(verification.problems.empty());
    writeFileAtomically(fs::canonical(snapshot / "model.safetensors"), std::string(2000, 'x'));
    fs::remove(fs::canonical(snapshot / "vocab.txt"));
    writeFileAtomically(snapshot / "notes.txt", "mine");
    verification = verifyModel(snapshot);
    QCOMPARE(verification.problems.size(), std::size_t{2});
    VERIFY_SAYS(QString::fromStdString(verification.problems[0].english()),
                "model.safetensors is not what it was");
    VERIFY_SAYS(QString::fromStdString(verification.problems[1].english()), "vocab.txt is missing");
    QCOMPARE(verification.unchecked, std::vector<std::string>{"notes.txt"});
}

void BundleTest::verifiesManifests() {
    const auto folder = addModel(library() / "notes");
    writeManifest(folder);
    QVERIFY(verifyModel(folder).problems.empty());
    writeFileAtomically(folder / "vocab.txt", "other");
    VERIFY_SAYS(QString::fromStdString(verifyModel(folder).problems.at(0).english()),
                "has 5 bytes, expected 4");
    writeFileAtomically(folder / ModelManifest::fileName, R"({"version": 1, "files": {"../../x": {}}})");
    VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { verifyModel(folder); }), "\"../../x\"");
}

void BundleTest::verifiesNothing() {
    VERIFY_SAYS(failureOf(ErrorKind::File, [&] { verifyModel(addModel(library() / "notes")); }),
                "nothing to compare");
}

void BundleTest::removesTheLastRevision() {
    const auto snapshot = addSnapshot(commitA, "main");
    const auto plan = planRemoval(snapshot, {library(), cache()});
    QCOMPARE(plan.bytes, std::uint64_t{2000 + 4 + 2 + 14 + 40}); // the files, and refs/main
    QVERIFY(fs::exists(snapshot / "config.json"));               // nothing yet
    espalier::remove(plan);
    QVERIFY(fs::is_empty(cache()));
}

void BundleTest::removesOneOfTwoRevisions() {
    const auto main = addSnapshot(commitA, "main");
    auto files = model;
    files["vocab.txt"] = "c\n";
    const auto dev = addSnapshot(commitB, "dev", files);
    addSnapshot(commitB, "dev2", files);
    espalier::remove(planRemoval(dev, {library(), cache()}));
    QVERIFY(!fs::exists(dev));
    const CachedRepository repository(cache(), "clinic/notes");
    QCOMPARE(repository.snapshots().size(), std::size_t{1});
    QVERIFY(!fs::exists(repository.blob(gitSha1("c\n"))));
    QVERIFY(!fs::exists(repository.reference("dev")) && !fs::exists(repository.reference("dev2")));
    QVERIFY(verifyModel(main).problems.empty());
}

void BundleTest::removesFromTheLibrary() {
    const auto folder = addModel(library() / "clinic/notes");
    const auto plan = planRemoval(folder, {library(), cache()});
    QCOMPARE(plan.bytes, std::uint64_t{2000 + 4 + 2 + 14});
    espalier::remove(plan);
    QVERIFY(!fs::exists(folder));
    QVERIFY(fs::exists(library()));
}

void BundleTest::removesNothingElse_data() {
    QTest::addColumn<QString>("path"); // below the scratch folder
    QTest::newRow("outside") << "elsewhere";
    QTest::newRow("out of the library again") << "library/../elsewhere";
    QTest::newRow("a link that leads out") << "library/link";
    QTest::newRow("the library itself") << "library";
    QTest::newRow("no model") << "library/folder";
    QTest::newRow("nothing") << "library/nothing";
    QTest::newRow("a name that begins the same") << "library2";
}

void BundleTest::removesNothingElse() {
    QFETCH(QString, path);
    addModel(*folder_ / "elsewhere");
    addModel(*folder_ / "library2");
    addModel(library());
    fs::create_directories(library() / "folder");
    fs::create_symlink(*folder_ / "elsewhere", library() / "link");
    VERIFY_SAYS(failureOf(ErrorKind::Usage,
                          [&] {
                              planRemoval(*folder_ / path.toStdString(), {library(), cache()});
                          }),
                "nothing was removed");
}

void BundleTest::removesNothingThatIsBeingWritten() {
    const auto snapshot = addSnapshot(commitA, "main");
    const BlobLock lock(CachedRepository(cache(), "clinic/notes"), std::string(64, 'f'));
    VERIFY_SAYS(failureOf(ErrorKind::Busy,
                          [&] {
                              planRemoval(snapshot, {library(), cache()});
                          }),
                "is fetching clinic/notes");
}

QTEST_APPLESS_MAIN(BundleTest)
#include "tst_bundle.moc"
