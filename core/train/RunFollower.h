#pragma once
// Reads what a run writes while somebody, in whatever process, trains it.
#include "core/train/RunFolder.h"

namespace espalier {

class RunFollower {
public:
    explicit RunFollower(const fs::path& run);

    // What has been written since the last look; an empty plan where there was no new one. A run that was
    // taken up again writes some of it anew: then everything comes again from the beginning, and restarted()
    // is true until the next look. Damaged lines are skipped.
    RunHistory look();
    bool restarted() const { return restarted_; }
    bool isTraining() const { return isLocked(run_); }

private:
    struct Growing {
        fs::path file;
        std::uint64_t seen = 0; // bytes
        std::string rest = {};  // a line that is only half there
    };
    static std::vector<std::string> newLines(Growing& from);

    fs::path run_;
    Growing metrics_, log_;
    std::int64_t plannedSteps_ = 0;
    bool restarted_ = false;
};

} // namespace espalier
