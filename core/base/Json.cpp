#include "core/base/Json.h"

#include "core/base/Files.h"

namespace espalier {

namespace {
constexpr int maxDepth = 64; // no file of this field nests deeper; a bomb would exhaust the stack
}

Json parseJson(std::string_view text, const std::string& origin) {
    const auto tooDeep = [&](int depth, Json::parse_event_t, Json&) {
        if (depth > maxDepth)
            throw Error(ErrorKind::Format,
                        message("base", "{0}: nested deeper than {1} levels.", origin, maxDepth));
        return true;
    };
    try {
        return Json::parse(text, tooDeep);
    } catch (const Json::exception& e) {
        const std::string why = e.what(); // "[json.exception.parse_error.101] parse error at line 1, …"
        const auto end = why.find("] ");
        throw Error(ErrorKind::Format, message("base", "{0} is not valid JSON: {1}.", origin,
                                               end == std::string::npos ? why : why.substr(end + 2)));
    }
}

Json readJson(const std::filesystem::path& file) {
    const MappedFile mapped(file);
    return parseJson(mapped.bytes(), file.string());
}

const Json& memberOf(const Json& object, std::string_view key) {
    static const Json null;
    const auto it = object.find(key);
    return it == object.end() ? null : *it;
}

void failKey(const std::string& origin, const std::string& key, const std::string& expected,
             const Json& found) {
    auto shown = found.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (shown.size() > 60) shown = shown.substr(0, 57) + "...";
    throw Error(ErrorKind::Format,
                message("base", "{0}: \"{1}\" is {2}, expected {3}.", origin, key, shown, expected));
}

} // namespace espalier
