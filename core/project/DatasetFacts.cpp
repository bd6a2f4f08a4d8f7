#include "core/project/DatasetFacts.h"

#include "core/base/MessageJson.h"
#include "core/data/Numbers.h"

#include <algorithm>
#include <map>

namespace espalier {

namespace {

constexpr const char* origin = "data.sqlite";
constexpr const char* methods[] = {"ratio", "column", "files"};

Json textOrNull(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

std::optional<std::string> optionalText(const Json& object, const std::string& key) {
    if (!object.contains(key) || object[key].is_null()) return std::nullopt;
    return valueOr<std::string>(object, key, "", origin);
}

char firstChar(const Json& object, const std::string& key, char fallback) {
    const auto text = valueOr<std::string>(object, key, std::string(1, fallback), origin);
    return text.empty() ? '\0' : text.front();
}

Json toJson(const Dialect& dialect) {
    return {{"encoding", dialect.encoding},
            {"delimiter", std::string(1, dialect.delimiter)},
            {"quote", dialect.quote ? std::string(1, dialect.quote) : ""},
            {"header", dialect.header}};
}

Dialect dialectFrom(const Json& json) {
    return {valueOr<std::string>(json, "encoding", "UTF-8", origin), firstChar(json, "delimiter", ','),
            firstChar(json, "quote", '"'), valueOr(json, "header", true, origin)};
}

Json toJson(const ColumnChoice& columns) {
    return {{"text", columns.text},
            {"second_text", textOrNull(columns.secondText)},
            {"label", textOrNull(columns.label)},
            {"group", textOrNull(columns.group)},
            {"split", textOrNull(columns.split)},
            {"weight", textOrNull(columns.weight)}};
}

ColumnChoice columnsFrom(const Json& json) {
    return {valueOr<std::string>(json, "text", "", origin),
            optionalText(json, "second_text"),
            optionalText(json, "label"),
            optionalText(json, "group"),
            optionalText(json, "split"),
            optionalText(json, "weight")};
}

DatasetInfo::SplitMethod methodNamed(const std::string& name) {
    for (int i = 0; i < 3; ++i)
        if (name == methods[i]) return static_cast<DatasetInfo::SplitMethod>(i);
    failKey(origin, "method", "ratio, column or files", name);
}

// A missing object reads as an empty one.
Json objectAt(const Json& json, const std::string& key) {
    return json.contains(key) ? json[key] : Json::object();
}

std::string readFact(Database& database, const std::string& name) {
    auto select = database.statement("SELECT value FROM facts WHERE name = ?");
    select.bind(1, name);
    return select.executeStep() ? select.getColumn(0).getString() : "{}";
}

void writeFact(Database& database, const std::string& name, const Json& value) {
    auto insert = database.statement("INSERT OR REPLACE INTO facts VALUES(?, ?)");
    insert.bind(1, name);
    insert.bind(2, value.dump(-1, ' ', false, Json::error_handler_t::replace)); // names of files: any bytes
    insert.exec();
}

} // namespace

DatasetInfo readInfo(Database& database) {
    const Json json = parseJson(readFact(database, "info"), origin);
    const Json ratio = objectAt(json, "ratio");
    DatasetInfo info;
    info.name = valueOr<std::string>(json, "name", "", origin);
    info.source = valueOr<std::string>(json, "source", "", origin);
    info.dialect = dialectFrom(objectAt(json, "dialect"));
    info.columns = columnsFrom(objectAt(json, "columns"));
    info.labels.task = valueOr<std::string>(json, "task", info.labels.task, origin);
    info.labels.separator = valueOr<std::string>(json, "label_separator", info.labels.separator, origin);
    info.method = methodNamed(valueOr<std::string>(json, "method", methods[0], origin));
    info.ratio.validation = valueOr(ratio, "validation", info.ratio.validation, origin);
    info.ratio.test = valueOr(ratio, "test", info.ratio.test, origin);
    info.ratio.seed = valueOr(ratio, "seed", info.ratio.seed, origin);
    info.refused = valueOr<std::int64_t>(json, "refused", 0, origin);
    info.refusedFile = valueOr<std::string>(json, "refused_file", "", origin);
    info.importId = valueOr<std::string>(json, "import_id", "", origin);
    return info;
}

void writeInfo(Database& database, const DatasetInfo& info) {
    const Json json = {
        {"name", info.name},
        {"source", info.source},
        {"dialect", toJson(info.dialect)},
        {"columns", toJson(info.columns)},
        {"task", info.labels.task},
        {"label_separator", info.labels.separator},
        {"method", methods[static_cast<int>(info.method)]},
        {"ratio",
         {{"validation", info.ratio.validation}, {"test", info.ratio.test}, {"seed", info.ratio.seed}}},
        {"refused", info.refused},
        {"refused_file", info.refusedFile},
        {"import_id", info.importId}};
    writeFact(database, "info", json);
}

std::vector<std::string> readRefusedFiles(Database& database) {
    const Json json = parseJson(readFact(database, "refused_files"), origin);
    std::vector<std::string> names;
    if (json.is_array())
        for (const Json& name : json)
            if (name.is_string()) names.push_back(name);
    // Before there was this list, info named the first file.
    if (const auto first = readInfo(database).refusedFile; names.empty() && !first.empty()) return {first};
    return names;
}

void writeRefusedFiles(Database& database, const std::vector<std::string>& names) {
    writeFact(database, "refused_files", names);
}

Part partFrom(int stored) {
    if (stored < 0 || stored > static_cast<int>(Part::Test))
        throw Error(ErrorKind::Format,
                    message("project", "{0}: a row has the part {1}, expected 0 to 2.", origin, stored),
                    message("project", "Restore the project's folder from a copy, or import the data anew."));
    return static_cast<Part>(stored);
}

std::vector<RefusedRow> readRefused(Database& database) {
    std::vector<RefusedRow> rows;
    auto select = database.statement("SELECT line, reason, text FROM refused ORDER BY rowid");
    while (select.executeStep()) {
        const Json reason = parseJson(select.getColumn(1).getString(), origin);
        rows.push_back({select.getColumn(0).getInt64(), messageFromJson(reason, origin),
                        select.getColumn(2).getString()});
    }
    return rows;
}

void writeRefused(Database& database, const std::vector<RefusedRow>& rows) {
    auto insert = database.statement("INSERT INTO refused VALUES(?, ?, ?)");
    for (const auto& row : rows) {
        insert.bind(1, row.line);
        insert.bind(2, toJson(row.reason).dump());
        insert.bind(3, row.text);
        insert.exec();
        insert.reset();
    }
}

std::vector<LabelCount> readLabelCounts(Database& database) {
    std::vector<LabelCount> counts;
    auto select =
        database.statement("SELECT label, part, rows FROM label_counts WHERE rows > 0 ORDER BY label");
    while (select.executeStep()) {
        const std::string label = select.getColumn(0).getString();
        if (counts.empty() || counts.back().label != label) counts.push_back({label});
        LabelCount& count = counts.back();
        std::int64_t* const parts[] = {&count.train, &count.validation, &count.test};
        *parts[static_cast<int>(partFrom(select.getColumn(1).getInt()))] = select.getColumn(2).getInt64();
    }
    return counts;
}

void countLabels(Database& database, const LabelReading& reading) {
    database.sqlite().exec("DELETE FROM label_counts");
    if (reading.task == textClassification)
        database.sqlite().exec(
            "INSERT INTO label_counts SELECT label, part, count(*) FROM rows GROUP BY label, part");
    if (reading.task != multiLabel) return;
    std::map<std::pair<std::string, int>, std::int64_t> counts;
    auto select = database.statement("SELECT label, part FROM rows");
    while (select.executeStep())
        for (const auto& label : reading.labelsOf(select.getColumn(0).getString()))
            ++counts[{label, select.getColumn(1).getInt()}];
    auto insert = database.statement("INSERT INTO label_counts VALUES(?, ?, ?)");
    for (const auto& [place, rows] : counts) {
        insert.bind(1, place.first);
        insert.bind(2, place.second);
        insert.bind(3, rows);
        insert.exec();
        insert.reset();
    }
}

NumberSpread readNumberSpread(Database& database) {
    constexpr std::size_t intervals = 10;
    std::vector<double> numbers;
    auto select = database.statement("SELECT label FROM rows");
    while (select.executeStep()) numbers.push_back(numberFrom(select.getColumn(0).getString()).value_or(0));
    NumberSpread spread;
    if (numbers.empty()) return spread;
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    spread.least = *least;
    spread.most = *most;
    spread.counts.resize(intervals);
    double sum = 0;
    for (const double number : numbers) {
        sum += number;
        const double place =
            spread.most > spread.least ? (number - spread.least) / (spread.most - spread.least) : 0;
        ++spread.counts[std::min(intervals - 1, static_cast<std::size_t>(place * intervals))];
    }
    spread.mean = sum / static_cast<double>(numbers.size());
    return spread;
}

} // namespace espalier
