#pragma once
// A component of tokenizer.json: an object with a type, of which each kind of stage has a table.
#include "core/base/Json.h"
#include "core/tokenizer/Tokenizer.h"

#include <memory>

namespace espalier {

template<class Stage>
struct KnownComponent {
    const char* type;
    std::unique_ptr<Stage> (*make)(const Json& json, const std::string& origin);
};

// Throws UnsupportedTokenizer naming key ("normalizer") and type.
[[noreturn]] void failUnknownComponent(const std::string& key, const std::string& type,
                                       const std::string& origin);

// The stage that `json` describes; null for null.
template<class Stage, std::size_t N>
std::unique_ptr<Stage> makeComponent(const KnownComponent<Stage> (&known)[N], const std::string& type,
                                     const Json& json, const std::string& key, const std::string& origin) {
    for (const auto& component : known)
        if (type == component.type) return component.make(json, origin);
    failUnknownComponent(key, type, origin);
}

template<class Stage, std::size_t N>
std::unique_ptr<Stage> makeComponent(const KnownComponent<Stage> (&known)[N], const Json& json,
                                     const std::string& key, const std::string& origin) {
    if (json.is_null()) return nullptr;
    if (!json.is_object()) failKey(origin, key, "an object", json);
    return makeComponent(known, valueOr(json, "type", std::string(), origin), json, key, origin);
}

// The members of a list of components, {"normalizers": […]}.
template<class Stage, class Make>
std::vector<std::unique_ptr<Stage>> makeComponents(const Json& json, const std::string& key, Make make,
                                                   const std::string& origin) {
    const Json& list = memberOf(json, key);
    if (!list.is_array()) failKey(origin, key, "a list", list);
    std::vector<std::unique_ptr<Stage>> stages;
    for (const Json& member : list) {
        if (!member.is_object()) failKey(origin, key, "a list of objects", member);
        stages.push_back(make(member, origin));
    }
    return stages;
}

} // namespace espalier
