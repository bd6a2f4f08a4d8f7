#pragma once
// What to start from, and what may change.
#include "ui/pages/Page.h"

#include <QPointer>

namespace espalier {

class AboutCard;
class Advisor;
class Card;
class DownloadDialog;
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
    void download();
    void choose(const QString& folder);
    void suggest();
    std::vector<ModelInfo> offered() const;
    void refreshList();
    void showEntries();
    void considerAdvice();
    void markBest();
    void refresh();

    QPushButton* add_;
    QPushButton* download_;
    QPushButton* continue_;
    Card* libraryCard_;
    EntryList* list_;
    EmptyState* none_;
    AboutCard* about_;
    Advisor* advisor_;
    FitCard* fit_;
    LadderCard* ladder_;
    std::vector<ModelInfo> added_; // folders from outside the library
    std::filesystem::path best_;   // marked in the list
    Job describe_;
    QPointer<DownloadDialog> dialog_;
};

} // namespace espalier
