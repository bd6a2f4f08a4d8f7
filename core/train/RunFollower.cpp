#include "core/train/RunFollower.h"

#include "core/base/MessageJson.h"

#include <fstream>

namespace espalier {

RunFollower::RunFollower(const fs::path& run)
    : run_(withoutTrailingSlash(run)), metrics_{run_ / "metrics.jsonl"}, log_{run_ / "log.jsonl"} {}

std::vector<std::string> RunFollower::newLines(Growing& from) {
    std::vector<std::string> lines;
    std::ifstream in(from.file, std::ios::binary);
    if (!in.seekg(static_cast<std::streamoff>(from.seen))) return lines;
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    from.seen += bytes.size();
    from.rest += bytes;
    std::size_t begin = 0;
    for (std::size_t end; (end = from.rest.find('\n', begin)) != std::string::npos; begin = end + 1)
        lines.push_back(from.rest.substr(begin, end - begin));
    from.rest.erase(0, begin);
    return lines;
}

RunHistory RunFollower::look() {
    restarted_ = false;
    for (const auto* growing : {&metrics_, &log_}) {
        std::error_code error;
        const auto size = fs::file_size(growing->file, error);
        if (!error && size < growing->seen) restarted_ = true;
    }
    if (restarted_)
        for (auto* growing : {&metrics_, &log_}) *growing = {growing->file};
    const auto each = [](Growing& from, auto&& take) {
        for (const auto& line : newLines(from)) {
            const auto json = Json::parse(line, nullptr, false);
            if (!json.is_object()) continue;
            try {
                take(json);
            } catch (const std::exception&) {
                continue;
            }
        }
    };
    RunHistory fresh;
    const bool training = isTraining();
    each(metrics_, [&](const Json& json) {
        if (json.contains("plan")) plannedSteps_ = (fresh.plan = planFromJson(json["plan"])).steps;
        if (memberOf(json, "step").is_object()) {
            auto& step = fresh.steps.emplace_back(stepFromJson(json["step"]));
            if (training)
                step.secondsLeft = step.elapsedSeconds / static_cast<double>(step.step) *
                                   static_cast<double>(plannedSteps_ - step.step);
        }
        if (!json.contains("evaluation")) return;
        auto evaluation = evaluationFromJson(json["evaluation"]);
        if (evaluation.part == "test")
            fresh.test = std::move(evaluation);
        else
            fresh.evaluations.push_back(std::move(evaluation));
    });
    each(log_, [&](const Json& json) {
        fresh.log.push_back(
            {json.at("time").get<std::string>().substr(11, 8), messageFromJson(json, "log.jsonl")});
    });
    return fresh;
}

} // namespace espalier
