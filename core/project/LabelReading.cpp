#include "core/project/LabelReading.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/LabelSet.h"
#include "core/data/Numbers.h"

#include <algorithm>
#include <map>
#include <set>

namespace espalier {

const std::vector<std::string>& readableTasks() {
    static const std::vector<std::string> tasks{textClassification, multiLabel, regression};
    return tasks;
}

std::vector<std::string> LabelReading::labelsOf(const std::string& cell) const {
    if (task == regression) return {};
    return task == multiLabel ? labelsIn(cell, separator) : std::vector{cell};
}

std::string LabelReading::checked(const std::string& typed) const {
    const std::string plain = trimmed(typed);
    if (task == multiLabel) return joined(labelsIn(plain, separator), separator);
    if (task == regression && !numberFrom(plain))
        throw Error(ErrorKind::Usage, message("project", "\"{0}\" is no number.", shortened(plain, 40)),
                    message("project", "Write a number like 3.5."));
    if (plain.empty()) throw Error(ErrorKind::Usage, message("project", "A label can't be empty."));
    return plain;
}

LabelReading guessReading(const Preview& preview, std::size_t labelColumn) {
    constexpr std::size_t mostClasses = 12; // so many numbers may well be names of classes
    std::vector<std::string> cells;
    for (const auto& row : preview.rows)
        if (!row[labelColumn].empty()) cells.push_back(row[labelColumn]);
    if (cells.empty()) return {};
    const std::set<std::string> distinct(cells.begin(), cells.end());
    const auto isNumber = [](const std::string& cell) { return numberFrom(cell).has_value(); };
    const auto isBroken = [](const std::string& cell) { return cell.find('.') != std::string::npos; };
    if (std::all_of(cells.begin(), cells.end(), isNumber))
        return {distinct.size() > mostClasses || std::any_of(cells.begin(), cells.end(), isBroken)
                    ? regression
                    : textClassification};
    for (const char* separator : {";", "|", ","}) {
        std::size_t several = 0;
        std::set<std::string> labels;
        for (const auto& cell : cells) {
            const auto found = labelsIn(cell, separator);
            several += found.size() > 1 ? 1 : 0;
            labels.insert(found.begin(), found.end());
        }
        if (10 * several >= cells.size() && labels.size() < distinct.size()) return {multiLabel, separator};
    }
    return {};
}

namespace {

std::vector<std::string> rarestOf(const std::vector<std::string>& cells, const LabelReading& reading) {
    std::map<std::string, std::size_t> counts;
    for (const auto& cell : cells)
        for (const auto& label : reading.labelsOf(cell)) ++counts[label];
    std::vector<std::string> rarest;
    for (const auto& cell : cells) {
        const auto labels = reading.labelsOf(cell);
        const auto least = std::min_element(labels.begin(), labels.end(), [&](const auto& a, const auto& b) {
            return counts.at(a) < counts.at(b);
        });
        rarest.push_back(least == labels.end() ? std::string() : *least);
    }
    return rarest;
}

std::vector<std::string> tenthsOf(const std::vector<std::string>& cells) {
    std::vector<double> numbers;
    for (const auto& cell : cells) numbers.push_back(numberFrom(cell).value_or(0));
    auto sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> tenths;
    for (const double number : numbers) {
        const auto below = std::lower_bound(sorted.begin(), sorted.end(), number) - sorted.begin();
        tenths.push_back(std::to_string(10 * below / static_cast<std::ptrdiff_t>(sorted.size())));
    }
    return tenths;
}

} // namespace

std::vector<std::string> strataOf(const std::vector<std::string>& cells, const LabelReading& reading) {
    if (reading.task == multiLabel) return rarestOf(cells, reading);
    return reading.task == regression ? tenthsOf(cells) : cells;
}

} // namespace espalier
