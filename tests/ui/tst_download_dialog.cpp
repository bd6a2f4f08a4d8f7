// A model from the hub through the window, against a hub on this computer.
#include "core/base/Files.h"
#include "tests/support/FakeHub.h"
#include "tests/ui/ProjectTest.h"
#include "ui/dialogs/DownloadDialog.h"
#include "ui/widgets/Notice.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QToolButton>

using namespace espalier;
using namespace espalier::test;

class DownloadDialogTest : public ProjectTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void names_data();
    void names();
    void fetchesAndChooses();
    void otherFamilyIsNotFetched_data();
    void otherFamilyIsNotFetched();
    void gatedModel();
    void noSuchModel();
    void stopsAndGoesOn();
    void goesOnInTheBackground();
    void offlineAsksNobody();

private:
    DownloadDialog* dialog() const { return window_->findChild<DownloadDialog*>(); }
    template<class Widget>
    Widget* part(const char* name = "") const {
        auto* widget = dialog()->findChild<Widget*>(QLatin1String(name));
        if (!widget) qFatal("no %s in the dialog", name);
        return widget;
    }
    void open() {
        press(*window_, Stage::Model, "downloadModel");
        QVERIFY(dialog());
    }
    void lookUp(const QString& name) {
        part<QLineEdit>("repository")->setText(name);
        part<QPushButton>("lookUp")->click();
        QTRY_VERIFY(!bench().hub().isLookingUp());
    }
    QString noticed() const {
        const auto* notice = part<Notice>();
        return notice->isHidden() ? QString() : notice->text();
    }
    QString warned() const { return part<QLabel>("offerWarning")->text(); }
    QPushButton* act() const { return part<QPushButton>("download"); }

    QTemporaryDir scratch_;
    std::unique_ptr<QTemporaryDir> cache_;
    std::unique_ptr<FakeHub> hub_;
};

void DownloadDialogTest::initTestCase() {
    keepTo(scratch_);
    for (const char* name :
         {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE",
          "TRANSFORMERS_OFFLINE", "http_proxy", "all_proxy", "ALL_PROXY"})
        qunsetenv(name);
}

