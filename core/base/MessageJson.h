#pragma once
// Messages in files: with context and values, so that they can be said in any language later.
#include "core/base/Json.h"

namespace espalier {

Json toJson(const Message& message);
Message messageFromJson(const Json& json, const std::string& origin); // Error(Format) where it is damaged

} // namespace espalier
