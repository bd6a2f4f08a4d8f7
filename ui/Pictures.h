#pragma once
// Every page and what the window asks as a picture, filled by a small real run on the sample in a project
// that is thrown away: what the README shows, and what the eye checks.
#include "ui/bench/Workbench.h"

#include <QDir>
#include <QTemporaryDir>

#include <deque>
#include <functional>

namespace espalier {

class MainWindow;

class Pictures : public QObject {
    Q_OBJECT
public:
    // model: a folder or a name, "" for the first of the library.
    Pictures(MainWindow& window, const QString& folder, QString model);
    void start();

signals:
    void finished(bool complete);

private:
    using Step = std::function<void()>;
    void takeWhileTraining();
    void fillPages();
    void planRest();
    void planDownload();
    void next();
    void take(const QString& name);
    void takeDialog(const QString& name);
    void take(QWidget& widget, const QString& name);
    void fail(const Problem& problem);

    MainWindow& window_;
    QDir folder_;
    QString model_;
    QTemporaryDir project_;
    std::deque<Step> steps_;
    bool tookTraining_ = false, complete_ = true;
};

} // namespace espalier
