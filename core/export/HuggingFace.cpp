#include "core/export/HuggingFace.h"

#include "core/base/Files.h"
#include "core/base/Json.h"

namespace espalier {

void exportHuggingFace(const fs::path& run, const fs::path& target, const std::string& modelCard) {
    const auto best = run / "best";
    if (!fs::exists(best / "config.json"))
        throw Error(ErrorKind::File,
                    message("export", "The run {0} has kept no model to export.", run.string()),
                    message("export", "Let a run finish, or stop it with its model kept."));
    checkManifest(best);
    std::error_code ignored;
    if (fs::exists(target) && (!fs::is_directory(target) || !fs::is_empty(target, ignored)))
        throw Error(ErrorKind::File,
                    message("export", "{0} exists already and is not empty.", target.string()),
                    message("export", "Choose another folder, or empty this one first."));
    if (target.has_parent_path()) fs::create_directories(target.parent_path(), ignored);
    buildFolderAtomically(target, [&](const fs::path& folder) {
        for (const auto& entry : fs::recursive_directory_iterator(best)) {
            const auto name = fs::relative(entry.path(), best);
            if (entry.is_directory()) fs::create_directories(folder / name);
            if (!entry.is_regular_file() || name == "MANIFEST.json") continue;
            const MappedFile file(entry.path());
            writeFileAtomically(folder / name, file.bytes());
        }
        writeManifest(folder);
        // Behind the manifest's back: people change it.
        writeFileAtomically(folder / "README.md", modelCard.empty() ? modelCardFor(run) : modelCard);
    });
}

} // namespace espalier
