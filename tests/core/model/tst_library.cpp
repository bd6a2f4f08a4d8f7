#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/model/Library.h"

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;

class LibraryTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsUsableAndUnusable();
    void namesOfTheHubCache();
    void describes();
    void resolves();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root() const { return dir_->path().toStdString(); }
    void addTiny(const fs::path& folder) const {
        fs::create_directories(folder.parent_path());
        fs::copy(fs::path(ESPALIER_FIXTURES) / "models/tiny-bert", folder);
        for (const auto& entry : fs::directory_iterator(folder)) // fixtures may be read-only
            fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
    }
};

void LibraryTest::init() {
    dir_ = std::make_unique<QTemporaryDir>();
    qputenv("ESPALIER_MODELS", dir_->path().toUtf8());
    qputenv("HF_HOME", (dir_->path() + "/none").toUtf8());
}

void LibraryTest::listsUsableAndUnusable() {
    addTiny(root() / "tiny");
    fs::create_directories(root() / "strange");
    writeFileAtomically(root() / "strange/config.json", "{\"model_type\": \"mystery\"}");
    const auto models = listModels();
    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models[0].name, std::string("strange"));
    QVERIFY(models[0].problem.english().find("mystery") != std::string::npos);
    QCOMPARE(models[1].name, std::string("tiny"));
    QVERIFY(models[1].problem.empty());
}

void LibraryTest::namesOfTheHubCache() {
    addTiny(root() / "models--clinic--notes-bert/snapshots/0123abcd");
    QCOMPARE(listModels().front().name, std::string("clinic/notes-bert"));
    QVERIFY(resolveModel("clinic/notes-bert").filename() == "0123abcd");
}

void LibraryTest::describes() {
    addTiny(root() / "tiny");
    writeFileAtomically(root() / "tiny/README.md",
                        "---\nlanguage:\n- en\n- zh\nlicense: mit\n---\n\n# Tiny\n\nA "
                        "[model](https://example.org) for tests. It knows nothing.\n");
    const auto info = describeModel(root() / "tiny", 5);
    QCOMPARE(info.family, std::string("bert"));
    QCOMPARE(info.language, std::string("en, zh"));
    QCOMPARE(info.license, std::string("mit"));
    QCOMPARE(info.summary, std::string("A model for tests. It knows nothing."));
    QCOMPARE(info.maxLength, 80);
    QCOMPARE(info.anatomy.blocks(), 3);
    QCOMPARE(info.anatomy.rungs.back().parameters, 5 * 32 + 5);
    // expected.json of the parity case this model comes from: 58,176 without a head
    QCOMPARE(info.anatomy.parameters(), 58176 + 5 * 32 + 5);
}

void LibraryTest::resolves() {
    addTiny(root() / "tiny");
    QVERIFY(resolveModel("tiny") == root() / "tiny");
    QVERIFY(fs::equivalent(resolveModel((root() / "tiny").string()), root() / "tiny"));
    try {
        resolveModel("tinny");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("In the library: tiny."), error.what());
    }
}

void LibraryTest::refuses_data() {
    QTest::addColumn<QString>("file");    // that is replaced
    QTest::addColumn<QString>("content"); // null: removed
    QTest::addColumn<QString>("expected");
    QTest::newRow("no config") << "config.json" << QString() << "no config.json";
    QTest::newRow("no weights") << "model.safetensors" << QString() << "no model.safetensors";
    QTest::newRow("config not json") << "config.json"
                                     << "{"
                                     << "not valid JSON";
    QTest::newRow("config an array") << "config.json"
                                     << "[]"
                                     << "no JSON object";
    QTest::newRow("absurd size") << "config.json"
                                 << "{\"model_type\":\"bert\",\"hidden_size\":1000000000000}"
                                 << "hidden_size";
    QTest::newRow("negative") << "config.json"
                              << "{\"model_type\":\"bert\",\"num_hidden_layers\":-1}"
                              << "num_hidden_layers";
    QTest::newRow("zero heads") << "config.json"
                                << "{\"model_type\":\"bert\",\"num_attention_heads\":0}"
                                << "num_attention_heads";
    QTest::newRow("heads do not divide") << "config.json"
                                         << "{\"model_type\":\"bert\",\"num_attention_heads\":7}"
                                         << "divided";
    QTest::newRow("text for a number") << "config.json"
                                       << "{\"model_type\":\"bert\",\"hidden_size\":\"big\"}"
                                       << "a whole number";
    QTest::newRow("activation") << "config.json"
                                << "{\"model_type\":\"bert\",\"hidden_act\":\"swish\"}"
                                << "hidden_act";
    QTest::newRow("disagrees") << "config.json"
                               << "{\"model_type\":\"bert\"}"
                               << "config.json says";
}

void LibraryTest::refuses() {
    QFETCH(QString, file);
    QFETCH(QString, content);
    QFETCH(QString, expected);
    const auto folder = root() / "tiny";
    addTiny(folder);
    fs::remove(folder / file.toStdString());
    if (!content.isNull()) writeFileAtomically(folder / file.toStdString(), content.toStdString());
    try {
        describeModel(folder);
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(expected), error.what());
        QVERIFY2(QString(error.what()).contains("tiny"), error.what()); // says where
    }
}

QTEST_APPLESS_MAIN(LibraryTest)
#include "tst_library.moc"
