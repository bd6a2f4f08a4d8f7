// Reading runs back, after a restart or a crash.
#include "core/train/RunFollower.h"

#include <algorithm>
#include <fstream>

namespace espalier {

RunSummary readRun(const fs::path& path) {
    const auto folder = withoutTrailingSlash(path);
    if (!fs::exists(folder / "run.json"))
        throw Error(ErrorKind::File, message("train", "{0} is no run: it has no run.json.", folder.string()));
    const auto file = folder / "run.json";
    const bool snapshot = !snapshotFolders(folder).empty();
    try {
        auto run = summaryFromJson(readJson(file), folder);
        run.recipe = recipeFromJson(readJson(folder / "recipe.json"), (folder / "recipe.json").string());
        if (run.state == RunState::Running && !isLocked(folder)) {
            run.state = snapshot                      ? RunState::Paused
                        : fs::exists(folder / "best") ? RunState::Stopped
                                                      : RunState::Failed;
            run.error = message("train", "The program ended while this run was training.");
        }
        run.snapshot = snapshot;
        return run;
    } catch (const Json::exception& e) {
        throw Error(ErrorKind::Format, message("train", "{0} is damaged: {1}.", file.string(), e.what()));
    }
}

std::vector<RunSummary> listRuns(const fs::path& runsFolder) {
    std::vector<RunSummary> runs;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(runsFolder, ignored)) {
        if (!fs::exists(entry.path() / "run.json")) continue;
        try {
            runs.push_back(readRun(entry.path()));
        } catch (const Error&) {
            continue; // a damaged run must not hide the others
        }
    }
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.name > b.name; });
    return runs;
}

const Evaluation* RunHistory::judged() const {
    if (test) return &*test;
    const auto best =
        std::find_if(evaluations.rbegin(), evaluations.rend(), [](const auto& e) { return e.best; });
    return best == evaluations.rend() ? nullptr : &*best;
}

RunHistory readHistory(const fs::path& folder) {
    auto history = RunFollower(folder).look();
    std::ifstream old(folder / "log.txt"); // runs of the first versions: "14:02:11 " and an English sentence
    for (std::string line; std::getline(old, line);)
        if (line.size() > 9)
            history.log.push_back({line.substr(0, 8), Message{"train", "{0}", {line.substr(9)}}});
    const auto whole = [&](const char* name) -> std::optional<Evaluation> {
        try {
            return evaluationFromJson(readJson(folder / name));
        } catch (const std::exception&) {
            return std::nullopt;
        }
    };
    if (auto best = whole("evaluation-validation.json"))
        for (auto& evaluation : history.evaluations)
            if (evaluation.step == best->step) {
                evaluation.predictions = std::move(best->predictions);
                evaluation.labelSets = std::move(best->labelSets);
                evaluation.numbers = std::move(best->numbers);
            }
    if (auto test = whole("evaluation-test.json")) history.test = std::move(test);
    return history;
}

} // namespace espalier
