#pragma once
// How a file is written: guessed, and each guess can be corrected.
#include "core/data/Dialect.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;

namespace espalier {

class Choice;
class Label;

class DialectForm : public QWidget {
    Q_OBJECT
public:
    explicit DialectForm(QWidget* parent = nullptr);
    void setDialect(const Dialect& dialect); // no signal
    const Dialect& dialect() const { return dialect_; }
    void retranslate();

signals:
    void edited();

private:
    Label* addRow(QGridLayout* grid, Choice* choice);
    void take();

    Dialect dialect_;
    Label *encodingName_, *delimiterName_, *quoteName_;
    Choice *encoding_, *delimiter_, *quote_;
    QCheckBox* header_;
};

} // namespace espalier
