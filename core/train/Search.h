#pragma once
// Which settings suit a data set: recipes drawn from a space are tried, each as an ordinary run in a folder
// of its own. Searching again in the same folder goes on where it ended.
//   search.json  trial-01/  trial-02/ …
#include "core/train/Run.h"

namespace espalier {

struct SearchPlan {
    Recipe recipe;                  // what all trials share
    std::vector<std::string> space; // "learning_rate=1e-5..1e-3", "lora_rank=0|4|8"
    // "random": every trial runs whole (Bergstra & Bengio 2012). "halving": all run a while, and again and
    // again the better part goes on (Jamieson & Talwalkar 2016, arXiv:1502.07943).
    std::string method = "halving";
    int trials = 9;
    int keepOneIn = 3;     // of halving
    double maxMinutes = 0; // after them no trial begins; 0: no limit
};

// So many of these trials go on in halving.
inline std::size_t goingOn(std::size_t trials, int keepOneIn) {
    const auto keep = static_cast<std::size_t>(keepOneIn);
    return (trials + keep - 1) / keep;
}

struct Trial {
    int number = 0;                  // from 1
    std::vector<std::string> values; // "learning_rate=3.1e-05"
    std::filesystem::path folder;
    std::optional<RunSummary> run; // none before it began, and where it failed before its first step
    Message error;                 // why it failed

    double score(const std::string& metric) const; // larger is better; -infinity without an evaluation
};

class SearchObserver {
public:
    virtual ~SearchObserver() = default;
    // A trial begins or goes on, to train to `share` of its length. The observer of its run.
    virtual Observer& onTrial(const Trial& trial, double share) = 0;
    virtual void onTrialEnd(const Trial& /*trial*/) {}
};

// The values of every trial, in order; where the space has no more combinations than trials, each once.
// Throws Error(Usage) for a space that can't be read, an unknown key, or values that the recipe can't have.
std::vector<std::vector<std::string>> drawTrials(const SearchPlan& plan);

// The best first. Throws Error(Usage) without validation texts, Error(Mismatch) where the folder holds
// another search, and Stopped, which leaves everything to go on from. A trial that fails is out, and the
// others go on.
std::vector<Trial> search(const SearchPlan& plan, const Examples& examples,
                          const std::filesystem::path& folder, SearchObserver& observer,
                          const StopToken& stop, const RunOptions& options = {});

} // namespace espalier
