#include "core/project/Database.h"

#include "core/base/Error.h"

#include <sqlite3.h>

namespace espalier {

namespace {

constexpr int schemaVersion = 2;
constexpr int applicationId = 0x45737061; // "Espa": tells our databases from others

// Rows are never deleted alone, so that ids count from 1 without gaps. What is edited is remembered with the
// value before; `edits` is the undo list and also says which rows a person changed.
constexpr const char* schema = R"(
CREATE TABLE rows(
    id INTEGER PRIMARY KEY, line INTEGER NOT NULL, part INTEGER NOT NULL, label TEXT NOT NULL, grp TEXT,
    length INTEGER NOT NULL, text TEXT NOT NULL, pair TEXT, weight REAL NOT NULL DEFAULT 1);
CREATE TABLE label_counts(
    label TEXT NOT NULL, part INTEGER NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY(label, part)) WITHOUT ROWID;
CREATE TABLE edits(id INTEGER PRIMARY KEY, row INTEGER NOT NULL, field TEXT NOT NULL, before NOT NULL);
CREATE INDEX edits_row ON edits(row);
CREATE TABLE refused(line INTEGER NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)";

void checkOurs(Database& database, const std::filesystem::path& file) {
    const std::int64_t version = database.number("PRAGMA user_version");
    const bool ours = database.number("PRAGMA application_id") == applicationId;
    if (!ours)
        throw Error(ErrorKind::Format,
                    message("project", "{0} is a database of another program.", file.string()),
                    message("project", "Open a project's folder, or restore this file from a copy."));
    if (version > schemaVersion)
        throw Error(ErrorKind::Format,
                    message("project", "{0} has format version {1}, this program reads up to {2}.",
                            file.string(), version, schemaVersion),
                    message("project", "Open it with a newer Espalier."));
}

// Version 1 had no weights.
void bringUpToDate(Database& database) {
    if (database.number("PRAGMA user_version") == schemaVersion) return;
    SQLite::Transaction transaction(database.sqlite(), SQLite::TransactionBehavior::IMMEDIATE);
    if (database.number("PRAGMA user_version") == 1)
        database.sqlite().exec("ALTER TABLE rows ADD COLUMN weight REAL NOT NULL DEFAULT 1");
    database.sqlite().exec(fmt::format("PRAGMA user_version = {}", schemaVersion));
    transaction.commit();
}

} // namespace

Database::Database(const std::filesystem::path& file)
    : sqlite_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000) {
    sqlite_.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;");
}

void Database::prepare(const std::filesystem::path& file) {
    translated(file, [&] {
        Database database(file);
        if (database.number("SELECT count(*) FROM sqlite_master") > 0) {
            checkOurs(database, file);
            bringUpToDate(database);
            return;
        }
        database.sqlite_.exec("PRAGMA journal_mode = WAL");
        SQLite::Transaction transaction(database.sqlite_);
        database.sqlite_.exec(schema);
        database.sqlite_.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                          applicationId, schemaVersion));
        transaction.commit();
    });
}

std::int64_t Database::number(const std::string& sql, std::int64_t fallback) {
    auto query = statement(sql);
    return query.executeStep() ? query.getColumn(0).getInt64() : fallback;
}

void throwTranslated(const SQLite::Exception& error, const std::filesystem::path& file) {
    const auto untouched = message("project", "What was there before is untouched.");
    switch (error.getErrorCode()) {
    case SQLITE_INTERRUPT: throw Stopped();
    case SQLITE_FULL:
        throw Error(
            ErrorKind::File, message("project", "{0} can't be written: the disk is full.", file.string()),
            message("project", "Free some space, then try again. What was there before is untouched."));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        throw Error(
            ErrorKind::Format, message("project", "{0} is damaged: {1}.", file.string(), error.what()),
            message("project", "Restore the project's folder from a copy, or import the data anew into a "
                               "new project."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error(ErrorKind::Busy, message("project", "{0} is in use by another program.", file.string()),
                    message("project", "Close it there, then try again."));
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        throw Error(ErrorKind::File,
                    message("project", "{0} can't be opened for writing: {1}.", file.string(), error.what()),
                    message("project", "Check that the folder is there and that you may write to it."));
    default:
        throw Error(ErrorKind::File, message("project", "{0}: {1}.", file.string(), error.what()), untouched);
    }
}

StopWatcher::StopWatcher(Database& database, StopToken stop) : database_(database), stop_(std::move(stop)) {
    const auto asked = [](void* token) { return static_cast<StopToken*>(token)->stop_requested() ? 1 : 0; };
    sqlite3_progress_handler(database_.sqlite().getHandle(), 10'000, asked, &stop_);
}

StopWatcher::~StopWatcher() {
    sqlite3_progress_handler(database_.sqlite().getHandle(), 0, nullptr, nullptr);
}

} // namespace espalier
