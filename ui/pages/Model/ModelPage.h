#pragma once
// What to start from, and what may change.
#include "ui/pages/Page.h"

namespace espalier {

class AboutCard;
class Card;
class EmptyState;
class EntryList;
class FitCard;
class LadderCard;

class ModelPage : public Page {
    Q_OBJECT
public:
    explicit ModelPage(Workbench& bench);
    void retranslate() override;
    void opened() override;

private:
    QWidget* buildLeft();
    void addFolder();
    void choose(const QString& folder);
    void suggest();
    void refreshList();
    void refresh();

    QPushButton* add_;
    QPushButton* continue_;
    Card* libraryCard_;
    EntryList* list_;
    EmptyState* none_;
    AboutCard* about_;
    FitCard* fit_;
    LadderCard* ladder_;
    std::vector<ModelInfo> added_; // folders from outside the library
    Job describe_;
};

} // namespace espalier
