#pragma once
#include "core/base/Files.h"
#include "core/data/import/CsvReader.h"

namespace espalier {

// Gathers the rows an import refuses: counts all, keeps the first 1,000, saves all where a file is asked for.
class RefusedRows {
public:
    explicit RefusedRows(std::filesystem::path file) : path_(std::move(file)) {} // "": not saved

    void add(std::int64_t line, const Message& reason, std::string_view text);
    std::int64_t count() const { return count_; }
    void finish(ImportReport& report); // the file exists from here on, where any row was refused

private:
    std::filesystem::path path_;
    std::unique_ptr<AtomicFile> file_;
    std::string buffer_;
    std::int64_t count_ = 0;
    std::vector<RefusedRow> first_;
};

} // namespace espalier
