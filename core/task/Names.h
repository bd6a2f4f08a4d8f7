#pragma once
// The names of tasks and of the figures by which they are judged, apart from Task.h, which needs LibTorch.
#include <string>
#include <vector>

namespace espalier {

constexpr const char* textClassification = "text-classification";
constexpr const char* multiLabel = "multi-label";
constexpr const char* tokenClassification = "token-classification";
constexpr const char* regression = "regression";

const std::vector<std::string>& taskNames();
// The head that its models have in place of one over texts (ModelChanges::tokenHead), or "".
std::string tokenHeadFor(const std::string& task);
// Of a task, as its evaluations name them; of all tasks after "auto".
const std::vector<std::string>& metricNames(const std::string& task);
const std::vector<std::string>& metricNames();
bool lowerIsBetter(const std::string& metric);

} // namespace espalier
