#pragma once
// A surface with a title, tools at its right and a body below.
#include "ui/widgets/Label.h"

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace espalier {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle); // under the title; "" hides it
    // Beside the title, from the left; they are hidden with it only where none was added.
    QHBoxLayout* head() const { return head_; }
    QHBoxLayout* tools() const { return tools_; } // at the right end of the title's row
    QVBoxLayout* body() const { return body_; }

private:
    QHBoxLayout* head_;
    QHBoxLayout* tools_;
    QVBoxLayout* body_;
    ElidedLabel* title_;
    Label* subtitle_;
};

} // namespace espalier
