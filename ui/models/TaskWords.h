#pragma once
// Tasks and the figures by which they are judged, in words.
#include "core/task/Evaluation.h"

#include <QString>

#include <vector>

namespace espalier {

QString taskTitle(const std::string& task); // "One label a text"
// "auto" is a task's first.
const std::string& metricMeant(const std::string& task, const std::string& metric);
QString metricTitle(const std::string& metric);
QString metricMeaning(const std::string& metric);            // one sentence; "" where the name says it
QString metricText(const std::string& metric, double value); // "83.1 %", "0.412"
QString metricText(const std::string& metric, const Figures& figures); // "–" where it is not among them
bool isShare(const std::string& metric); // of a whole: between 0 and 1, said in percent

// The figures that say most of a task, the first first; the curves of a run show the first two.
const std::vector<std::string>& headlineOf(const std::string& task);

} // namespace espalier
