// The workbench: construct, show, exec.
#include "ui/MainWindow.h"
#include "ui/Pictures.h"
#include "ui/jobs/ExitSignals.h"
#include "ui/settings/Language.h"
#include "ui/settings/Settings.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCursor>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <optional>

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
    const QCommandLineOption pictures(QStringLiteral("pictures"),
                                      QStringLiteral("Write a picture of every page to this folder and end."),
                                      QStringLiteral("folder"));
    const QCommandLineOption model(QStringLiteral("model"),
                                   QStringLiteral("The model that --pictures trains: a folder or a name."),
                                   QStringLiteral("model"));
    options.addOptions({project, pictures, model});
    options.process(app);

    QTemporaryDir quietSettings; // pictures look the same on every machine, and leave no trace
    if (options.isSet(pictures))
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, quietSettings.path());
    Theme::current().setMode(settings::darkTheme() ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::current().setTextScale(settings::textScale());
    setLanguage(options.isSet(pictures) ? QStringLiteral("en") : settings::language());

    MainWindow window;
    const ExitSignals exitSignals;
    QObject::connect(&exitSignals, &ExitSignals::asked, &window, &MainWindow::leaveAtOnce);
    if (options.isSet(pictures))
        QCursor::setPos(9999, 9999); // nothing is hovered over when the window appears
    window.show();
    if (options.isSet(project)) window.bench().openProject(options.value(project));
    std::optional<Pictures> tour;
    if (options.isSet(pictures)) {
        tour.emplace(window, options.value(pictures), options.value(model));
        QObject::connect(&*tour, &Pictures::finished, &app,
                         [](bool complete) { QApplication::exit(complete ? 0 : 1); });
        QTimer::singleShot(0, &*tour, &Pictures::start);
    }
    return QApplication::exec();
}
