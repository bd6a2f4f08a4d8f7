// Reading runs back, after a restart or a crash.
#include "core/train/RunFolder.h"

#include <algorithm>
#include <fstream>

namespace espalier {

RunSummary readRun(const fs::path& folder) {
    if (!fs::exists(folder / "run.json"))
        throw Error(ErrorKind::File, message("train", "{0} is no run: it has no run.json.", folder.string()));
    const auto file = folder / "run.json";
    try {
        auto run = summaryFromJson(readJson(file), folder);
        run.recipe = recipeFromJson(readJson(folder / "recipe.json"), (folder / "recipe.json").string());
        if (run.state == RunState::Running && !isLocked(folder)) {
            run.state = fs::exists(folder / "best") ? RunState::Stopped : RunState::Failed;
            run.error = "The program ended while this run was training.";
        }
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

RunHistory readHistory(const fs::path& folder) {
    RunHistory history;
    std::ifstream metrics(folder / "metrics.jsonl");
    for (std::string line; std::getline(metrics, line);) {
        const auto json = Json::parse(line, nullptr, false); // the last line may be half-written
        if (!json.is_object()) continue;
        try {
            if (json.contains("plan")) history.plan = planFromJson(json["plan"]);
            if (json.contains("step")) history.steps.push_back(stepFromJson(json["step"]));
            if (json.contains("evaluation") && json["evaluation"].value("part", "") == "validation")
                history.evaluations.push_back(evaluationFromJson(json["evaluation"]));
        } catch (const std::exception&) {
            continue;
        }
    }
    const auto whole = [&](const char* name) -> std::optional<Evaluation> {
        try {
            return evaluationFromJson(readJson(folder / name));
        } catch (const std::exception&) {
            return std::nullopt;
        }
    };
    if (auto last = whole("evaluation-validation.json"); last && !history.evaluations.empty())
        history.evaluations.back().predictions = std::move(last->predictions);
    history.test = whole("evaluation-test.json");
    std::ifstream log(folder / "log.txt");
    for (std::string line; std::getline(log, line);) history.log.push_back(line);
    return history;
}

} // namespace espalier
