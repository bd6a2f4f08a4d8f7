#pragma once
// Reads delimited text by RFC 4180 and its common breaches, streaming, in bounded memory.
//
// Taken in: CR, LF and CRLF line ends, quoted line breaks, doubled quotes, a quote inside an unquoted field,
// text after a closing quote, missing last line end, byte order marks, empty lines (skipped), and trailing
// empty fields beyond the header. Refused, with line and reason: rows with too few or too many columns,
// rows that hold a NUL byte, fields over maxFieldBytes, rows over four times that, a quote that is never
// closed (also one that could only close in the middle of a later row): after that quote, reading goes on
// with the next line. Bytes that are no text in the dialect's encoding become U+FFFD, and their rows are
// counted.
#include "core/base/Message.h"
#include "core/base/Stop.h"
#include "core/data/Dialect.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace espalier {

struct RefusedRow {
    std::int64_t line = 0; // 1-based line of the file on which the row begins
    Message reason;
    std::string text; // as found, shortened for memory
};

struct ImportReport {
    static constexpr std::size_t keptRefusals = 1000;

    std::int64_t rows = 0;               // accepted
    std::int64_t refused = 0;            // all of them
    std::int64_t damaged = 0;            // accepted rows in which undecodable bytes became U+FFFD
    std::vector<RefusedRow> refusedRows; // the first keptRefusals
    std::optional<std::filesystem::path>
        refusedFile; // all of them, where a path was asked for and any were refused
};

struct CsvOptions {
    Dialect dialect;
    std::size_t maxFieldBytes = 16u << 20;
    std::int64_t maxRows = 0;          // accepted ones; 0: all
    std::int64_t maxRefused = 0;       // reading ends at so many refused rows; 0: at none
    std::filesystem::path refusedFile; // "": not saved. Columns: line, reason, row
    StopToken stop;                    // looked at every MB
    std::function<void(std::int64_t bytesDone, std::int64_t bytesTotal)> progress; // every MB
    // A further reason to refuse a row that reads well; none: accepted.
    std::function<std::optional<Message>(std::span<const std::string_view> fields)> judge;
};

// Gets each accepted row; fields are valid UTF-8 and live until it returns. Return false to end early.
using RowHandler = std::function<bool(std::span<const std::string_view> fields, std::int64_t line)>;
// Gets the column names before the first row.
using HeaderHandler = std::function<void(const std::vector<std::string>& columns)>;

// Throws Error(File) where the file can't be read, Error(Data) where it is empty or its header can't be read,
// Error(Usage) for an unknown encoding, Stopped.
ImportReport readCsv(const std::filesystem::path& file, const CsvOptions& options,
                     const HeaderHandler& header, const RowHandler& row);

// One CSV record with a line feed, quoted where RFC 4180 asks for it.
std::string csvRecord(std::span<const std::string_view> fields, char delimiter = ',');

} // namespace espalier
