#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/model/Config.h"
#include "core/model/Library.h"
#include "core/tokenizer/Tokenizer.h"

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
    void describesAnyCard_data();
    void describesAnyCard();
    void tokenizerMustFit_data();
    void tokenizerMustFit();
    void listsWhatDoesNotFit();
    void addsAndForgetsFolders();
    void addsNoFolderTwice();
    void resolves();
    void resolvesRuns();
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
    // Gives tiny's tokenizer more tokens than its vocabulary of 900, as many as the model has embeddings.
    void addTokens(int count) const {
        Json json = readJson(root() / "tiny/tokenizer.json");
        for (int i = 0; i < count; ++i)
            json["added_tokens"].push_back({{"content", fmt::format("[NEW{}]", i)}, {"id", 900 + i}});
        writeFileAtomically(root() / "tiny/tokenizer.json", json.dump());
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

void LibraryTest::addsAndForgetsFolders() {
    const QTemporaryDir elsewhere;
    const fs::path folder = elsewhere.path().toStdString();
    addTiny(folder / "mine/tiny");
    addTiny(folder / "runs/first/best");
    writeFileAtomically(folder / "runs/first/run.json", "{}");
    QVERIFY(listModels().empty());
    QVERIFY(addFolder(folder / "mine") && addFolder(folder / "runs/../runs"));
    QCOMPARE(addedFolders(), (std::vector{fs::canonical(folder / "mine"), fs::canonical(folder / "runs")}));
    const auto models = listModels();
    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models[0].name, std::string("first"));
    QCOMPARE(models[1].name, std::string("tiny"));
    QCOMPARE(resolveModel("first"), fs::canonical(folder / "runs/first/best"));
    fs::remove_all(folder / "runs"); // as a drive that is not there
    QCOMPARE(listModels().size(), std::size_t{1});
    QVERIFY(forgetFolder(folder / "runs") && !forgetFolder(folder / "runs") && forgetFolder(folder / "mine"));
    QVERIFY(addedFolders().empty() && listModels().empty());
    QVERIFY(fs::exists(folder / "mine/tiny/config.json"));
}

