// The Model page says which checkpoint suits the texts, and why.
#include "tests/ui/ProjectTest.h"
#include "ui/pages/Model/Advisor.h"
#include "ui/widgets/EntryList.h"
#include "ui/widgets/Label.h"

using namespace espalier;
using namespace espalier::test;

class AdvisorTest : public ProjectTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void saysWhatSuitsBetter();
    void looksAgainForOtherTexts();
    void saysItInTheReadersLanguage();

private:
    void addModel(const QString& name, const QByteArray& language);
    void importTexts(const char* name, const QByteArray& text);
    QString said(const char* name) const {
        const auto* label = window_->page(Stage::Model)->findChild<Label*>(QLatin1String(name));
        return label->isHidden() ? QString() : label->text();
    }

    QTemporaryDir scratch_, library_;
};

void AdvisorTest::initTestCase() {
    keepTo(scratch_);
    qputenv("ESPALIER_MODELS", library_.path().toLocal8Bit());
    addModel("tiny-bert", "en");
    addModel("tiny-chinese", "zh");
}

void AdvisorTest::init() {
    freshProject();
    importTexts("english.csv", "This is the card that I was sent and it does not work with the machine");
    bench().chooseModel("tiny-chinese");
    window_->go(Stage::Model);
}

void AdvisorTest::addModel(const QString& name, const QByteArray& language) {
    const QDir from(models + "/tiny-bert"), to(library_.filePath(name));
    QVERIFY(QDir().mkpath(to.path()));
    for (const QString& file : from.entryList(QDir::Files))
        QVERIFY(QFile::copy(from.filePath(file), to.filePath(file)));
    QFile card(to.filePath("README.md"));
    QVERIFY(card.open(QIODevice::WriteOnly) && card.write("---\nlanguage: " + language + "\n---\n") > 0);
}

void AdvisorTest::importTexts(const char* name, const QByteArray& text) {
    QByteArray bytes = "text,label\n";
    for (int i = 0; i < 40; ++i) bytes += text + ',' + (i % 2 ? "yes" : "no") + '\n';
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    ImportRequest request;
    request.file = file.fileName().toStdString();
    request.columns.text = "text";
    request.columns.label = "label";
    bench().data().import(request);
    QTRY_COMPARE(bench().data().state().info.name, std::string(name));
}

void AdvisorTest::saysWhatSuitsBetter() {
    QTRY_VERIFY_WITH_TIMEOUT(!said("better").isEmpty(), patient);
    QTRY_COMPARE_WITH_TIMEOUT(said("advice"),
                              QString("It was made for Chinese, and your texts are in English."), patient);
    QVERIFY2(said("better").startsWith("tiny-bert suits better. It was made for English"),
             qPrintable(said("better")));
    press(*window_, Stage::Model, "chooseBetter");
    QTRY_COMPARE(bench().models().chosen()->name, std::string("tiny-bert"));
    QVERIFY(said("better").isEmpty());
    QTRY_VERIFY(said("advice").startsWith("It was made for English, as your texts are"));
}

void AdvisorTest::looksAgainForOtherTexts() {
    QTRY_VERIFY_WITH_TIMEOUT(!said("better").isEmpty(), patient);
    importTexts("chinese.csv", "锅底很好吃，但是等位时间太长了");
    QTRY_VERIFY_WITH_TIMEOUT(said("better").isEmpty(), patient);
    QTRY_VERIFY_WITH_TIMEOUT(!said("advice").contains("made for Chinese, and"), patient);
}

void AdvisorTest::saysItInTheReadersLanguage() {
    QTRY_VERIFY_WITH_TIMEOUT(!said("better").isEmpty(), patient);
    window_->setChinese(true);
    QTRY_VERIFY(said("advice").contains(QString::fromUtf8("中文")));
    window_->setChinese(false);
}

QTEST_MAIN(AdvisorTest)
#include "tst_advisor.moc"
