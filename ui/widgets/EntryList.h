#pragma once
// Things to choose from, two lines each: a name, and what there is to say about it.
#include <QListWidget>

#include <vector>

namespace espalier {

struct Entry {
    QString key; // what entryChosen() tells
    QString title;
    QString detail;
    QString aside; // at the right of the title
    QString toolTip;
    bool usable = true; // else greyed
};

class EntryList : public QListWidget {
    Q_OBJECT
public:
    explicit EntryList(QWidget* parent = nullptr);
    void setEntries(const std::vector<Entry>& entries); // the present key stays present
    void setPresent(const QString& key);                // marked as the one in use; "" marks none
    void choose(const QString& key);                    // as a click on it does

signals:
    void entryChosen(const QString& key); // clicked, or Enter

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void markPresent();
    QString present_;
};

} // namespace espalier
