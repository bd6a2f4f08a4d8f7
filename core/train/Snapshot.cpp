#include "core/train/Snapshot.h"

#include "core/base/Error.h"
#include "core/model/Tensors.h"
#include "core/tensorio/Safetensors.h"
#include "core/train/RunFolder.h"

namespace espalier {

namespace {

constexpr const char* tensorsName = "trainer.safetensors";
constexpr const char* stateName = "state.json";
constexpr std::size_t keptSnapshots = 2;

Snapshot readSnapshot(const fs::path& folder) {
    if (!fs::exists(folder / "MANIFEST.json"))
        throw Error(ErrorKind::Format,
                    message("train", "{0} is missing.", (folder / "MANIFEST.json").string()));
    checkManifest(folder);
    Snapshot snapshot;
    snapshot.state = readJson(folder / stateName);
    const SafetensorsFile file(folder / tensorsName);
    for (const auto& [name, entry] : file.tensors()) snapshot.tensors.emplace(name, toTensor(entry));
    const auto steps = snapshot.tensors.find("steps");
    if (steps == snapshot.tensors.end() || !snapshot.state.is_object())
        throw Error(ErrorKind::Format, message("train", "{0} is no snapshot.", folder.string()));
    snapshot.step = steps->second.item<std::int64_t>();
    return snapshot;
}

} // namespace

void writeSnapshot(const fs::path& run, const Snapshot& snapshot) {
    std::error_code ignored;
    fs::create_directories(snapshotsOf(run), ignored);
    const auto name = fmt::format("step-{:09}", snapshot.step);
    const auto build = [&](const fs::path& folder) {
        std::vector<torch::Tensor> kept; // keeps copies alive until they are written
        std::map<std::string, TensorEntry> entries;
        for (const auto& [key, tensor] : snapshot.tensors) {
            kept.push_back(tensor.to(torch::kCPU).contiguous());
            entries.emplace(key, toEntry(kept.back()));
        }
        writeSafetensors(folder / tensorsName, entries);
        writeFileAtomically(folder / stateName, snapshot.state.dump(1) + "\n");
        writeManifest(folder);
    };
    try {
        buildFolderAtomically(snapshotsOf(run) / name, build);
    } catch (...) {
        if (fs::is_directory(snapshotsOf(run), ignored))
            fs::remove(snapshotsOf(run), ignored); // where it is empty
        throw;
    }
    auto folders = snapshotFolders(run);
    for (std::size_t i = keptSnapshots; i < folders.size(); ++i) fs::remove_all(folders[i], ignored);
}

std::optional<Snapshot> readNewestSnapshot(const fs::path& run,
                                           const std::function<void(const Message&)>& damaged) {
    for (const auto& folder : snapshotFolders(run)) try {
            return readSnapshot(folder);
        } catch (const Error& error) {
            damaged(message("train", "The snapshot {0} can't be used: {1}", folder.filename().string(),
                            error.message().english()));
        }
    return std::nullopt;
}

void SnapshotWriter::write(const Snapshot& snapshot) {
    finish();
    Snapshot copy{snapshot.step, {}, snapshot.state};
    try {
        for (const auto& [name, tensor] : snapshot.tensors)
            copy.tensors.emplace(name, tensor.is_cpu() ? tensor.clone() : tensor.to(torch::kCPU));
    } catch (const c10::Error& error) { // no memory for it
        return failed_(message("train", "{0}", error.what_without_backtrace()));
    }
    thread_ = std::jthread([this, copy = std::move(copy)] {
        try {
            writeSnapshot(run_, copy);
        } catch (const Error& error) {
            failure_ = error.message();
        } catch (const std::exception& error) {
            failure_ = message("train", "{0}", error.what());
        }
    });
}

void SnapshotWriter::writeNow(const Snapshot& snapshot) {
    finish();
    try {
        writeSnapshot(run_, snapshot);
    } catch (const Error& error) {
        failed_(error.message());
    }
}

void SnapshotWriter::finish() {
    if (thread_.joinable()) thread_.join();
    if (const auto failure = std::exchange(failure_, std::nullopt)) failed_(*failure);
}

} // namespace espalier
