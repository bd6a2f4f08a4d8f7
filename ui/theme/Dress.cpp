#include "ui/theme/Dress.h"

#include "ui/theme/Theme.h"

#include <QEvent>
#include <QWidget>

namespace espalier {
namespace {

class Dresser : public QObject {
public:
    explicit Dresser(QWidget* part) : QObject(part), part_(part) {
        part->installEventFilter(this);
        connect(&Theme::current(), &Theme::changed, this, [this] {
            if (part_->isVisible()) fit();
        });
    }

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Polish || event->type() == QEvent::Show) fit();
        return false;
    }

private:
    void fit() {
        if (const QString& sheet = Theme::current().styleSheet(); sheet != part_->styleSheet())
            part_->setStyleSheet(sheet);
    }

    QWidget* part_;
};

} // namespace

void dress(QWidget* part) {
    new Dresser(part);
}

} // namespace espalier
