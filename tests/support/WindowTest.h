#pragma once
// The real window in a test: what stands on a page is found by its name and pressed as a person would.
#include "ui/MainWindow.h"
#include "ui/pages/Page.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace espalier::test {

inline constexpr int patient = 60000; // ms; only a hang takes so long
inline const QString models = QStringLiteral(ESPALIER_FIXTURES "/models");

// The person's own settings and models stay out of it.
inline void keepTo(const QTemporaryDir& scratch) {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, scratch.path());
    qputenv("ESPALIER_MODELS", models.toLocal8Bit());
    qputenv("HF_HOME", scratch.path().toLocal8Bit());
}

template<class Widget>
Widget* on(MainWindow& window, Stage stage, const char* name = "") {
    auto* widget = window.page(stage)->findChild<Widget*>(QLatin1String(name));
    if (!widget) qFatal("no %s on the page", name);
    return widget;
}

inline void press(MainWindow& window, Stage stage, const char* name) {
    auto* button = on<QPushButton>(window, stage, name);
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patient);
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace espalier::test
