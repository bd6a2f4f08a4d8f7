#include "core/hub/Repository.h"

#include "core/base/Json.h"
#include "core/base/Text.h"
#include "core/hub/Client.h"
#include "core/hub/ModelFiles.h"

#include <map>

namespace espalier {

namespace {

constexpr std::size_t mostAnswerBytes = 32 << 20; // a repository of 100 000 files
constexpr std::size_t mostConfigBytes = 4 << 20;
constexpr std::uint64_t mostBytes = std::uint64_t{1} << 52; // sums of them stay exact; no disk holds one
constexpr std::size_t commitDigits = 40, sha256Digits = 64, sha1Digits = 40;

using Files = std::map<std::string, RepositoryFile>;

std::uint64_t sizeOf(const Json& object, const std::string& path, const std::string& origin) {
    const auto& size = memberOf(object, "size");
    if (!size.is_number_unsigned() || size.get<std::uint64_t>() > mostBytes)
        failKey(origin, shownName(path) + ": size", "a number of bytes", size);
    return size.get<std::uint64_t>();
}

std::string hashOf(const Json& object, const char* key, std::size_t digits, const std::string& path,
                   const std::string& origin) {
    const auto& hash = memberOf(object, key);
    if (!hash.is_string() || !isHexadecimal(hash.get_ref<const std::string&>(), digits))
        failKey(origin, shownName(path) + ": " + key, fmt::format("{} hexadecimal digits", digits), hash);
    return hash.get<std::string>();
}

RepositoryFile fileFrom(const Json& sibling, const std::string& origin) {
    const auto& name = sibling.is_object() ? memberOf(sibling, "rfilename") : sibling;
    if (!name.is_string()) failKey(origin, "rfilename", "the name of a file", name);
    RepositoryFile file;
    file.path = name.get<std::string>();
    requireSafePath(file.path, origin);
    file.bytes = sizeOf(sibling, file.path, origin);
    const auto& lfs = memberOf(sibling, "lfs");
    if (!lfs.is_object()) {
        file.hash = hashOf(sibling, "blobId", sha1Digits, file.path, origin);
        return file;
    }
    file.hash = hashOf(lfs, "sha256", sha256Digits, file.path, origin);
    if (lfs.contains("size") && sizeOf(lfs, file.path, origin) != file.bytes)
        failKey(origin, shownName(file.path) + ": lfs.size", std::to_string(file.bytes),
                memberOf(lfs, "size"));
    return file;
}

Files filesFrom(const Json& answer, const std::string& origin) {
    const auto& siblings = memberOf(answer, "siblings");
    if (!siblings.is_array()) failKey(origin, "siblings", "a list of files", siblings);
    Files files;
    std::uint64_t sum = 0;
    for (const auto& sibling : siblings) {
        auto file = fileFrom(sibling, origin);
        const auto path = file.path;
        if ((sum += file.bytes) > mostBytes)
            failKey(origin, shownName(path) + ": size", "sizes that a disk can hold", sum);
        if (!files.emplace(path, std::move(file)).second)
            throw Error(ErrorKind::Format,
                        message("hub", "{0} lists \"{1}\" twice.", origin, shownName(path)));
    }
    return files;
}

// A licence is a text; some cards name several, or a name of their own for "other".
std::string textOf(const Json& value) {
    std::vector<std::string> texts;
    for (const auto& one : value.is_array() ? value : Json::array({value}))
        if (one.is_string()) texts.push_back(shownName(one.get_ref<const std::string&>()));
    return joined(texts);
}

std::string licenseFrom(const Json& answer) {
    constexpr std::string_view tagPrefix = "license:";
    if (const auto& card = memberOf(answer, "cardData"); card.is_object()) {
        const auto named = textOf(memberOf(card, "license"));
        const auto own = named == "other" ? textOf(memberOf(card, "license_name")) : std::string();
        if (!named.empty()) return own.empty() ? named : own;
    }
    if (const auto& tags = memberOf(answer, "tags"); tags.is_array())
        for (const auto& tag : tags)
            if (tag.is_string() && tag.get_ref<const std::string&>().starts_with(tagPrefix))
                return shownName(tag.get_ref<const std::string&>().substr(tagPrefix.size()));
    return {};
}

bool gatedFrom(const Json& answer) {
    const auto& gated = memberOf(answer, "gated"); // false, "auto" or "manual"
    return gated.is_string() || (gated.is_boolean() && gated.get<bool>());
}

} // namespace

std::uint64_t RepositoryInfo::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& file : files) sum += file.bytes;
    return sum;
}

RepositoryInfo describeRepository(const RepositoryName& name, const HubSettings& settings,
                                  const StopToken& stop) {
    HubClient client(settings, name);
    const auto origin = shownUrl(client.apiUrl());
    const auto answer = parseJson(client.text(client.apiUrl(), mostAnswerBytes, stop), origin);
    if (!answer.is_object()) failKey(origin, "", "the description of a repository", answer);

    RepositoryInfo info;
    info.name = name;
    info.page = settings.endpoint + "/" + name.id;
    info.commit = hashOf(answer, "sha", commitDigits, name.id, origin);
    info.license = licenseFrom(answer);
    info.gated = gatedFrom(answer);

    const auto files = filesFrom(answer, origin);
    std::set<std::string> names;
    for (const auto& [path, file] : files) names.insert(path);
    const auto read = [&](const std::string& path) {
        return client.text(client.fileUrl(path, info.commit), mostAnswerBytes, stop);
    };
    for (const auto& path : neededFiles(names, info.page, read)) info.files.push_back(files.at(path));
    return info;
}

std::string modelTypeOf(const RepositoryInfo& info, const HubSettings& settings, const StopToken& stop) {
    HubClient client(settings, info.name);
    const auto url = client.fileUrl("config.json", info.commit);
    const auto config = parseJson(client.text(url, mostConfigBytes, stop), shownUrl(url));
    return shownName(valueOr<std::string>(config, "model_type", "", shownUrl(url)));
}

} // namespace espalier
