#pragma once
// Everything that is needed to go on with a run bit for bit, as a folder of its run:
//   snapshots/step-000420/ {trainer.safetensors, state.json, MANIFEST.json}
// It exists whole, with a manifest of SHA-256, or not at all.
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/base/Message.h"
#include "core/train/optimizers/Optimizer.h"

#include <functional>
#include <optional>
#include <thread>

namespace espalier {

struct Snapshot {
    std::int64_t step = 0;
    TensorMap tensors; // Trainer::state
    Json state;        // of the run around it
};

// The one before stays, in case this one is damaged later; older ones go. Throws Error(File) where the disk
// doesn't take it.
void writeSnapshot(const fs::path& run, const Snapshot& snapshot);

// The newest that is whole; `damaged` is told of those that are not. None where there is none.
std::optional<Snapshot> readNewestSnapshot(const fs::path& run,
                                           const std::function<void(const Message&)>& damaged);

// Writes a run's snapshots on a thread of its own; only the copy of the tensors holds the run up.
class SnapshotWriter {
public:
    // failed: called on the run's thread, in write() or finish(), when one could not be written.
    SnapshotWriter(fs::path run, std::function<void(const Message&)> failed)
        : run_(std::move(run)), failed_(std::move(failed)) {}

    void write(const Snapshot& snapshot);    // waits for the one before
    void writeNow(const Snapshot& snapshot); // without a copy: the run waits until it is on disk
    void finish();                           // waits until the last one is on disk

private:
    fs::path run_;
    std::function<void(const Message&)> failed_;
    std::optional<Message> failure_; // of the thread, read when it has ended
    std::jthread thread_;            // last: it ends before what it uses
};

} // namespace espalier
