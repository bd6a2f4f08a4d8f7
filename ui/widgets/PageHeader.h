#pragma once
// The head of a page: title, one line below, and buttons at the right, the last of which may be primary.
#include "ui/widgets/Label.h"

class QHBoxLayout;
class QPushButton;

namespace espalier {

class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);
    QPushButton* addButton();
    QPushButton* addPrimary(); // the next step of the work; at most one a page

private:
    Label* title_;
    ElidedLabel* subtitle_;
    QHBoxLayout* buttons_;
};

} // namespace espalier