void DownloadDialogTest::init() {
    window_.reset();
    hub_ = std::make_unique<FakeHub>();
    cache_ = std::make_unique<QTemporaryDir>();
    qputenv("HF_ENDPOINT", QByteArray::fromStdString(hub_->server().url()));
    qputenv("HF_HOME", cache_->path().toLocal8Bit());
    const std::filesystem::path folder = (models + "/tiny-bert").toStdString();
    for (const char* name :
         {"config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "model.safetensors"})
        hub_->files[name] = readFile(folder / name);
    freshProject();
    bench().hub().setOffline(false);
    window_->go(Stage::Model);
    open();
}

void DownloadDialogTest::names_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::addColumn<bool>("warned");
    QTest::newRow("nothing") << "" << false << false;
    QTest::newRow("a name") << "clinic/notes" << true << false;
    QTest::newRow("the hub's oldest") << "notes" << true << false;
    QTest::newRow("a revision") << "clinic/notes@v2" << true << false;
    QTest::newRow("spaces around") << " clinic/notes " << true << false;
    QTest::newRow("unfinished") << "clinic/" << false << false;
    QTest::newRow("a revision to come") << "clinic/notes@" << false << false;
    QTest::newRow("three parts") << "a/b/c" << false << true;
    QTest::newRow("a way up") << "../notes" << false << true;
    QTest::newRow("an address") << "https://huggingface.co/clinic/notes" << false << true;
    QTest::newRow("a space inside") << "clinic notes" << false << true;
}

void DownloadDialogTest::names() {
    QFETCH(QString, name);
    part<QLineEdit>("repository")->setText(name);
    QTEST(part<QPushButton>("lookUp")->isEnabled(), "good");
    QFETCH(bool, warned);
    const auto labels = dialog()->findChildren<Label*>();
    QCOMPARE(std::any_of(labels.begin(), labels.end(),
                         [](auto* label) { return label->text().contains("is no name of a model"); }),
             warned);
    QVERIFY(hub_->server().asked().empty());
}

void DownloadDialogTest::fetchesAndChooses() {
    lookUp("clinic/notes");
    QCOMPARE(noticed(), QString());
    const HubOffer offer = *bench().hub().offer();
    QCOMPARE(offer.info.license, std::string("mit"));
    QCOMPARE(offer.family->title, std::string("BERT"));
    QCOMPARE(offer.bytesToFetch, offer.info.bytes());
    QVERIFY(part<QWidget>("offer")->isVisible());
    QVERIFY(warned().isEmpty());
    QCOMPARE(hub_->server().times("model.safetensors"), 0); // nothing large before it is wanted
    part<QLineEdit>("repository")->setText("clinic/other");
    QVERIFY(part<QWidget>("offer")->isHidden() && !act()->isEnabled()); // it is not that one
    part<QLineEdit>("repository")->setText("clinic/notes");
    act()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QTRY_COMPARE_WITH_TIMEOUT(bench().models().chosen()->name, std::string("clinic/notes"), patient);
    QVERIFY(bench().recipe().model.find("models--clinic--notes") != std::string::npos);

    open(); // it is here now
    lookUp("clinic/notes");
    QCOMPARE(bench().hub().offer()->bytesToFetch, 0u);
    QCOMPARE(act()->text(), "Use this model");
}

void DownloadDialogTest::otherFamilyIsNotFetched_data() {
    QTest::addColumn<QByteArray>("family");
    QTest::addColumn<QString>("said");
    QTest::newRow("not supported") << QByteArray("mamba") << "the model family \"mamba\" is not supported";
    QTest::newRow("writes") << QByteArray("t5") << "can't be trained as a classifier";
}

void DownloadDialogTest::otherFamilyIsNotFetched() {
    QFETCH(QByteArray, family);
    QFETCH(QString, said);
    hub_->files["config.json"] = "{\"model_type\": \"" + family.toStdString() + "\"}";
    lookUp("clinic/notes");
    QVERIFY2(warned().contains(said), qPrintable(warned()));
    QVERIFY(!act()->isEnabled());
}

void DownloadDialogTest::gatedModel() {
    hub_->changes = {{"gated", "manual"}};
    hub_->script("/config.json", {[](const Asked&) { return Answer{.status = 403}; }});
    lookUp("clinic/notes");
    QCOMPARE(noticed(), QString());
    QVERIFY(!bench().hub().offer()->family);
    QVERIFY(warned().contains("must be accepted"));
    QVERIFY(act()->isEnabled());
}

void DownloadDialogTest::noSuchModel() {
    hub_->script("/api/models/", {[](const Asked&) { return Answer{.status = 404}; }});
    lookUp("clinic/nots");
    QVERIFY2(noticed().contains("has no model \"clinic/nots\""), qPrintable(noticed()));
    QVERIFY(!bench().hub().offer());
    QVERIFY(!act()->isEnabled());
    lookUp("clinic/notes");
    QCOMPARE(noticed(), QString());
    QVERIFY(act()->isEnabled());
}

void DownloadDialogTest::stopsAndGoesOn() {
    const auto half = hub_->files["model.safetensors"].size() / 2;
    hub_->script("/resolve/" + hub_->commit + "/model.safetensors", {[this, half](const Asked& asked) {
                     auto answer = hub_->handOut("model.safetensors", asked);
                     answer.sent = half;
                     answer.silent = true;
                     return answer;
                 }});
    lookUp("clinic/notes");
    act()->click();
    QTRY_VERIFY_WITH_TIMEOUT(bench().hub().progress().now.bytes >= half, patient);
    QCOMPARE(act()->text(), "Stop");
    act()->click();
    QTRY_VERIFY(!bench().hub().isFetching());
    QCOMPARE(noticed(), QString());
    QCOMPARE(act()->text(), "Go on downloading");
    act()->click(); // at once: the stopped one may not be gone yet
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QTRY_COMPARE_WITH_TIMEOUT(bench().models().chosen()->name, std::string("clinic/notes"), patient);
    bool ranged = false;
    for (const Asked& asked : hub_->server().asked()) ranged = ranged || !asked.header("range").empty();
    QVERIFY(ranged);
}

void DownloadDialogTest::goesOnInTheBackground() {
    lookUp("clinic/notes");
    act()->click();
    part<QPushButton>("closeDownload")->click();
    QTRY_VERIFY(!dialog());
    QTRY_COMPARE_WITH_TIMEOUT(bench().models().chosen()->name, std::string("clinic/notes"), patient);
}

void DownloadDialogTest::offlineAsksNobody() {
    part<QCheckBox>("workOffline")->click();
    QVERIFY(window_->findChild<QToolButton*>("offline")->isChecked());
    lookUp("clinic/notes");
    QVERIFY2(noticed().startsWith("Offline:"), qPrintable(noticed()));
    QVERIFY(hub_->server().asked().empty());
    const auto* told = part<Notice>(); // all of it can be read
    QTRY_VERIFY(told->height() >= told->heightForWidth(told->width()));
    dialog()->reject();
    QTest::mouseClick(window_->findChild<QToolButton*>("offline"), Qt::LeftButton);
    QVERIFY(!bench().hub().isOffline());
}

QTEST_MAIN(DownloadDialogTest)
#include "tst_download_dialog.moc"
