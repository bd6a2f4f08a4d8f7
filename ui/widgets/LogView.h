#pragma once
// Lines of a log, the newest in view: also when they are wrapped anew, unless the reader went up.
#include <QPlainTextEdit>

namespace espalier {

class LogView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit LogView(QWidget* parent = nullptr);

    void setLines(const QStringList& lines); // shows the last

private:
    QStringList lines_;
    bool atEnd_ = true;
};

} // namespace espalier
