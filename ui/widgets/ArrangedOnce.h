#pragma once
// Showing or hiding a widget arranges its whole window anew, at once. Where many change together, as when a
// run begins, that adds up to a delay one sees; while this lives, what is in `parent` stays where it is, and
// is arranged once afterwards.
#include <QLayout>
#include <QWidget>

namespace espalier {

class ArrangedOnce {
public:
    explicit ArrangedOnce(QWidget* parent) : layout_(parent->layout()) { layout_->setEnabled(false); }
    ~ArrangedOnce() { layout_->setEnabled(true); }
    ArrangedOnce(const ArrangedOnce&) = delete;
    ArrangedOnce& operator=(const ArrangedOnce&) = delete;

private:
    QLayout* layout_;
};

} // namespace espalier
