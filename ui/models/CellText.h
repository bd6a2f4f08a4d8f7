#pragma once
// The beginning of a text that may be megabytes long: measuring and eliding the whole would stop the window.
#include "core/project/DatasetStore.h"

#include <QString>

namespace espalier {

QString cellText(std::string_view text); // one line
QString tipText(std::string_view text);
std::string bothTexts(const StoredRow& row); // their beginnings, where a row has two

} // namespace espalier
