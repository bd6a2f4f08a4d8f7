#pragma once
// What the window remembers between two starts, each with its type and default. A project's own choices are
// kept in the project.
#include <QByteArray>
#include <QStringList>

namespace espalier::settings {

bool darkTheme();
void setDarkTheme(bool dark);

double textScale(); // 1 … 1.5
void setTextScale(double scale);

QString language(); // "en", "zh_CN"; at first the system's, where it is one of these
void setLanguage(const QString& language);

bool offline(); // no connection may be opened
void setOffline(bool offline);

QByteArray geometry();
void setGeometry(const QByteArray& geometry);

QStringList recentProjects(); // folders, latest first, at most 8
void rememberProject(const QString& folder);
void forgetProject(const QString& folder);

} // namespace espalier::settings
