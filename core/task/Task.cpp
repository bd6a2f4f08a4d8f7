#include "core/task/Task.h"

#include "core/base/Text.h"
#include "core/model/Config.h"
#include "core/task/Names.h"

#include <algorithm>

namespace espalier {

std::unique_ptr<Task> makeTextClassification(const TaskSettings&);
std::unique_ptr<Task> makeMultiLabel(const TaskSettings&);
std::unique_ptr<Task> makeTokenClassification(const TaskSettings&);
std::unique_ptr<Task> makeRegression(const TaskSettings&);

std::unique_ptr<Task> makeTask(const std::string& name, const TaskSettings& settings) {
    if (name == textClassification) return makeTextClassification(settings);
    if (name == multiLabel) return makeMultiLabel(settings);
    if (name == tokenClassification) return makeTokenClassification(settings);
    if (name == regression) return makeRegression(settings);
    throw Error(ErrorKind::Usage, message("task", "There is no task \"{0}\".", name),
                message("task", "There is: {0}.", joined(taskNames())));
}

std::string taskNameOf(const Json& config, std::size_t labels) {
    if (!labelsIn(config, "ForTokenClassification", "config.json").empty()) return tokenClassification;
    const auto type = config.value("problem_type", Json());
    if (type == "multi_label_classification") return multiLabel;
    const bool number = type.is_null() && labels == 1; // as Transformers does where a config names none
    return number || type == "regression" ? regression : textClassification;
}

std::unique_ptr<Task> taskOf(const Json& config, std::vector<std::string> labels) {
    auto task = makeTask(taskNameOf(config, labels.size()));
    task->setLabels(std::move(labels));
    task->restore(config);
    return task;
}

std::string quoted(std::span<const std::string> names) {
    constexpr std::size_t shown = 8;
    std::vector<std::string> parts;
    for (const auto& name : names.first(std::min(shown, names.size())))
        parts.push_back(fmt::format("\"{}\"", shortened(name, 40)));
    if (names.size() > shown) parts.push_back("…");
    return joined(parts);
}

} // namespace espalier
