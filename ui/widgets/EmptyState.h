#pragma once
// An empty place: what will be here, and the one thing to do about it.
#include "ui/theme/Icons.h"
#include "ui/widgets/Label.h"

class QPushButton;

namespace espalier {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(Glyph glyph, QWidget* parent = nullptr);
    void setTexts(const QString& title, const QString& explanation, const QString& action = {});

signals:
    void actionWanted();

private:
    Label* title_;
    Label* explanation_;
    QPushButton* action_;
};

} // namespace espalier
