#include "core/project/RowPages.h"

#include "core/project/DatasetFacts.h"
#include "core/project/TextSearch.h"

#include <sqlite3.h>

#include <algorithm>
#include <numeric>

namespace espalier {

namespace {

constexpr const char* rowColumns = "SELECT id, line, part, text, pair, label, EXISTS(SELECT 1 FROM edits "
                                   "WHERE edits.row = rows.id) FROM rows ";

StoredRow readRow(const SQLite::Statement& from) {
    StoredRow row;
    row.id = from.getColumn(0).getInt64();
    row.line = from.getColumn(1).getInt64();
    row.part = partFrom(from.getColumn(2).getInt());
    row.text = from.getColumn(3).getString();
    if (const auto pair = from.getColumn(4); !pair.isNull()) row.pair = pair.getString();
    row.label = from.getColumn(5).getString();
    row.edited = from.getColumn(6).getInt() != 0;
    return row;
}

bool dependsOnMarks(const RowQuery& query) {
    return query.label || query.part || query.order == RowQuery::Order::Label ||
           query.order == RowQuery::Order::Part;
}

std::string orderOf(const RowQuery& query, const LabelReading& reading) {
    const char* direction = query.descending ? " DESC" : "";
    switch (query.order) {
    case RowQuery::Order::File: break;
    case RowQuery::Order::Text: return fmt::format("text COLLATE NOCASE{}, id", direction);
    case RowQuery::Order::Label:
        return reading.task == regression ? fmt::format("CAST(label AS REAL){}, id", direction)
                                          : fmt::format("label{}, id", direction);
    case RowQuery::Order::Part: return fmt::format("part{}, id", direction);
    case RowQuery::Order::Length: return fmt::format("length{}, id", direction);
    }
    return fmt::format("id{}", direction);
}

// matches(text): whether the search that SQLite hands over finds it.
void matchesFunction(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* search = static_cast<const TextSearch*>(sqlite3_user_data(context));
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
    sqlite3_result_int(context, text && search->matches({text, size}) ? 1 : 0);
}

struct LabelSearch {
    std::string label;
    LabelReading reading;
};

// holds(cell): whether the label that is looked for is among those of a row.
void holdsFunction(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* search = static_cast<const LabelSearch*>(sqlite3_user_data(context));
    const auto* cell = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const auto labels = search->reading.labelsOf(cell ? cell : "");
    sqlite3_result_int(context, std::binary_search(labels.begin(), labels.end(), search->label) ? 1 : 0);
}

} // namespace

void RowPages::findAll(bool descending) {
    ids_.resize(static_cast<std::size_t>(database_.number("SELECT max(id) FROM rows")));
    std::iota(ids_.begin(), ids_.end(), 1u);
    if (descending) std::reverse(ids_.begin(), ids_.end());
}

void RowPages::find(const RowQuery& query) {
    RowQuery all;
    all.descending = query.descending;
    if (query == all) return findAll(query.descending);
    TextSearch search(query.search);
    database_.sqlite().createFunction("matches", 1, true, &search, matchesFunction);
    const LabelSearch labels{query.label.value_or(""), readInfo(database_).labels};
    const bool several = labels.reading.task == multiLabel;
    database_.sqlite().createFunction("holds", 1, true, const_cast<LabelSearch*>(&labels), holdsFunction);
    auto select = database_.statement(fmt::format(
        "SELECT id FROM rows WHERE 1{}{}{} ORDER BY {}",
        !query.label ? ""
        : several    ? " AND holds(label)"
                     : " AND label = :label",
        query.part ? " AND part = :part" : "",
        query.search.empty() ? "" : " AND (matches(text) OR matches(pair))", orderOf(query, labels.reading)));
    if (query.label && !several) select.bind(":label", *query.label);
    if (query.part) select.bind(":part", static_cast<int>(*query.part));
    ids_.clear();
    while (select.executeStep()) ids_.push_back(select.getColumn(0).getUInt());
}

const std::vector<std::uint32_t>& RowPages::ids(const RowQuery& query, const Versions& versions) {
    const bool fresh = query_ == query && versions_.rows == versions.rows &&
                       (versions_.marks == versions.marks || !dependsOnMarks(query));
    if (!fresh) {
        query_.reset();
        find(query);
        query_ = query;
        versions_ = versions;
    }
    return ids_;
}

std::vector<StoredRow> RowPages::page(const RowQuery& query, std::int64_t offset, std::int64_t limit,
                                      const Versions& versions) {
    std::vector<StoredRow> page;
    const auto& all = ids(query, versions);
    const auto begin = std::min(static_cast<std::size_t>(std::max<std::int64_t>(offset, 0)), all.size());
    const auto count =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(limit, 0)), all.size() - begin);
    auto select = database_.statement(fmt::format("{}WHERE id = ?", rowColumns));
    for (const std::uint32_t id : std::span(all).subspan(begin, count)) {
        select.bind(1, id);
        if (select.executeStep()) page.push_back(readRow(select));
        select.reset();
    }
    return page;
}

std::optional<StoredRow> RowPages::row(std::int64_t id) {
    auto select = database_.statement(fmt::format("{}WHERE id = ?", rowColumns));
    select.bind(1, id);
    return select.executeStep() ? std::optional(readRow(select)) : std::nullopt;
}

} // namespace espalier
