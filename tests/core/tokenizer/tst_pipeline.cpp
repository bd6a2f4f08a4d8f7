#include "TokenizerFolder.h"
#include "core/tokenizer/Truncation.h"

#include <QTest>

using namespace espalier;

class TestPipeline : public QObject {
    Q_OBJECT
private slots:
    void encodes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pair");
        QTest::addColumn<int>("maxLength");
        QTest::addColumn<QString>("tokens");
        QTest::addColumn<QString>("typeIds");
        QTest::addColumn<QString>("offsets");
        QTest::newRow("one text") << "Un able"
                                  << "" << 0 << "[CLS] un able [SEP]"
                                  << "[0,0,0,0]"
                                  << "[[0,0],[0,2],[3,7],[0,0]]";
        QTest::newRow("pieces") << "unable"
                                << "" << 0 << "[CLS] un ##able [SEP]"
                                << "[0,0,0,0]"
                                << "[[0,0],[0,2],[2,6],[0,0]]";
        QTest::newRow("two texts") << "a"
                                   << "b a" << 0 << "[CLS] a [SEP] b a [SEP]"
                                   << "[0,0,0,1,1,1]"
                                   << "[[0,0],[0,1],[0,0],[0,1],[2,3],[0,0]]";
        QTest::newRow("nothing") << ""
                                 << "" << 0 << "[CLS] [SEP]"
                                 << "[0,0]"
                                 << "[[0,0],[0,0]]";
        QTest::newRow("only white space") << " \t "
                                          << "" << 0 << "[CLS] [SEP]"
                                          << "[0,0]"
                                          << "[[0,0],[0,0]]";
        QTest::newRow("first is empty") << ""
                                        << "a" << 0 << "[CLS] [SEP] a [SEP]"
                                        << "[0,0,1,1]"
                                        << "[[0,0],[0,0],[0,1],[0,0]]";
        QTest::newRow("combining mark") << QString("a\u0301b un") << "" << 0 << "[CLS] ab un [SEP]"
                                        << "[0,0,0,0]"
                                        << "[[0,0],[0,3],[4,6],[0,0]]";
        QTest::newRow("mark at the end") << QString("un\u0301 a") << "" << 0 << "[CLS] un a [SEP]"
                                         << "[0,0,0,0]"
                                         << "[[0,0],[0,2],[4,5],[0,0]]";
        QTest::newRow("emoji") << QString("a😀 a") << "" << 0 << "[CLS] [UNK] a [SEP]"
                               << "[0,0,0,0]"
                               << "[[0,0],[0,2],[3,4],[0,0]]";
        QTest::newRow("ideographs") << QString("a中国a") << "" << 0 << "[CLS] a 中 [UNK] a [SEP]"
                                    << "[0,0,0,0,0,0]"
                                    << "[[0,0],[0,1],[1,2],[2,3],[3,4],[0,0]]";
        QTest::newRow("cut") << "a b a b"
                             << "" << 4 << "[CLS] a b [SEP]"
                             << "[0,0,0,0]"
                             << "[[0,0],[0,1],[2,3],[0,0]]";
        QTest::newRow("just fits") << "a b"
                                   << "" << 4 << "[CLS] a b [SEP]"
                                   << "[0,0,0,0]"
                                   << "[[0,0],[0,1],[2,3],[0,0]]";
        QTest::newRow("room for none") << "a b"
                                       << "" << 2 << "[CLS] [SEP]"
                                       << "[0,0]"
                                       << "[[0,0],[0,0]]";
        QTest::newRow("longer is cut") << "a"
                                       << "b b b b" << 6 << "[CLS] a [SEP] b b [SEP]"
                                       << "[0,0,0,1,1,1]"
                                       << "[[0,0],[0,1],[0,0],[0,1],[2,3],[0,0]]";
        QTest::newRow("odd room") << "a a a a"
                                  << "b b b b" << 6 << "[CLS] a [SEP] b b [SEP]"
                                  << "[0,0,0,1,1,1]"
                                  << "[[0,0],[0,1],[0,0],[0,1],[2,3],[0,0]]";
    }
    void encodes() {
        QFETCH(QString, text);
        QFETCH(QString, pair);
        QFETCH(int, maxLength);
        const auto tokenizer = TokenizerFolder({"a", "b", "ab", "un", "able", "##able", "中"}).load();
        const std::string first = text.toStdString(), second = pair.toStdString();
        const Encoding encoding = tokenizer->encode({first, second}, {.maxLength = maxLength}); // "": no pair
        QTEST(QString::fromStdString(tokensOf(*tokenizer, encoding)), "tokens");
        QTEST(QString::fromStdString(listed(encoding.typeIds)), "typeIds");
        QTEST(QString::fromStdString(listed(encoding.offsets)), "offsets");
    }

    void truncatesLongestFirst_data() { // values of the reference's own description of the rule
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("room");
        QTest::addColumn<int>("keepFirst");
        QTest::addColumn<int>("keepSecond");
        const int rows[][5] = {{0, 0, 7, 0, 0}, {0, 8, 7, 0, 7}, {8, 0, 7, 7, 0}, {2, 8, 7, 2, 5},
                               {8, 2, 7, 5, 2}, {4, 4, 7, 3, 4}, {4, 8, 7, 3, 4}, {8, 4, 7, 4, 3},
                               {8, 8, 7, 3, 4}, {4, 3, 7, 4, 3}, {9, 9, 1, 0, 1}, {9, 8, 1, 1, 0},
                               {3, 3, 0, 0, 0}, {9, 2, 6, 4, 2}, {3, 9, 6, 3, 3}};
        for (const auto& r : rows)
            QTest::addRow("%d and %d into %d", r[0], r[1], r[2]) << r[0] << r[1] << r[2] << r[3] << r[4];
    }
    void truncatesLongestFirst() {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(int, room);
        const auto kept =
            truncateLongestFirst(static_cast<std::size_t>(first), static_cast<std::size_t>(second),
                                 static_cast<std::size_t>(room));
        QTEST(static_cast<int>(kept.first), "keepFirst");
        QTEST(static_cast<int>(kept.second), "keepSecond");
    }

    void truncatesTheLeftWhereAsked() {
        TokenizerFolder folder({"a", "b"});
        folder.write("tokenizer_config.json", R"({"truncation_side": "left"})");
        const auto tokenizer = folder.load();
        QCOMPARE(tokensOf(*tokenizer, tokenizer->encode({"a a b", {}}, {.maxLength = 3})),
                 std::string("[CLS] b [SEP]"));
    }

    void refusesALengthWithoutRoom() {
        const auto tokenizer = TokenizerFolder({"a"}).load();
        QVERIFY_THROWS_EXCEPTION(Error, tokenizer->encode({"a", {}}, {.maxLength = 1}));
        QVERIFY_THROWS_EXCEPTION(Error, tokenizer->encode({"a", "a"}, {.maxLength = 2}));
    }

    void leavesOffsetsOut() {
        const auto tokenizer = TokenizerFolder({"a"}).load();
        const Encoding encoding = tokenizer->encode({"a", {}}, {.offsets = false});
        QCOMPARE(encoding.ids.size(), std::size_t(3));
        QVERIFY(encoding.offsets.empty());
    }

    void describesItself() {
        TokenizerFolder folder({"a"});
        folder.write("tokenizer_config.json", R"({"model_max_length": 64})");
        const auto tokenizer = folder.load();
        QCOMPARE(tokenizer->vocabularySize(), 5);
        QCOMPARE(tokenizer->unknownId(), 1);
        QCOMPARE(tokenizer->specialTokens(false), 2);
        QCOMPARE(tokenizer->specialTokens(true), 3);
        QCOMPARE(tokenizer->modelMaxLength(), 64);
    }

    void modelMaxLength_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<int>("length");
        QTest::newRow("no file") << "" << 0;
        QTest::newRow("not said") << "{}" << 0;
        QTest::newRow("null") << R"({"model_max_length": null})" << 0;
        QTest::newRow("said") << R"({"model_max_length": 512})" << 512;
        QTest::newRow("as a fraction") << R"({"model_max_length": 512.0})" << 512;
        QTest::newRow("no limit") << R"({"model_max_length": 1e30})" << 0;
        QTest::newRow("no limit, as Transformers writes it")
            << R"({"model_max_length": 1000000000000000019884624838656})" << 0;
        QTest::newRow("none") << R"({"model_max_length": 0})" << 0;
        QTest::newRow("less than none") << R"({"model_max_length": -1})" << 0;
        QTest::newRow("a text") << R"({"model_max_length": "512"})" << 0;
    }
    void modelMaxLength() {
        QFETCH(QString, config);
        TokenizerFolder folder({"a"});
        if (!config.isEmpty()) folder.write("tokenizer_config.json", config.toStdString());
        QTEST(static_cast<int>(folder.load()->modelMaxLength()), "length");
    }

    void batchEqualsOneByOne_data() {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3, 16}) QTest::addRow("%d threads", threads) << threads;
    }
    void batchEqualsOneByOne() {
        QFETCH(int, threads);
        const auto tokenizer = TokenizerFolder({"a", "b", "##b", "un", "##able"}).load();
        std::vector<std::string> texts;
        for (int i = 0; i < 500; ++i)
            texts.push_back(std::string(static_cast<std::size_t>(i % 7), 'b') + " unable é a" +
                            std::to_string(i));
        std::vector<TextPair> batch;
        for (std::size_t i = 0; i < texts.size(); ++i)
            batch.push_back(
                {texts[i], i % 3 ? std::nullopt : std::optional<std::string_view>(texts[(i * 7) % 500])});
        const EncodeOptions options{.maxLength = 9};
        const auto encodings = tokenizer->encodeBatch(batch, options, threads);
        QCOMPARE(encodings.size(), batch.size());
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const Encoding one = tokenizer->encode(batch[i], options);
            QVERIFY(encodings[i].ids == one.ids && encodings[i].typeIds == one.typeIds &&
                    encodings[i].offsets == one.offsets);
        }
        QVERIFY(tokenizer->encodeBatch({}, options, threads).empty());
    }

    void batchStops() {
        const auto tokenizer = TokenizerFolder({"a"}).load();
        StopSource source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Stopped, tokenizer->encodeBatch({{"a", {}}}, {}, 2, source.get_token()));
    }
};

QTEST_APPLESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
