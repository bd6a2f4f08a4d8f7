#include "core/model/Advice.h"

#include <QTest>

using namespace espalier;

namespace {

AdviceCandidate model(const char* name) {
    AdviceCandidate c;
    c.name = name;
    c.family = "bert";
    c.languages = "en";
    c.spoken = "English";
    c.parameters = 22'700'000;
    c.maxLength = 512;
    c.memoryBytes = 1e9;
    c.piecesPerWord = 1.2;
    return c;
}

template<class Change>
AdviceCandidate model(const char* name, Change change) {
    auto c = model(name);
    change(c);
    return c;
}

// The cast of the tables below.
std::vector<AdviceCandidate> cast() {
    return {
        model("small"),
        model("base", [](auto& c) { c.parameters = 110'000'000; }),
        model("large", [](auto& c) { c.parameters = 335'000'000, c.memoryBytes = 6e9; }),
        model("silent", [](auto& c) { c.languages = c.spoken = ""; }),
        model("chinese", [](auto& c) { c.languages = "zh", c.spoken = "Chinese"; }),
        model("many", [](auto& c) { c.languages = "multilingual", c.parameters = 118'000'000; }),
        model("short", [](auto& c) { c.maxLength = 128, c.longerShare = 0.4; }),
        model("blind", [](auto& c) { c.unknownShare = 0.2; }),
        model("splitting", [](auto& c) { c.piecesPerWord = 3.4; }),
        model("writer", [](auto& c) { c.family = "gpt2"; }),
    };
}

std::vector<AdviceCandidate> chosen(const QStringList& names) {
    std::vector<AdviceCandidate> found;
    for (const QString& name : names)
        for (auto& c : cast())
            if (c.name == name.toStdString()) found.push_back(c);
    return found;
}

} // namespace

class AdviceTest : public QObject {
    Q_OBJECT
private slots:
    void best_data();
    void best();
    void reasons_data();
    void reasons();
    void languages_data();
    void languages();
    void hardlyBetterIsNotSaid();
    void nothingToChoose();
};

void AdviceTest::best_data() {
    QTest::addColumn<QStringList>("among");
    QTest::addColumn<bool>("card");
    QTest::addColumn<double>("gigabytes");
    QTest::addColumn<QString>("best");
    const auto row = [](const char* among, bool card, double gigabytes, const char* best) {
        QTest::addRow("%s, %s, %g GB", among, card ? "card" : "CPU", gigabytes)
            << QString::fromLatin1(among).split(u' ') << card << gigabytes << QString::fromLatin1(best);
    };
    row("base small large", false, 16, "small"); // a result today
    row("small base", true, 16, "base");         // a card trains the larger as well
    row("base large", true, 4, "base");          // no room
    row("large", true, 4, "");                   // none is any good
    row("large", true, 0, "large");              // not known: not held against it
    row("large chinese", false, 16, "large");    // slow, but it knows the language
    row("chinese many", false, 16, "many");
    row("many base", false, 16, "base");     // its own language before many
    row("silent small", false, 16, "small"); // who says so is believed
    row("silent chinese", false, 16, "silent");
    row("short base", false, 16, "base"); // reads the texts to their end
    row("blind many", false, 16, "many");
    row("splitting many", false, 16, "many");
    row("writer base", false, 16, "base"); // both sides of a word
}

void AdviceTest::best() {
    QFETCH(QStringList, among);
    QFETCH(bool, card);
    QFETCH(double, gigabytes);
    const auto candidates = chosen(among);
    QCOMPARE(candidates.size(), static_cast<std::size_t>(among.size()));
    const auto advice = advise({"en", "English"}, {card, gigabytes * 1e9}, candidates);
    QTEST(advice.best < 0 ? QString()
                          : QString::fromStdString(candidates[static_cast<std::size_t>(advice.best)].name),
          "best");
}

void AdviceTest::reasons_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("suits");
    QTest::addColumn<QString>("because");
    const auto row = [](const char* name, Suits suits, const char* because) {
        QTest::newRow(name) << QString::fromLatin1(name) << static_cast<int>(suits)
                            << QString::fromLatin1(because);
    };
    row("small", Suits::Well, "It was made for English, as your texts are: a word falls into 1.2 pieces.");
    row("many", Suits::Well, "It knows many languages, and a word of your texts falls into 1.2 pieces.");
    row("silent", Suits::Well,
        "It knows the words of your texts, and is small enough to train without a graphics card.");
    row("chinese", Suits::Badly, "It was made for Chinese, and your texts are in English.");
    row("blind", Suits::Badly, "20 % of the pieces of your texts are unknown to it.");
    row("splitting", Suits::Passably,
        "A word of your texts falls into 3.4 pieces: it knows little of their language.");
    row("short", Suits::Passably, "It reads 128 tokens of a text at most, and 40 % of yours are longer.");
    row("large", Suits::Badly, "It needs about 6.0 GB to train, and this machine has 4.0 GB.");
    row("writer", Suits::Passably,
        "It reads from left to right only; models that see both sides of a word mostly judge texts better.");
}

void AdviceTest::reasons() {
    QFETCH(QString, name);
    const auto advice = advise({"en", "English"}, {false, 4e9}, chosen({name}));
    QTEST(static_cast<int>(advice.verdicts.front().suits), "suits");
    QTEST(QString::fromStdString(advice.verdicts.front().because.english()), "because");
}

void AdviceTest::languages_data() {
    QTest::addColumn<QString>("card");
    QTest::addColumn<bool>("german");
    QTest::newRow("it") << "de" << true;
    QTest::newRow("one of two") << "en, de" << true;
    QTest::newRow("with its script") << "de-Latn" << true;
    QTest::newRow("capitals") << "DE" << true;
    QTest::newRow("others") << "en, fr" << false;
    QTest::newRow("three letters") << "deu-x" << false;
    QTest::newRow("multilingual") << "multilingual" << true;
    QTest::newRow("a long list") << "af, am, ar, as, az, be, bg, bn" << true;
    QTest::newRow("silent") << "" << false;
}

void AdviceTest::languages() {
    QFETCH(QString, card);
    QTEST(speaks(card.toStdString(), "de"), "german");
}

void AdviceTest::hardlyBetterIsNotSaid() {
    const auto near = advise({"en", "English"}, {false, 16e9}, chosen({"small", "silent"}));
    QCOMPARE(near.best, 0);
    QVERIFY(!near.isClearlyBetterThan(1) && !near.isClearlyBetterThan(0));
    QVERIFY(advise({"en", "English"}, {false, 16e9}, chosen({"small", "chinese"})).isClearlyBetterThan(1));
}

void AdviceTest::nothingToChoose() {
    QCOMPARE(advise({"en", "English"}, {}, {}).best, -1);
    const auto unknownLanguage = advise({}, {}, chosen({"small", "chinese"}));
    QCOMPARE(unknownLanguage.best, 0); // the first of equals
}

QTEST_APPLESS_MAIN(AdviceTest)
#include "tst_advice.moc"
