#pragma once
// Reading JSON that people and strangers wrote: errors name the file, the key, what was found and expected.
#include "core/base/Error.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace espalier {

using Json = nlohmann::json;

// Throws Error(File) or Error(Format) with file and position; nesting deeper than 64 levels is refused.
Json readJson(const std::filesystem::path& file);
Json parseJson(std::string_view text, const std::string& origin);

[[noreturn]] void failKey(const std::string& origin, const std::string& key, const std::string& expected,
                          const Json& found);

// The value of a key, or null where it is missing; no copy.
const Json& memberOf(const Json& object, std::string_view key);

// The value of a key, or fallback where it is missing or null; Error(Format) where it is of another type.
template<class T>
T valueOr(const Json& object, const std::string& key, T fallback, const std::string& origin) {
    const auto it = object.find(key);
    if (it == object.end() || it->is_null()) return fallback;
    if constexpr (std::is_same_v<T, bool>) {
        if (!it->is_boolean()) failKey(origin, key, "true or false", *it);
    } else if constexpr (std::is_integral_v<T>) {
        if (!it->is_number_integer()) failKey(origin, key, "a whole number", *it);
    } else if constexpr (std::is_floating_point_v<T>) {
        if (!it->is_number()) failKey(origin, key, "a number", *it);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!it->is_string()) failKey(origin, key, "a text", *it);
    }
    return it->template get<T>();
}

} // namespace espalier
