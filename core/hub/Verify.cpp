#include "core/hub/Verify.h"

#include "core/base/Files.h"
#include "core/hub/Blob.h"
#include "core/hub/Manifest.h"
#include "core/hub/ModelFiles.h"

#include <map>

namespace espalier {

namespace {

struct Expected {
    std::string hash;
    std::optional<std::uint64_t> bytes;
};

bool isHash(const std::string& text) {
    return isHexadecimal(text, 64) || isHexadecimal(text, 40);
}

bool isIn(const fs::path& folder, const std::string& name) {
    std::error_code ignored;
    return fs::is_regular_file(folder / name, ignored); // what a link leads to
}

std::map<std::string, Expected> expectedOfBlobs(const fs::path& folder) {
    std::map<std::string, Expected> expected;
    for (const auto& name : filesIn(folder)) {
        std::error_code ignored;
        const auto hash = fs::read_symlink(folder / name, ignored).filename().string();
        if (isHash(hash)) expected[name].hash = hash;
    }
    return expected;
}

std::map<std::string, Expected> expectedOfManifest(const fs::path& folder) {
    std::map<std::string, Expected> expected;
    const auto file = folder / ModelManifest::fileName;
    for (const auto& [name, entry] : manifestFrom(readFile(file), file.string()).files)
        expected[name] = {entry.sha256, entry.bytes};
    return expected;
}

std::optional<Message> problemOf(const fs::path& file, const Expected& expected, const StopToken& stop) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return message("hub", "{0} is missing.", file.string());
    if (const auto bytes = fs::file_size(file, error); expected.bytes && bytes != *expected.bytes)
        return message("hub", "{0} has {1} bytes, expected {2}.", file.string(), bytes, *expected.bytes);
    if (hashLike(expected.hash, file, stop) != expected.hash)
        return message("hub", "{0} is not what it was: its checksum is not {1}.", file.string(),
                       expected.hash);
    return std::nullopt;
}

} // namespace

Verification verifyModel(const fs::path& folder, const BytesDone& onBytes, const StopToken& stop) {
    const bool cached = CachedRepository::ofSnapshot(folder).has_value();
    if (!cached && !isIn(folder, ModelManifest::fileName))
        throw Error(
            ErrorKind::File,
            message("hub",
                    "{0} has nothing to compare its files with: no {1}, and it is not of the hub's cache.",
                    folder.string(), ModelManifest::fileName),
            message("hub",
                    "Only models that were fetched, exported or installed from a bundle can be verified."));
    const auto expected = cached ? expectedOfBlobs(folder) : expectedOfManifest(folder);
    Verification result;
    for (const auto& name : filesIn(folder))
        if (!expected.contains(name) && name != ModelManifest::fileName) result.unchecked.push_back(name);
    std::error_code ignored;
    std::uint64_t all = 0;
    for (const auto& [name, entry] : expected)
        if (isIn(folder, name)) all += fs::file_size(folder / name, ignored);
    for (const auto& [name, entry] : expected) {
        if (auto problem = problemOf(folder / name, entry, stop))
            result.problems.push_back(std::move(*problem));
        ++result.files;
        if (isIn(folder, name)) result.bytes += fs::file_size(folder / name, ignored);
        if (onBytes) onBytes(result.bytes, all);
    }
    return result;
}

} // namespace espalier
