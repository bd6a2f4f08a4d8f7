#pragma once
// Something to tell in its place on the page: what went wrong and what to do about it, until it is closed.
#include "ui/jobs/Words.h"
#include "ui/widgets/Label.h"

#include <QFrame>

#include <optional>

class QPushButton;

namespace espalier {

class Notice : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Error, Warning, Good };

    explicit Notice(QWidget* parent = nullptr); // hidden until told something
    void tell(Kind kind, const QString& what, const QString& remedy = {});
    void tell(const Problem& problem); // follows the language
    // A link beside the words; "" takes it away.
    void setAction(const QString& text);
    QString text() const;

signals:
    void actionWanted();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Kind kind_ = Kind::Error;
    std::optional<Problem> problem_;
    Label* what_;
    Label* remedy_;
    QPushButton* action_;
};

} // namespace espalier
