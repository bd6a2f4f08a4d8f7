#pragma once
#include <string>
#include <vector>

namespace espalier {

// Whether the first row names the columns of those below. A lone row is a header unless it looks like data.
bool looksLikeHeader(const std::vector<std::vector<std::string>>& rows);

} // namespace espalier
