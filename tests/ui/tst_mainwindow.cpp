#include "ui/MainWindow.h"
#include "ui/pages/Page.h"
#include "ui/theme/Theme.h"

#include <QAbstractButton>
#include <QLayout>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace espalier;

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, scratch_.path());
        qputenv("ESPALIER_MODELS", scratch_.path().toLocal8Bit());
        Theme::current();
    }

    void startsEmpty() {
        MainWindow window;
        QVERIFY(!window.stage());
        window.go(Stage::Train);
        QVERIFY(!window.stage()); // not possible without a project
        QVERIFY(!window.bench().stage(Stage::Train).reason.isEmpty());
    }

    void languageAndThemeChangeAtRunTime() {
        MainWindow window;
        window.show();
        window.setDark(true);
        window.setChinese(true);
        QVERIFY(!window.grab().isNull());
        window.setChinese(false);
        window.setDark(false);
        QCOMPARE(window.windowTitle(), "Espalier");
    }

    void everyPageFitsTheSmallestWindow_data() {
        QTest::addColumn<bool>("chinese");
        QTest::addColumn<double>("scale");
        QTest::newRow("English") << false << 1.0;
        QTest::newRow("Chinese") << true << 1.0;
    }
    void everyPageFitsTheSmallestWindow() {
        QFETCH(bool, chinese);
        QFETCH(double, scale);
        MainWindow window;
        window.setChinese(chinese);
        Theme::current().setTextScale(scale);
        window.resize(1024, 700);
        window.show();
        QTest::qWait(0);
        const QSize room = window.welcome()->size();
        QVERIFY(room.height() <= 700 - 2 * 32);
        for (int i = 0; i < stageCount; ++i) {
            Page* page = window.page(static_cast<Stage>(i));
            page->ensurePolished();
            const QSize least = page->layout()->minimumSize();
            const int tall = std::max(least.height(), page->layout()->minimumHeightForWidth(room.width()));
            QVERIFY2(least.width() <= room.width() && tall <= room.height(),
                     qPrintable(QStringLiteral("%1: %2 × %3 in %4 × %5")
                                    .arg(QLatin1String(page->metaObject()->className()))
                                    .arg(least.width())
                                    .arg(tall)
                                    .arg(room.width())
                                    .arg(room.height())));
        }
        Theme::current().setTextScale(1);
        window.setChinese(false);
    }

    void controlsHaveNames() {
        MainWindow window;
        for (const auto* button : window.findChildren<QAbstractButton*>()) {
            const bool named = !button->text().isEmpty() || !button->accessibleName().isEmpty();
            const bool qts = button->objectName().startsWith(QStringLiteral("qt_")) ||
                             qobject_cast<QLineEdit*>(button->parentWidget());
            QVERIFY2(named || qts || button->isHidden(),
                     qPrintable(button->parentWidget()->metaObject()->className() + button->objectName()));
        }
    }

private:
    QTemporaryDir scratch_;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
