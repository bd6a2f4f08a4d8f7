#pragma once
// The trained model as a folder that other tools load, with its card and the proof that it answers the same.
#include "ui/pages/Page.h"

class QLineEdit;
class QPlainTextEdit;

namespace espalier {

class Card;
class ProofCard;

class ExportPage : public Page {
    Q_OBJECT
public:
    explicit ExportPage(Workbench& bench);
    void retranslate() override;
    void opened() override;

    void setTarget(const QString& folder);
    QString target() const;

private:
    QWidget* buildLeft();
    void connectAll();
    void readCard();
    void chooseParent();
    void exportRun();
    void prove();
    void refresh();

    QPushButton* export_;
    Card* placeCard_;
    QLineEdit* target_;
    QPushButton* choose_;
    Label* contents_;
    ProofCard* proof_;
    Card* cardCard_;
    QPlainTextEdit* card_;
    std::filesystem::path run_; // that card_ is of
    Job read_, write_, prove_;
};

} // namespace espalier
