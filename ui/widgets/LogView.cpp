#include "ui/widgets/LogView.h"

#include "ui/theme/StyleRole.h"

#include <QScrollBar>

namespace espalier {

LogView::LogView(QWidget* parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    document()->setDocumentMargin(0);
    setStyleRole(this, "log");
    QScrollBar* bar = verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar] { atEnd_ = bar->value() == bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
        if (atEnd_) bar->setValue(bar->maximum());
    });
}

void LogView::setLines(const QStringList& lines) {
    if (lines == lines_) return;
    lines_ = lines;
    setPlainText(lines.join(u'\n'));
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

} // namespace espalier
