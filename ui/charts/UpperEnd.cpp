#include "ui/charts/UpperEnd.h"

#include <cmath>

namespace espalier {

void UpperEnd::add(double value) {
    if (!std::isfinite(value)) return;
    if (!above_.empty() && value >= above_.top())
        above_.push(value);
    else
        below_.push(value);
    const std::size_t all = below_.size() + above_.size();
    const std::size_t wanted = all - static_cast<std::size_t>(std::ceil(static_cast<double>(all - 1) * 0.99));
    while (above_.size() > wanted) {
        below_.push(above_.top());
        above_.pop();
    }
    while (above_.size() < wanted) {
        above_.push(below_.top());
        below_.pop();
    }
}

} // namespace espalier
