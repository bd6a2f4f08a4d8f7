#pragma once
// A name for a new project, and where it goes.
#include <QDialog>

class QLineEdit;
class QPushButton;

namespace espalier {

class ElidedLabel;

class NewProjectDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewProjectDialog(QWidget* parent = nullptr);
    QString name() const;
    QString folder() const; // does not exist yet

private:
    void refresh();

    QString place_; // "" : among the person's documents
    QLineEdit* name_;
    ElidedLabel* folder_;
    QPushButton* create_;
};

} // namespace espalier
