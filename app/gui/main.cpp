// The workbench: construct, show, exec.
#include "ui/MainWindow.h"
#include "ui/settings/Language.h"
#include "ui/settings/Settings.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QCommandLineParser>

int main(int argc, char** argv) {
    using namespace espalier;
    QApplication app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Espalier"));
    QApplication::setApplicationName(QStringLiteral("Espalier"));
    QApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));

    QCommandLineParser options;
    options.addHelpOption();
    options.addVersionOption();
    const QCommandLineOption project(QStringLiteral("project"), QStringLiteral("Open this project."),
                                     QStringLiteral("folder"));
    options.addOption(project);
    options.process(app);

    Theme::current().setMode(settings::darkTheme() ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::current().setTextScale(settings::textScale());
    setLanguage(settings::language());

    MainWindow window;
    window.show();
    if (options.isSet(project)) window.bench().openProject(options.value(project));
    return QApplication::exec();
}
