#pragma once
// A text in one of the style sheet's roles. For a text too long for its place see ElidedLabel.
#include <QLabel>

namespace espalier {

enum class TextRole {
    Body,
    Heading,
    Title,
    Secondary,
    Caption,
    Faint,
    Figure,
    Wrong,
    Warning,
    Accent,
    Validation,
    Third
};

class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(TextRole role = TextRole::Body, QWidget* parent = nullptr);
    void setRole(TextRole role);
    Label* wrapped(); // breaks lines; returns itself
};

// One line that gives way where it is too long, the whole in its tooltip: names and paths in the middle,
// sentences at the end.
class ElidedLabel : public Label {
    Q_OBJECT
public:
    explicit ElidedLabel(TextRole role = TextRole::Body, Qt::TextElideMode mode = Qt::ElideMiddle,
                         QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return text_; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text_;
    Qt::TextElideMode mode_;
};

} // namespace espalier
