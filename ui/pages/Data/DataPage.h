#pragma once
// From a file to rows in the project: first a preview to judge and correct, then the rows themselves.
#include "ui/pages/Page.h"

class QStackedWidget;

namespace espalier {

class EmptyState;
class FactsColumn;
class ImportView;
class RefusedCard;
class RowsCard;

class DataPage : public Page {
    Q_OBJECT
public:
    explicit DataPage(Workbench& bench);
    void retranslate() override;

private:
    QWidget* buildRows();
    void connectBench();
    void ask();
    void paste();
    void preview(const QString& file);
    void leavePreview();
    void refresh();
    QString subtitle() const;

    EmptyState* empty_;
    ImportView* import_;
    QStackedWidget* stack_;
    RowsCard* rows_;
    RefusedCard* refused_;
    FactsColumn* facts_;
    QPushButton *choose_, *paste_, *back_, *take_, *continue_;
    bool previewing_ = false;
    Job write_; // what was pasted
};

} // namespace espalier
