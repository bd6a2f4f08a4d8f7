#pragma once
// What is to be learned from the label column.
#include "core/project/LabelReading.h"

#include <QWidget>

class QLineEdit;

namespace espalier {

class Choice;
class Label;

class TaskForm : public QWidget {
    Q_OBJECT
public:
    explicit TaskForm(QWidget* parent = nullptr);
    void reset(); // to guesses
    // What the label column looks like; kept off where a person has chosen.
    void suggest(const LabelReading& reading);
    LabelReading reading() const;
    void retranslate();

signals:
    void edited(); // by a person

private:
    void show(const LabelReading& reading);
    void refresh();

    bool chosen_ = false;
    Choice* task_;
    Label* meaning_;
    QWidget* several_;
    Label* separatorName_;
    QLineEdit* separator_;
};

} // namespace espalier
