#pragma once
// Every run of the project: compare, open for the later pages, discard.
#include "ui/pages/Page.h"

class QPushButton;
class QStackedWidget;

namespace espalier {

class EmptyState;
class RunsModel;
class Table;

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(Workbench& bench);
    void retranslate() override;
    void opened() override;

private:
    void refresh();
    void refreshButtons();
    void currentChanged();
    QString selected() const; // a run's name, "" for none
    bool trainsElsewhere() const;

    QStackedWidget* stack_;
    EmptyState* empty_;
    Table* table_;
    RunsModel* model_;
    Label* why_;      // the chosen one can't be opened
    QString opening_; // the run that was asked for here
    QPushButton* discard_;
    QPushButton* resume_;
    QPushButton* open_;
};

} // namespace espalier
