#pragma once
// A model of the hub by its name: first what it is, how large and under which licence; then the bytes.
// Closing it stops nothing.
#include "ui/bench/ModelHub.h"
#include "ui/widgets/Label.h"

#include <QDialog>

#include <array>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace espalier {

class Card;
class Notice;

class DownloadDialog : public QDialog {
    Q_OBJECT
public:
    explicit DownloadDialog(ModelHub& hub, QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;

private:
    enum Row { Licence, Family, Size, Room, Files, rowCount };
    QWidget* buildQuestion();
    QWidget* buildOffer();
    void buildProgress();
    QWidget* buildButtons();
    void connectHub();
    void judgeName();
    void lookUp();
    void act(); // what the primary button says
    void refresh();
    void showOffer(const HubOffer& offer);
    void showProgress();
    QStringList warnings(const HubOffer& offer) const;

    ModelHub& hub_;
    QString asked_; // the name that was looked up
    QLineEdit* name_;
    QPushButton* look_;
    Label* hint_;
    Notice* notice_;
    Card* offer_;
    std::array<ElidedLabel*, rowCount> facts_{};
    Label* warning_;
    QWidget* progress_;
    QProgressBar* bar_;
    Label *amount_, *file_;
    QCheckBox* offline_;
    QPushButton *close_, *act_;
};

} // namespace espalier
