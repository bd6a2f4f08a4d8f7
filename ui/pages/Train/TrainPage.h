#pragma once
// Settings before a run, its progress during and after it.
#include "ui/pages/Page.h"

class QPushButton;
class QStackedWidget;

namespace espalier {

class ProgressView;
class SetupView;

class TrainPage : public Page {
    Q_OBJECT
public:
    explicit TrainPage(Workbench& bench);
    void retranslate() override;

private:
    void connectTraining();
    void refresh();
    void showHistory();
    void refreshLog();
    bool setsUp() const; // the settings are in front
    bool hasRun() const; // there is one to show

    QStackedWidget* stack_;
    SetupView* setup_;
    ProgressView* progress_;
    QPushButton* pause_;
    QPushButton* stop_;
    QPushButton* discard_;
    QPushButton* again_; // to the settings of another run, and back
    QPushButton* resume_;
    QPushButton* start_;
    QPushButton* results_;
    std::shared_ptr<const OpenedRun> shown_; // kept while its history is shown
    bool wantsSetup_ = false;
};

} // namespace espalier
