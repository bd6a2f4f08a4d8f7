#include "core/hub/Bundle.h"

#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/hub/Blob.h"
#include "core/hub/Manifest.h"
#include "core/hub/ModelFiles.h"
#include "core/hub/Room.h"
#include "core/hub/Tar.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::size_t atOnce = 4 << 20;
constexpr std::size_t mostManifestBytes = 4 << 20;

// Counts what of all bytes is done, in every pass over them.
class Progress {
public:
    Progress(const BytesDone& to, std::uint64_t all) : to_(to), all_(all) {}
    void add(std::uint64_t bytes) {
        done_ += bytes;
        if (to_) to_(done_, all_);
    }

private:
    const BytesDone& to_;
    std::uint64_t all_, done_ = 0;
};

template<class Take>
void inPieces(std::string_view bytes, Progress& progress, const StopToken& stop, Take&& take) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), atOnce))) {
        throwIfStopped(stop);
        const auto piece = bytes.substr(0, atOnce);
        take(piece);
        progress.add(piece.size());
    }
}

// The files that a model needs. What is passed on to others must not take along what a link fetches from
// elsewhere.
std::vector<std::string> filesFor(const fs::path& folder) {
    const auto repository = CachedRepository::ofSnapshot(folder);
    const auto home = (repository ? repository->folder() : folder).string() + "/";
    std::set<std::string> names;
    for (const auto& name : filesIn(folder)) {
        std::error_code error;
        const auto real = fs::canonical(folder / name, error);
        if (!error && fs::is_regular_file(real, error) && real.string().starts_with(home)) names.insert(name);
    }
    return neededFiles(names, folder.string(),
                       [&](const std::string& file) { return readFile(folder / file); });
}

ModelManifest manifestOf(const fs::path& folder, const std::string& name,
                         const std::vector<std::string>& files, Progress& progress, const StopToken& stop) {
    ModelManifest manifest;
    manifest.name = name;
    for (const auto& file : files) {
        const MappedFile mapped(folder / file);
        Digest digest;
        inPieces(mapped.bytes(), progress, stop, [&](std::string_view piece) { digest.add(piece); });
        manifest.files[file] = {mapped.bytes().size(), digest.hex()};
    }
    return manifest;
}

[[noreturn]] void failBundle(const fs::path& file, const Message& what) {
    throw Error(ErrorKind::Format, what,
                message("hub",
                        "Nothing was installed. Copy or make the bundle once more; {0} is not what "
                        "espalier-cli model bundle writes.",
                        file.filename().string()));
}

ModelManifest manifestOf(TarReader& archive, const fs::path& file) {
    const auto first = archive.next();
    if (!first || first->name != ModelManifest::fileName || first->bytes.size() > mostManifestBytes)
        failBundle(file,
                   message("hub", "{0} does not begin with a {1}.", file.string(), ModelManifest::fileName));
    auto manifest = manifestFrom(first->bytes, file.string() + "/" + first->name);
    if (!isLibraryName(manifest.name))
        failBundle(file, message("hub", "{0} calls its model \"{1}\": expected NAME or ORG/NAME.",
                                 file.string(), shownName(manifest.name)));
    if (!manifest.files.contains("config.json"))
        failBundle(file, message("hub", "{0} holds no config.json: it is no model.", file.string()));
    return manifest;
}

void requireFree(const fs::path& target, const fs::path& library, const std::string& name) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(target, ignored)))
        throw Error(ErrorKind::File, message("hub", "The library has a model {0} already.", name),
                    message("hub", "Remove it first: espalier-cli model remove {0}", name));
    if (const auto parent = target.parent_path();
        parent != library && fs::exists(parent / "config.json", ignored))
        throw Error(ErrorKind::File, message("hub", "{0} is a model itself, {1} can't be put into it.",
                                             parent.string(), name));
}

// All entries, each as its manifest says.
void unpack(TarReader& archive, const ModelManifest& manifest, const fs::path& file, const fs::path& folder,
            Progress& progress, const StopToken& stop) {
    std::set<std::string> seen;
    while (const auto entry = archive.next()) {
        const auto expected = manifest.files.find(entry->name);
        if (expected == manifest.files.end() || !seen.insert(entry->name).second)
            failBundle(file, message("hub", "{0} holds \"{1}\", which its manifest does not name, or twice.",
                                     file.string(), shownName(entry->name)));
        AtomicFile out(folder / entry->name);
        Digest digest;
        inPieces(entry->bytes, progress, stop, [&](std::string_view piece) {
            digest.add(piece);
            out.write(piece);
        });
        if (entry->bytes.size() != expected->second.bytes || digest.hex() != expected->second.sha256)
            failBundle(file,
                       message("hub",
                               "{0}: \"{1}\" is not what the manifest says, its size or checksum differs.",
                               file.string(), entry->name));
        out.commit();
    }
    for (const auto& [name, expected] : manifest.files)
        if (!seen.contains(name))
            failBundle(file,
                       message("hub", "{0} lacks \"{1}\", which its manifest names.", file.string(), name));
    writeFileAtomically(folder / ModelManifest::fileName, written(manifest));
}

std::uint64_t bytesIn(const fs::path& folder, const std::vector<std::string>& names) {
    std::uint64_t sum = 0;
    std::error_code ignored;
    for (const auto& name : names) sum += fs::file_size(folder / name, ignored);
    return sum;
}

} // namespace

void makeBundle(const fs::path& asked, const std::string& name, const fs::path& target,
                const BytesDone& onBytes, const StopToken& stop) {
    if (!isLibraryName(name))
        throw Error(
            ErrorKind::Usage,
            message("hub", "\"{0}\" is no name for a model: expected NAME or ORG/NAME.", shownName(name)),
            message("hub", "Choose one with --name."));
    const auto folder = fs::canonical(asked);
    const auto files = filesFor(folder);
    const auto bytes = bytesIn(folder, files);
    requireRoom(fs::absolute(target).parent_path(), bytes);
    Progress progress(onBytes, 2 * bytes); // hashed, then written
    const auto manifest = manifestOf(folder, name, files, progress, stop);
    const auto text = written(manifest);

    AtomicFile out(target);
    TarWriter archive(out);
    archive.begin(ModelManifest::fileName, text.size());
    archive.write(text);
    for (const auto& [file, expected] : manifest.files) {
        const MappedFile mapped(folder / file);
        if (mapped.bytes().size() != expected.bytes)
            throw Error(ErrorKind::File,
                        message("hub", "{0} was changed while it was read.", (folder / file).string()),
                        message("hub", "Wait until nobody writes to the model, then make the bundle again."));
        archive.begin(file, expected.bytes);
        inPieces(mapped.bytes(), progress, stop, [&](std::string_view piece) { archive.write(piece); });
    }
    archive.finish();
    out.commit();
}

fs::path installBundle(const fs::path& file, const fs::path& library, const BytesDone& onBytes,
                       const StopToken& stop) {
    const MappedFile mapped(file);
    TarReader archive(mapped.bytes(), file.string());
    const auto manifest = manifestOf(archive, file);
    const auto target = library / manifest.name;
    requireFree(target, library, manifest.name);
    requireRoom(library, manifest.bytes());
    Progress progress(onBytes, manifest.bytes());
    try {
        buildFolderAtomically(
            target, [&](const fs::path& folder) { unpack(archive, manifest, file, folder, progress, stop); });
    } catch (...) {
        std::error_code ignored;
        if (target.parent_path() != library) fs::remove(target.parent_path(), ignored); // where it is empty
        throw;
    }
    return target;
}

} // namespace espalier
