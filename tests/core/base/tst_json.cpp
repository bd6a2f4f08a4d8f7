#include "core/base/MessageJson.h"

#include <QTest>

using namespace espalier;

class JsonTest : public QObject {
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void messagesFillIn();
    void messagesAreKept();
};

void JsonTest::refuses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // part of the error
    QTest::newRow("empty") << ""
                           << "not valid JSON";
    QTest::newRow("cut off") << "{\"a\": [1, 2"
                             << "not valid JSON";
    QTest::newRow("bomb") << QString("[").repeated(100000) << "nested deeper";
    QTest::newRow("wrong type") << "{\"size\": \"large\"}"
                                << "\"size\" is \"large\", expected a whole number";
    QTest::newRow("fraction") << "{\"size\": 1.5}"
                              << "expected a whole number";
}

void JsonTest::refuses() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    try {
        const auto json = parseJson(text.toStdString(), "config.json");
        valueOr<std::int64_t>(json, "size", 1, "config.json");
        QFAIL("expected an error");
    } catch (const Error& error) {
        const QString what = error.what();
        QVERIFY2(what.contains("config.json") && what.contains(expected), error.what());
    }
}

void JsonTest::messagesFillIn() {
    const auto words = message("base", "{0} has {1} rows, {0} is full {x}", "a.csv", 12);
    QCOMPARE(words.english(), std::string("a.csv has 12 rows, a.csv is full {x}"));
    // A value that looks like a placeholder stays as it is.
    QCOMPARE(message("base", "{0}{1}", "{1}", "b").english(), std::string("{1}b"));
}

void JsonTest::messagesAreKept() {
    const auto words = message("base", "{0} has {1} rows", "a.csv", 12);
    const auto read = messageFromJson(parseJson(toJson(words).dump(), "x"), "x");
    QCOMPARE(read.context, std::string("base"));
    QCOMPARE(read.text, words.text);
    QCOMPARE(read.args, words.args);
    QVERIFY(messageFromJson(Json::object(), "x").empty());
    QVERIFY_EXCEPTION_THROWN(messageFromJson(Json{{"args", {1}}}, "x"), Error);
}

QTEST_APPLESS_MAIN(JsonTest)
#include "tst_json.moc"
