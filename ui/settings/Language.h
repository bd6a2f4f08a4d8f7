#pragma once
// The language of the window, changed at run time: every widget gets QEvent::LanguageChange.
#include <QString>

namespace espalier {

// "en" or "zh_CN"; anything else is taken for English.
void setLanguage(const QString& language);
QString currentLanguage();

} // namespace espalier
