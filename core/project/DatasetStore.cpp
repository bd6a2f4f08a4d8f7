#include "core/project/DatasetStore.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/project/Database.h"
#include "core/project/DatasetFacts.h"
#include "core/project/DatasetImport.h"
#include "core/project/RowPages.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>

namespace espalier {

namespace fs = std::filesystem;

struct DatasetStore::Connection {
    explicit Connection(const fs::path& database)
        : file(database), writer(database), reader(database), pages(reader) {}

    // One writer at a time: a page that edits while an import runs is told so instead of being held up.
    template<class Body>
    auto write(Body&& body) {
        const std::unique_lock lock(writing, std::chrono::milliseconds(100));
        if (!lock)
            throw Error(ErrorKind::Busy, message("project", "The data set is being changed."),
                        message("project", "Try again when that has ended."));
        return translated(file, [&] { return body(writer); });
    }

    // All that is read inside is of one moment.
    template<class Body>
    auto read(Body&& body) {
        const std::scoped_lock lock(reading);
        return translated(file, [&] {
            SQLite::Transaction moment(reader.sqlite());
            return body(reader);
        });
    }

    RowPages::Versions versions() const { return {rowsVersion, marksVersion}; }

    fs::path file;
    Database writer, reader;
    std::timed_mutex writing;
    std::mutex reading;
    RowPages pages;
    std::atomic<std::int64_t> rowsVersion = 0, marksVersion = 0;
};

namespace {

// A field of a row that a person may change.
enum class Field { Label, Part };

const char* columnOf(Field field) {
    return field == Field::Label ? "label" : "part";
}

std::string valueOf(Database& database, std::int64_t id, Field field) {
    auto select = database.statement(fmt::format("SELECT {} FROM rows WHERE id = ?", columnOf(field)));
    select.bind(1, id);
    if (!select.executeStep()) throw Error(ErrorKind::Usage, message("project", "There is no row {0}.", id));
    return select.getColumn(0).getString();
}

void addToCount(Database& database, std::int64_t id, int amount) {
    auto upsert = database.statement("INSERT INTO label_counts SELECT ?3, part, ?1 FROM rows WHERE id = ?2 "
                                     "ON CONFLICT DO UPDATE SET rows = rows + ?1");
    for (const auto& label : readInfo(database).labels.labelsOf(valueOf(database, id, Field::Label))) {
        upsert.bind(1, amount);
        upsert.bind(2, id);
        upsert.bind(3, label);
        upsert.exec();
        upsert.reset();
    }
}

void change(Database& database, std::int64_t id, Field field, const std::string& value) {
    addToCount(database, id, -1);
    auto update = database.statement(fmt::format("UPDATE rows SET {} = ? WHERE id = ?", columnOf(field)));
    update.bind(1, value);
    update.bind(2, id);
    update.exec();
    addToCount(database, id, +1);
}

void edit(Database& database, std::int64_t id, Field field, const std::string& value) {
    SQLite::Transaction transaction(database.sqlite());
    const std::string before = valueOf(database, id, field);
    if (before == value) return;
    auto insert = database.statement("INSERT INTO edits(row, field, before) VALUES(?, ?, ?)");
    insert.bind(1, id);
    insert.bind(2, columnOf(field));
    insert.bind(3, before);
    insert.exec();
    change(database, id, field, value);
    transaction.commit();
}

std::optional<std::int64_t> undoLast(Database& database) {
    SQLite::Transaction transaction(database.sqlite());
    auto select = database.statement("SELECT id, row, field, before FROM edits ORDER BY id DESC LIMIT 1");
    if (!select.executeStep()) return std::nullopt;
    const std::int64_t row = select.getColumn(1).getInt64();
    const Field field = select.getColumn(2).getString() == "label" ? Field::Label : Field::Part;
    change(database, row, field, select.getColumn(3).getString());
    auto remove = database.statement("DELETE FROM edits WHERE id = ?");
    remove.bind(1, select.getColumn(0).getInt64());
    select.reset();
    remove.exec();
    transaction.commit();
    return row;
}

Examples readExamples(Database& database) {
    Examples examples;
    examples.importId = readInfo(database).importId;
    std::vector<Example>* const parts[] = {&examples.train, &examples.validation, &examples.test};
    auto select = database.statement("SELECT id, part, text, pair, label, weight FROM rows ORDER BY id");
    while (select.executeStep()) {
        Example example{select.getColumn(0).getInt64(),
                        select.getColumn(2).getString(),
                        {},
                        select.getColumn(4).getString(),
                        select.getColumn(5).getDouble()};
        if (const auto pair = select.getColumn(3); !pair.isNull()) example.pair = pair.getString();
        parts[static_cast<int>(partFrom(select.getColumn(1).getInt()))]->push_back(std::move(example));
    }
    return examples;
}

} // namespace

DatasetStore::DatasetStore(const fs::path& database) {
    Database::prepare(database);
    connection_ = translated(database, [&] { return std::make_unique<Connection>(database); });
}

DatasetStore::~DatasetStore() = default;

ImportReport DatasetStore::import(const ImportRequest& request) {
    return connection_->write([&](Database& database) {
        auto report = importDataset(database, request, connection_->file.parent_path());
        ++connection_->rowsVersion;
        database.sqlite().tryExec("PRAGMA wal_checkpoint(TRUNCATE)"); // the log is as large as the data
        return report;
    });
}

void DatasetStore::resplit(const SplitRatio& ratio) {
    connection_->write([&](Database& database) {
        SQLite::Transaction transaction(database.sqlite());
        divideRows(database, ratio, readInfo(database).labels);
        countLabels(database, readInfo(database).labels);
        database.sqlite().exec("DELETE FROM edits WHERE field = 'part'"); // they speak of the split before
        DatasetInfo changed = readInfo(database);
        changed.method = DatasetInfo::SplitMethod::Ratio;
        changed.ratio = ratio;
        writeInfo(database, changed);
        transaction.commit();
        ++connection_->marksVersion;
    });
}

DatasetInfo DatasetStore::info() const {
    return connection_->read(readInfo);
}

PartCounts DatasetStore::counts() const {
    return connection_->read([](Database& database) {
        PartCounts counts;
        std::int64_t* const parts[] = {&counts.train, &counts.validation, &counts.test};
        auto select = database.statement("SELECT part, count(*) FROM rows GROUP BY part");
        while (select.executeStep())
            *parts[static_cast<int>(partFrom(select.getColumn(0).getInt()))] = select.getColumn(1).getInt64();
        return counts;
    });
}

std::vector<LabelCount> DatasetStore::labels() const {
    auto counts = connection_->read(readLabelCounts);
    std::stable_sort(counts.begin(), counts.end(), [](auto& a, auto& b) { return a.total() > b.total(); });
    return counts;
}

std::optional<NumberSpread> DatasetStore::numbers() const {
    return connection_->read([](Database& database) -> std::optional<NumberSpread> {
        if (readInfo(database).labels.task != regression) return std::nullopt;
        return readNumberSpread(database);
    });
}

std::vector<std::string> DatasetStore::labelNames() const {
    std::vector<std::string> names;
    for (auto& count : connection_->read(readLabelCounts)) names.push_back(std::move(count.label));
    return names;
}

std::vector<RefusedRow> DatasetStore::refused() const {
    return connection_->read(readRefused);
}

std::int64_t DatasetStore::count(const RowQuery& query) const {
    return connection_->read([&](Database&) {
        return static_cast<std::int64_t>(connection_->pages.ids(query, connection_->versions()).size());
    });
}

std::vector<StoredRow> DatasetStore::rows(const RowQuery& query, std::int64_t offset,
                                          std::int64_t limit) const {
    return connection_->read(
        [&](Database&) { return connection_->pages.page(query, offset, limit, connection_->versions()); });
}

std::optional<StoredRow> DatasetStore::row(std::int64_t id) const {
    return connection_->read([&](Database&) { return connection_->pages.row(id); });
}

void DatasetStore::setLabel(std::int64_t id, const std::string& label) {
    connection_->write([&](Database& database) {
        edit(database, id, Field::Label, readInfo(database).labels.checked(label));
    });
    ++connection_->marksVersion;
}

void DatasetStore::setPart(std::int64_t id, Part part) {
    const std::string value = std::to_string(static_cast<int>(part));
    connection_->write([&](Database& database) { edit(database, id, Field::Part, value); });
    ++connection_->marksVersion;
}

bool DatasetStore::canUndo() const {
    return connection_->read(
        [](Database& database) { return database.number("SELECT EXISTS(SELECT 1 FROM edits)") != 0; });
}

std::optional<std::int64_t> DatasetStore::undo() {
    const auto row = connection_->write(undoLast);
    ++connection_->marksVersion;
    return row;
}

Examples DatasetStore::examples() const {
    return translated(connection_->file, [&] {
        Database own(connection_->file); // pages go on reading meanwhile
        const SQLite::Transaction moment(own.sqlite());
        return readExamples(own);
    });
}

} // namespace espalier
