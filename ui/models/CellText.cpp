#include "ui/models/CellText.h"

#include "core/base/Text.h"

namespace espalier {
namespace {

constexpr std::size_t inCell = 400, inTip = 2000; // characters

} // namespace

QString cellText(std::string_view text) {
    return QString::fromStdString(shortened(text, inCell)).simplified();
}

QString tipText(std::string_view text) {
    return QString::fromStdString(shortened(text, inTip));
}

std::string bothTexts(const StoredRow& row) {
    const std::string first = shortened(row.text, inTip);
    return row.pair ? first + " | " + shortened(*row.pair, inTip) : first;
}

} // namespace espalier
