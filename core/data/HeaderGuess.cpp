#include "core/data/HeaderGuess.h"

#include "core/base/Text.h"
#include "core/data/ColumnWords.h"

#include <algorithm>
#include <unordered_set>

namespace espalier {

namespace {

// A column below its possible name.
struct Column {
    std::size_t values = 0, numbers = 0, codePoints = 0; // values: not empty
    std::unordered_set<std::string> distinct;

    double meanLength() const {
        return values ? static_cast<double>(codePoints) / static_cast<double>(values) : 0;
    }
    bool numeric() const { return values > 0 && numbers * 10 >= values * 9; }
    bool repeats() const { return values >= 6 && distinct.size() * 3 <= values; }
};

void add(Column& column, const std::string& value) {
    if (value.empty()) return;
    ++column.values;
    column.numbers += isNumber(value);
    column.codePoints += codePointCount(value);
    column.distinct.insert(value);
}

// Row by row: a first row of hundreds of thousands of columns above short ones costs no more than its length.
std::vector<Column> columnsBelowFirst(const std::vector<std::vector<std::string>>& rows) {
    std::vector<Column> columns(rows.front().size());
    for (std::size_t r = 1; r < rows.size(); ++r)
        for (std::size_t c = 0; c < std::min(columns.size(), rows[r].size()); ++c)
            add(columns[c], rows[r][c]);
    return columns;
}

bool isKnownName(const std::string& name) {
    constexpr ColumnRole roles[] = {ColumnRole::Text, ColumnRole::Label, ColumnRole::Group,
                                    ColumnRole::Split};
    return codePointCount(name) <= 32 && std::any_of(std::begin(roles), std::end(roles),
                                                     [&](auto role) { return nameFits(name, role) == 3; });
}

// Evidence that `name` names the column (above 0) or is one of its values (below 0).
int evidence(const std::string& name, const Column& column) {
    if (name.empty()) return 0;
    if (isNumber(name)) return -2;
    if (column.values == 0) return isKnownName(name) ? 2 : 0;
    const auto length = static_cast<double>(codePointCount(name));
    int sum = 0;
    if (column.distinct.contains(name))
        sum -= 2;
    else if (column.repeats())
        ++sum;
    if (isKnownName(name)) sum += 2;
    if (column.numeric()) sum += 2;
    if (length > 64 || name.find_first_of("\r\n") != std::string::npos) sum -= 2;
    if (!column.numeric() && column.meanLength() >= 12) sum += length * 3 <= column.meanLength() ? 1 : 0;
    if (!column.numeric() && std::count(name.begin(), name.end(), ' ') >= 2 &&
        length * 2 >= column.meanLength())
        sum -= 2;
    return sum;
}

} // namespace

bool looksLikeHeader(const std::vector<std::vector<std::string>>& rows) {
    if (rows.empty()) return true;
    const auto columns = columnsBelowFirst(rows);
    int sum = 0;
    for (std::size_t c = 0; c < columns.size(); ++c) sum += evidence(rows.front()[c], columns[c]);
    return sum >= 0;
}

} // namespace espalier
