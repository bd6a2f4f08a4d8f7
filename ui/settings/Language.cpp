#include "ui/settings/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <array>

namespace espalier {
namespace {

// Ours and Qt's own (the words of its file dialog and text menus).
std::array<QTranslator*, 2> installed{};
QString language = QStringLiteral("en");

} // namespace

void setLanguage(const QString& name) {
    for (QTranslator*& translator : installed) {
        delete translator; // uninstalls itself
        translator = nullptr;
    }
    language = QStringLiteral("en");
    if (name != QLatin1String("zh_CN")) return;
    language = name;
    const std::array files = {QStringLiteral(":/i18n/espalier_zh_CN.qm"),
                              QLibraryInfo::path(QLibraryInfo::TranslationsPath) +
                                  QStringLiteral("/qtbase_zh_CN.qm")};
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto* translator = new QTranslator(qApp);
        if (!translator->load(files[i])) {
            delete translator;
            continue;
        }
        QCoreApplication::installTranslator(translator);
        installed[i] = translator;
    }
}

QString currentLanguage() {
    return language;
}

} // namespace espalier
