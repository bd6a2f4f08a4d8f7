#include "core/data/Dialect.h"

#include "core/base/Error.h"
#include "core/data/HeaderGuess.h"
#include "core/data/import/CsvReader.h"
#include "core/data/import/Encoding.h"
#include "core/data/import/RowScanner.h"
#include "core/data/import/RowWindow.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::size_t maxFieldBytes = 1 << 16; // longer fields are rare enough to be no evidence
constexpr std::size_t headerRows = 1000;
constexpr std::int64_t refusedInPreview = 1000;

// How a sample reads with one delimiter and quote.
struct Trial {
    char delimiter, quote;
    std::vector<std::vector<std::string>> first; // up to headerRows rows
    std::size_t rows = 0, fitting = 0;           // fitting: with as many columns as the first
    std::size_t quoted = 0, broken = 0; // fields that begin with a quote, and end as they should or not

    std::size_t columns() const { return first.empty() ? 0 : first.front().size(); }
    // The share of rows that would be read; one column alone is what a wrong delimiter gives.
    double score() const {
        const double share = rows ? static_cast<double>(fitting) / static_cast<double>(rows) : 0;
        return columns() > 1 ? share : 0.8 * share;
    }
};

void take(Trial& trial, const RowScanner& scanner) {
    const auto fields = scanner.fields();
    if (scanner.text().empty()) return;
    if (trial.first.size() < headerRows) trial.first.emplace_back(fields.begin(), fields.end());
    const std::size_t columns = std::min(trial.columns(), fields.size());
    const auto extra = fields.subspan(columns);
    ++trial.rows;
    trial.fitting += columns == trial.columns() &&
                     std::all_of(extra.begin(), extra.end(), [](auto field) { return field.empty(); });
    trial.quoted += scanner.quotedFields();
    trial.broken += scanner.looseQuotes();
}

Trial read(std::string_view sample, bool whole, char delimiter, char quote) {
    Trial trial{delimiter, quote, {}};
    RowScanner scanner(delimiter, quote, maxFieldBytes);
    std::size_t patience = 16 * sample.size(); // bytes to look at in vain after open quotes
    while (!sample.empty()) {
        const auto outcome = scanner.scan(sample, whole);
        if (outcome == RowScanner::Outcome::Incomplete) break;
        std::size_t bytes = scanner.bytes();
        if (outcome == RowScanner::Outcome::OpenQuote) {
            if (scanner.looked() > patience) break;
            patience -= scanner.looked();
            ++trial.broken;
            ++trial.rows;
            bytes = std::min(sample.find_first_of("\r\n"), sample.size() - 1) + 1;
        } else {
            take(trial, scanner);
        }
        sample.remove_prefix(bytes);
    }
    return trial;
}

// Whether quotes enclose fields is seen from the fields that begin with one, unless they enclose line breaks
// for which there is no need; where none does, tab-separated files have no quotes and others may.
Trial bestQuote(std::string_view sample, bool whole, char delimiter) {
    Trial plain = read(sample, whole, delimiter, '\0');
    Trial quoted = read(sample, whole, delimiter, '"');
    const bool encloses = quoted.quoted > quoted.broken || quoted.score() > plain.score();
    const bool joinsRows = plain.rows > quoted.rows && plain.score() >= quoted.score();
    if (encloses && !joinsRows) return quoted;
    Trial single = read(sample, whole, delimiter, '\'');
    if (single.quoted > single.rows / 2 && single.broken == 0) return single;
    if (quoted.quoted + quoted.broken == 0 && delimiter != '\t') return quoted;
    return plain;
}

bool better(const Trial& a, const Trial& b) {
    return a.score() != b.score() ? a.score() > b.score() : a.columns() > b.columns();
}

} // namespace

Dialect guessDialect(const std::filesystem::path& file) {
    Dialect dialect;
    dialect.encoding = guessEncoding(file);
    RowWindow window(file, dialect.encoding);
    const bool whole = window.atEnd();
    if (window.view().find_first_not_of("\r\n") == std::string_view::npos && whole)
        throw Error(ErrorKind::Data, message("data", "{0} is empty.", file.string()),
                    message("data", "Choose a file with a header and at least one row a label."));

    Trial best = bestQuote(window.view(), whole, ',');
    for (const char delimiter : {'\t', ';', '|'})
        if (Trial trial = bestQuote(window.view(), whole, delimiter); better(trial, best))
            best = std::move(trial);
    dialect.delimiter = best.delimiter;
    dialect.quote = best.quote;
    dialect.header = looksLikeHeader(best.first);
    return dialect;
}

Preview previewRows(const std::filesystem::path& file, const Dialect& dialect, std::size_t rows,
                    const StopToken& stop) {
    Preview preview;
    CsvOptions options;
    options.dialect = dialect;
    options.stop = stop;
    options.maxRefused = refusedInPreview;
    options.maxRows = static_cast<std::int64_t>(std::max<std::size_t>(rows, 1));
    readCsv(
        file, options, [&](const auto& columns) { preview.columns = columns; },
        [&](auto fields, auto) {
            if (rows > 0) preview.rows.emplace_back(fields.begin(), fields.end());
            return true;
        });
    return preview;
}

} // namespace espalier
