#include "core/export/HuggingFace.h"

#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/task/Predictor.h"

#include <algorithm>
#include <cmath>

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
        for (const auto& entry : fs::directory_iterator(best)) {
            const auto name = entry.path().filename();
            if (entry.is_regular_file() && name != "MANIFEST.json") {
                const MappedFile file(entry.path());
                writeFileAtomically(folder / name, file.bytes());
            }
        }
        writeManifest(folder);
        // Behind the manifest's back: people change it.
        writeFileAtomically(folder / "README.md", modelCard.empty() ? modelCardFor(run) : modelCard);
    });
}

ExportProof proveExport(const fs::path& run, const fs::path& target, std::span<const Example> examples,
                        const StopToken& stop) {
    const Predictor original(run), exported(target);
    const auto texts = textsOf(examples);
    const auto a = original.probabilities(texts, stop);
    const auto b = exported.probabilities(texts, stop);

    ExportProof proof;
    proof.texts = static_cast<std::int64_t>(examples.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        proof.largestDifference =
            std::max(proof.largestDifference, static_cast<double>(std::abs(a[i] - b[i])));
    if (!examples.empty()) proof.accuracy = exported.evaluate(examples, stop).metrics.accuracy;
    return proof;
}

} // namespace espalier
