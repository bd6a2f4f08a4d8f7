#include "core/hub/Manifest.h"

#include "core/hub/Names.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr int newestVersion = 1;
constexpr std::size_t mostFiles = 10'000, sha256Digits = 64;
constexpr std::uint64_t mostBytes = std::uint64_t{1} << 52; // sums stay exact

ModelManifest::File fileFrom(const Json& json, const std::string& name, const std::string& origin) {
    const auto& bytes = json.is_object() ? memberOf(json, "bytes") : json;
    if (!bytes.is_number_unsigned() || bytes.get<std::uint64_t>() > mostBytes / mostFiles)
        failKey(origin, name + ": bytes", "a number of bytes", bytes);
    const auto& hash = memberOf(json, "sha256");
    if (!hash.is_string() || !isHexadecimal(hash.get_ref<const std::string&>(), sha256Digits))
        failKey(origin, name + ": sha256", "64 hexadecimal digits", hash);
    return {bytes.get<std::uint64_t>(), hash.get<std::string>()};
}

} // namespace

std::uint64_t ModelManifest::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& entry : files) sum += entry.second.bytes;
    return sum;
}

std::string written(const ModelManifest& manifest) {
    Json files = Json::object();
    for (const auto& [name, file] : manifest.files)
        files[name] = {{"bytes", file.bytes}, {"sha256", file.sha256}};
    return Json{{"version", newestVersion}, {"name", manifest.name}, {"files", files}}.dump(1) + "\n";
}

ModelManifest manifestFrom(std::string_view text, const std::string& origin) {
    const auto json = parseJson(text, origin);
    if (!json.is_object()) failKey(origin, "", "an object", json);
    if (const auto version = valueOr<std::int64_t>(json, "version", 0, origin); version != newestVersion)
        throw Error(
            ErrorKind::Format,
            message("hub", "{0} is of version {1}, this program reads {2}.", origin, version, newestVersion),
            message("hub", "Use a newer Espalier."));
    ModelManifest manifest;
    manifest.name = valueOr<std::string>(json, "name", "", origin);
    const auto& files = memberOf(json, "files");
    if (!files.is_object() || files.empty() || files.size() > mostFiles)
        failKey(origin, "files", fmt::format("an object of 1 to {} files", mostFiles), files);
    for (const auto& [name, file] : files.items()) {
        requireSafePath(name, origin);
        manifest.files[name] = fileFrom(file, name, origin);
    }
    return manifest;
}

bool isLibraryName(const std::string& name) {
    return isSafePath(name) && name.front() != '.' && std::count(name.begin(), name.end(), '/') <= 1 &&
           name.find("/.") == std::string::npos &&
           name.find("models--") == std::string::npos; // the cache's folders
}

} // namespace espalier
