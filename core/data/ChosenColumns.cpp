#include "core/data/ChosenColumns.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/Numbers.h"

#include <algorithm>

namespace espalier {

namespace {

std::size_t indexOf(const std::vector<std::string>& names, const std::string& wanted,
                    const std::filesystem::path& file) {
    const auto it = std::find(names.begin(), names.end(), wanted);
    if (it == names.end())
        throw Error(ErrorKind::Data,
                    message("data", "{0} has no column \"{1}\". Its columns are {2}.",
                            file.filename().string(), wanted, listed(names)),
                    message("data", "Choose one of these columns."));
    return static_cast<std::size_t>(it - names.begin());
}

std::optional<double> weightFrom(std::string_view field) {
    const auto weight = numberFrom(field);
    return weight && *weight >= 0 ? weight : std::nullopt;
}

} // namespace

std::string listed(std::span<const std::string> names) {
    constexpr std::size_t shown = 20; // a file may have any number
    std::vector<std::string> parts;
    for (const auto& name : names.first(std::min(shown, names.size())))
        parts.push_back(fmt::format("\"{}\"", shortened(name, 40)));
    if (names.size() > shown) parts.push_back("…");
    return joined(parts);
}

bool hasColumns(const std::vector<std::string>& names, const ColumnChoice& choice) {
    const auto has = [&](const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const auto optional = {choice.secondText, choice.label, choice.group, choice.split, choice.weight};
    return has(choice.text) &&
           std::all_of(optional.begin(), optional.end(), [&](auto& name) { return !name || has(*name); });
}

ChosenColumns::ChosenColumns(const std::vector<std::string>& names, const ColumnChoice& choice,
                             const std::filesystem::path& file)
    : text_(indexOf(names, choice.text, file)), labelMayBeEmpty_(choice.labelMayBeEmpty),
      labelIsNumber_(choice.labelIsNumber) {
    const auto find = [&](const std::optional<std::string>& name) {
        return name ? Index(indexOf(names, *name, file)) : Index();
    };
    pair_ = find(choice.secondText);
    label_ = find(choice.label);
    group_ = find(choice.group);
    split_ = find(choice.split);
    weight_ = find(choice.weight);
}

std::optional<Message> ChosenColumns::fault(std::span<const std::string_view> fields) const {
    if (isBlank(fields[text_])) return message("data", "The text is empty.");
    if (label_ && !labelMayBeEmpty_ && isBlank(fields[*label_]))
        return message("data", "The label is empty.");
    if (label_ && labelIsNumber_ && !numberFrom(fields[*label_]))
        return message("data", "\"{0}\" is no number.", shortened(std::string(fields[*label_]), 40));
    if (split_ && !findPart(fields[*split_]))
        return message("data", "\"{0}\" is none of train, validation and test.", fields[*split_]);
    if (weight_ && !weightFrom(fields[*weight_]))
        return message("data", "The weight \"{0}\" is no number of 0 or more.",
                       shortened(std::string(fields[*weight_]), 40));
    return std::nullopt;
}

Example ChosenColumns::example(std::span<const std::string_view> fields, std::int64_t row) const {
    Example example{row, std::string(fields[text_]), {}, {}};
    if (pair_) example.pair = std::string(fields[*pair_]);
    if (label_) example.label = trimmed(fields[*label_]);
    if (weight_) example.weight = weightFrom(fields[*weight_]).value_or(1);
    return example;
}

std::string_view ChosenColumns::group(std::span<const std::string_view> fields) const {
    return group_ && !isBlank(fields[*group_]) ? fields[*group_] : std::string_view();
}

Part ChosenColumns::part(std::span<const std::string_view> fields) const {
    return split_ ? partNamed(fields[*split_]) : Part::Train;
}

void failNoRows(const std::filesystem::path& file, const ImportReport& report) {
    if (report.refused > 0)
        throw Error(ErrorKind::Data,
                    message("data", "Of {0} no row could be used: all {1} were refused. Line {2}: {3}",
                            file.filename().string(), report.refused, report.refusedRows.front().line,
                            report.refusedRows.front().reason.english()),
                    message("data", "Check the delimiter, the quote and the chosen columns."));
    throw Error(ErrorKind::Data, message("data", "{0} has a header and no rows.", file.filename().string()),
                message("data", "Choose a file with at least one row a label."));
}

} // namespace espalier
