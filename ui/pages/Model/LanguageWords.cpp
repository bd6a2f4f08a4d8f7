#include "ui/pages/Model/LanguageWords.h"

#include "ui/pages/Model/ModelPage.h"

#include <QLocale>

namespace espalier {

QString languageNamed(const std::string& codes) {
    const QStringList list = QString::fromStdString(codes).split(u',', Qt::SkipEmptyParts);
    if (list.size() > 2) return ModelPage::tr("%1 languages").arg(list.size());
    QStringList names;
    for (const QString& code : list) {
        const QLocale::Language language = QLocale::codeToLanguage(code.trimmed());
        names << (language == QLocale::English        ? ModelPage::tr("English")
                  : language == QLocale::Chinese      ? ModelPage::tr("Chinese")
                  : code.trimmed() == u"multilingual" ? ModelPage::tr("many languages")
                  : language == QLocale::AnyLanguage  ? code.trimmed()
                                                      : QLocale::languageToString(language));
    }
    return names.join(QStringLiteral(", "));
}

} // namespace espalier
