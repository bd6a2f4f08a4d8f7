#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

// The language that most of somebody's texts are in, as far as their script and commonest words tell: an ISO
// 639-1 code ("en", "zh"), or "" where they don't.
std::string guessLanguage(const std::vector<std::string_view>& texts);

} // namespace espalier
