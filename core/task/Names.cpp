#include "core/task/Names.h"

#include <algorithm>
#include <array>
#include <map>

namespace espalier {

const std::vector<std::string>& taskNames() {
    static const std::vector<std::string> names{textClassification, multiLabel, tokenClassification,
                                                regression};
    return names;
}

std::string tokenHeadFor(const std::string& task) {
    return task == tokenClassification ? task : "";
}

const std::vector<std::string>& metricNames(const std::string& task) {
    static const std::map<std::string, std::vector<std::string>> byTask{
        {textClassification, {"macro_f1", "accuracy", "log_loss"}},
        {multiLabel,
         {"macro_f1", "micro_f1", "samples_f1", "accuracy", "hamming_loss", "macro_average_precision",
          "ranking_precision", "log_loss"}},
        {tokenClassification, {"entity_f1", "macro_f1", "accuracy", "log_loss"}},
        {regression, {"rmse", "mse", "mae", "r2", "pearson", "spearman", "kendall"}}};
    return byTask.at(task);
}

const std::vector<std::string>& metricNames() {
    static const auto names = [] {
        std::vector<std::string> all{"auto"};
        for (const auto& task : taskNames())
            for (const auto& metric : metricNames(task))
                if (std::find(all.begin(), all.end(), metric) == all.end()) all.push_back(metric);
        return all;
    }();
    return names;
}

bool lowerIsBetter(const std::string& metric) {
    constexpr std::array lower{"log_loss", "hamming_loss", "rmse", "mse", "mae"};
    return std::find(lower.begin(), lower.end(), metric) != lower.end();
}

} // namespace espalier
