#include "ui/settings/Settings.h"

#include <QLocale>
#include <QSettings>

namespace espalier::settings {
namespace {

template<class T>
T value(const char* key, const T& fallback) {
    return QSettings().value(QLatin1String(key), fallback).template value<T>();
}

template<class T>
void setValue(const char* key, const T& newValue) {
    QSettings().setValue(QLatin1String(key), newValue);
}

} // namespace

bool darkTheme() {
    return value("theme/dark", false);
}
void setDarkTheme(bool dark) {
    setValue("theme/dark", dark);
}

double textScale() {
    return value("theme/textScale", 1.0);
}
void setTextScale(double scale) {
    setValue("theme/textScale", scale);
}

QString language() {
    const bool chinese = QLocale::system().language() == QLocale::Chinese;
    return value("language", chinese ? QStringLiteral("zh_CN") : QStringLiteral("en"));
}
void setLanguage(const QString& language) {
    setValue("language", language);
}

bool offline() {
    return value("network/offline", false);
}
void setOffline(bool offline) {
    setValue("network/offline", offline);
}

QByteArray geometry() {
    return value("window/geometry", QByteArray());
}
void setGeometry(const QByteArray& geometry) {
    setValue("window/geometry", geometry);
}

QStringList recentProjects() {
    return value("projects/recent", QStringList());
}

void rememberProject(const QString& folder) {
    QStringList list = recentProjects();
    list.removeAll(folder);
    list.prepend(folder);
    setValue("projects/recent", list.mid(0, 8));
}

void forgetProject(const QString& folder) {
    QStringList list = recentProjects();
    list.removeAll(folder);
    setValue("projects/recent", list);
}

} // namespace espalier::settings