void LibraryTest::addsNoFolderTwice() {
    const QTemporaryDir elsewhere;
    const fs::path folder = elsewhere.path().toStdString();
    addTiny(folder / "inner/tiny");
    QVERIFY(addFolder(folder / "inner") && !addFolder(folder / "inner/") &&
            !addFolder(folder / "inner/tiny"));
    QVERIFY(addFolder(folder)); // around it
    QCOMPARE(listModels().size(), std::size_t{1});
    addTiny(root() / "tiny");
    QVERIFY(!addFolder(root() / "tiny"));
    QVERIFY_EXCEPTION_THROWN(addFolder(folder / "none"), Error);
    QVERIFY_EXCEPTION_THROWN(addFolder(folder / "inner/tiny/config.json"), Error);
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

void LibraryTest::describesAnyCard_data() {
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QString>("summary");
    const QByteArray many(60'000, 'x');
    QTest::newRow("no link") << QByteArray("A model.") << "A model.";
    QTest::newRow("links") << QByteArray("A [model](u) of [ours](v)") << "A model of ours";
    QTest::newRow("link without words") << QByteArray("a [](u) b") << "a  b";
    QTest::newRow("brackets") << QByteArray("a [b] c [d]") << "a [b] c [d]";
    QTest::newRow("bracket in a link") << QByteArray("a [b [c](d) e") << "a b [c e";
    QTest::newRow("link cut off") << QByteArray("a [b](c") << "a [b](c";
    QTest::newRow("bracket last") << QByteArray("a [") << "a [";
    QTest::newRow("endless words") << QByteArray("a [" + many) << "a [" + QString(157, 'x') + "…";
    QTest::newRow("endless address") << QByteArray("a [b](" + many) << "a [b](" + QString(154, 'x') + "…";
    QTest::newRow("brackets alone") << QByteArray("a" + QByteArray(60'000, '['))
                                    << "a" + QString(159, '[') + "…";
    QTest::newRow("long address") << QByteArray("a [b](" + QByteArray(3000, 'x') + ") c") << "a b c";
    QTest::newRow("no UTF-8") << QByteArray("a \xFF b") << "a \uFFFD b";
}

void LibraryTest::describesAnyCard() {
    QFETCH(QByteArray, card);
    QFETCH(QString, summary);
    addTiny(root() / "tiny");
    writeFileAtomically(root() / "tiny/README.md", card.toStdString());
    QCOMPARE(QString::fromStdString(describeModel(root() / "tiny").summary), summary);
}

void LibraryTest::tokenizerMustFit_data() {
    QTest::addColumn<int>("added");
    QTest::addColumn<QString>("says"); // "": it fits
    QTest::newRow("as many as embeddings") << 0 << "";
    QTest::newRow("one more") << 1 << "ids up to 900, config.json's \"vocab_size\" is 900";
    QTest::newRow("twenty more") << 20 << "ids up to 919, config.json's \"vocab_size\" is 900";
}

void LibraryTest::tokenizerMustFit() {
    QFETCH(int, added);
    QFETCH(QString, says);
    addTiny(root() / "tiny");
    addTokens(added);
    const auto tokenizer = loadTokenizer(root() / "tiny");
    QCOMPARE(tokenizer->vocabularySize(), 900 + added);
    QString said;
    try {
        checkTokenizerFits(*tokenizer, readConfig(root() / "tiny"), root() / "tiny");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Mismatch);
        QVERIFY(!error.remedy().empty());
        said = error.what();
    }
    QVERIFY2(says.isEmpty() ? said.isEmpty() : said.contains(says) && said.contains("tiny"),
             qPrintable(said));
}

void LibraryTest::listsWhatDoesNotFit() {
    addTiny(root() / "tiny");
    addTokens(1);
    const auto models = listModels();
    QCOMPARE(models.size(), std::size_t{1});
    QVERIFY2(QString::fromStdString(models[0].problem.english()).contains("ids up to 900"),
             models[0].problem.english().c_str());
    QVERIFY(!models[0].remedy.empty());
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

// A run's model goes by the run's name.
void LibraryTest::resolvesRuns() {
    const auto run = root() / "0007-minilm";
    writeFileAtomically(run / "run.json", "{}");
    try {
        resolveModel(run.string());
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("has kept no model"), error.what());
    }
    addTiny(run / "best");
    QVERIFY(resolveModel(run.string()) == run / "best");
    QVERIFY(resolveModel("0007-minilm") == run / "best");
    QCOMPARE(describeModel(run / "best").name, std::string("0007-minilm"));
    QCOMPARE(listModels().front().name, std::string("0007-minilm"));
}

void LibraryTest::refuses_data() {
    QTest::addColumn<QString>("file");    // that is replaced
    QTest::addColumn<QString>("content"); // null: removed
    QTest::addColumn<QString>("expected");
    QTest::newRow("no config") << "config.json" << QString() << "no config.json";
    QTest::newRow("no weights") << "model.safetensors" << QString() << "neither model.safetensors";
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
                                << "{\"model_type\":\"bert\",\"hidden_act\":\"softsign\"}"
                                << "hidden_act";
    QTest::newRow("positions") << "config.json"
                               << R"({"model_type":"bert","position_embedding_type":"rotary"})"
                               << "absolute, relative_key or relative_key_query";
    const auto llama = [](const char* rotary) {
        return QString(
                   R"({"model_type":"llama","hidden_size":16,"num_attention_heads":4,"rope_parameters":%1})")
            .arg(rotary);
    };
    QTest::newRow("rotary type") << "config.json" << llama(R"({"rope_type":"spiral"})") << "longrope";
    QTest::newRow("factors") << "config.json"
                             << llama(R"({"rope_type":"longrope","long_factor":[1,2],"short_factor":[1,0]})")
                             << "\"short_factor\"";
    QTest::newRow("no end") << "config.json"
                            << llama(R"({"rope_type":"longrope","original_max_position_embeddings":1e300,)"
                                     R"("factor":2,"long_factor":[1,2],"short_factor":[1,2]})")
                            << "original_max_position_embeddings";
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
