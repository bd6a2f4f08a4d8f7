#pragma once
// The rows of a project in SQLite (WAL): texts, labels, parts, and every edit with its undo.
//
// Thread-safe: one connection writes and another reads, so that a page shows the old rows while a job imports
// the new ones; an edit meanwhile is Error(Busy). Scrolling is quick at a million rows: the ids of a query
// are found once, a new search or order costs one look at all rows (up to a second at a million: best in a
// job).
#include "core/data/Example.h"
#include "core/data/Splits.h"
#include "core/project/LabelReading.h"

#include <memory>

namespace espalier {

struct StoredRow {
    std::int64_t id = 0;   // from 1, in file order
    std::int64_t line = 0; // of the file it came from
    Part part = Part::Train;
    std::string text;
    std::optional<std::string> pair;
    std::string label;
    bool edited = false;
};

struct RowQuery {
    std::string search;               // substring of the text, any case; "" all
    std::optional<std::string> label; // one of them, where a row has several
    std::optional<Part> part;
    enum class Order { File, Text, Label, Part, Length } order = Order::File;
    bool descending = false; // ties stay in file order
    bool operator==(const RowQuery&) const = default;
};

struct LabelCount {
    std::string label;
    std::int64_t train = 0, validation = 0, test = 0;
    std::int64_t total() const { return train + validation + test; }
};

struct PartCounts {
    std::int64_t train = 0, validation = 0, test = 0;
    std::int64_t total() const { return train + validation + test; }
};

// How the numbers of a regression are spread.
struct NumberSpread {
    double least = 0, most = 0, mean = 0;
    std::vector<std::int64_t> counts = {}; // in intervals of equal width from least to most
};

// How a data set came to be; kept with it and shown on the Data page.
struct DatasetInfo {
    std::string name;   // file name, "" where the project has no data yet
    std::string source; // path as imported
    Dialect dialect;
    ColumnChoice columns;
    LabelReading labels;
    enum class SplitMethod { Ratio, Column, Files } method = SplitMethod::Ratio;
    SplitRatio ratio;
    std::int64_t refused = 0;
    std::string refusedFile; // name, beside the project's data; "" where none. Separate files have one each:
                             // the first
    std::string
        importId; // new with every import, kept by edits and new splits; "" from before there were ids
};

struct ImportRequest {
    std::filesystem::path file;
    Dialect dialect;
    ColumnChoice columns; // text and label are needed
    LabelReading labels;
    DatasetInfo::SplitMethod method = DatasetInfo::SplitMethod::Ratio;
    SplitRatio ratio;
    std::filesystem::path validationFile, testFile; // method Files: same columns, either may be empty
    StopToken stop;
    std::function<void(double done)> progress;
};

class DatasetStore {
public:
    // Made where missing. Error(Format) where it is damaged or of a newer version.
    explicit DatasetStore(const std::filesystem::path& database);
    ~DatasetStore();

    // Replaces the data set in one transaction: stopped or failed, the old one stays. Error(Data) for an
    // empty file, a header alone, an unknown column, fewer than two labels (or numbers), or a label without
    // rows in training; Error(File) for a full disk. Rows without text or label (but for multi-label),
    // without a number where one is learned, or with an unknown part, are refused like unreadable ones.
    ImportReport import(const ImportRequest& request);

    // Splits the present rows anew; parts set by hand are forgotten.
    void resplit(const SplitRatio& ratio);

    DatasetInfo info() const;
    PartCounts counts() const;
    std::vector<LabelCount> labels() const;      // most frequent first; none of a regression
    std::optional<NumberSpread> numbers() const; // of a regression
    std::vector<std::string> labelNames() const; // sorted: the class order of runs
    std::vector<RefusedRow> refused() const;     // the first 1,000

    std::int64_t count(const RowQuery& query) const;
    std::vector<StoredRow> rows(const RowQuery& query, std::int64_t offset, std::int64_t limit) const;
    std::optional<StoredRow> row(std::int64_t id) const;

    // One undoable edit each; none where nothing changes. Error(Usage) for an unknown row and as
    // LabelReading::checked.
    void setLabel(std::int64_t id, const std::string& label);
    void setPart(std::int64_t id, Part part);
    bool canUndo() const;
    std::optional<std::int64_t> undo(); // the row that changed back

    Examples examples() const;

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

} // namespace espalier
