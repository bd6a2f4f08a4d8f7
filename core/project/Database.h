#pragma once
// A connection to a project's data.sqlite: its schema, and what SQLite's failures mean to a person.
#include "core/base/Stop.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <functional>

namespace espalier {

class Database {
public:
    // Makes the file and its tables where missing. Throws Error(Format) where it is damaged, of another
    // program or of a newer version, with both numbers.
    static void prepare(const std::filesystem::path& file);

    explicit Database(const std::filesystem::path& file);

    SQLite::Database& sqlite() { return sqlite_; }
    SQLite::Statement statement(const std::string& sql) { return SQLite::Statement(sqlite_, sql); }

    // One value of one row; the fallback where there is none.
    std::int64_t number(const std::string& sql, std::int64_t fallback = 0);

private:
    SQLite::Database sqlite_;
};

// Makes SQLite's errors ours, whatever `body` does with a connection to `file`.
[[noreturn]] void throwTranslated(const SQLite::Exception& error, const std::filesystem::path& file);

template<class Body>
auto translated(const std::filesystem::path& file, Body&& body) {
    try {
        return body();
    } catch (const SQLite::Exception& error) {
        throwTranslated(error, file);
    }
}

// While it lives, SQLite itself looks at the token, also within one long statement; then throws Stopped.
class StopWatcher {
public:
    StopWatcher(Database& database, StopToken stop);
    ~StopWatcher();
    StopWatcher(const StopWatcher&) = delete;
    StopWatcher& operator=(const StopWatcher&) = delete;

private:
    Database& database_;
    StopToken stop_;
};

} // namespace espalier
