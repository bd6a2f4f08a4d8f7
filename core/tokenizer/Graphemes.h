#pragma once
// What a reader takes for one character, UAX #29: a letter with its accents, an emoji with its skin tone.
#include "core/base/Text.h"

#include <functional>

namespace espalier {

void forEachGrapheme(std::string_view text, const std::function<void(std::string_view)>& each);

} // namespace espalier
