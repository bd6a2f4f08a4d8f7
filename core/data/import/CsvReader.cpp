#include "core/data/import/CsvReader.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/import/RefusedRows.h"
#include "core/data/import/RowScanner.h"
#include "core/data/import/RowWindow.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace espalier {

namespace {

// A row may hold several long fields, but memory is bounded; and so is what is read twice after unclosed
// quotes, that no file takes quadratic time.
constexpr std::size_t fieldLimitsInRow = 4, fieldLimitsReread = 64;

std::string repaired(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size();) appendUtf8(out, nextCodePoint(bytes, i));
    return out;
}

std::string inBytes(std::size_t bytes) {
    return bytes >= 1 << 20 ? fmt::format("{:.1f} MB", static_cast<double>(bytes) / (1 << 20))
                            : fmt::format("{} bytes", bytes);
}

// Each differs from those before it; a header may hold hundreds of thousands, all the same.
std::vector<std::string> columnNames(std::span<const std::string_view> header, bool named,
                                     const StopToken& stop) {
    std::vector<std::string> names;
    std::unordered_set<std::string> taken;
    std::unordered_map<std::string, std::size_t> copies; // how often a name was asked for
    for (const std::string_view field : header) {
        throwIfStopped(stop);
        std::string own = named ? trimmed(field) : std::string();
        if (own.empty()) own = fmt::format("Column {}", names.size() + 1);
        std::string name = own;
        while (!taken.insert(name).second) name = fmt::format("{} {}", own, ++copies[own] + 1);
        names.push_back(std::move(name));
    }
    return names;
}

class CsvReading {
public:
    CsvReading(const std::filesystem::path& file, const CsvOptions& options, const HeaderHandler& header,
               const RowHandler& row)
        : file_(file), options_(options), header_(header), row_(row),
          window_(file, options.dialect.encoding, options.stop, options.progress),
          scanner_(options.dialect.delimiter, options.dialect.quote, options.maxFieldBytes),
          refused_(options.refusedFile), replaces_(options.dialect.encoding != "UTF-8") {}

    ImportReport run() {
        while (!ended_) step();
        if (columns_ == 0)
            throw Error(ErrorKind::Data, message("data", "{0} is empty.", file_.string()),
                        message("data", "Choose a file with a header and at least one row a label."));
        refused_.finish(report_);
        return std::move(report_);
    }

private:
    void step() {
        if (options_.maxRefused > 0 && refused_.count() >= options_.maxRefused) ended_ = true;
        if (ended_) return;
        if (window_.view().empty()) {
            if (window_.atEnd())
                ended_ = true;
            else
                window_.grow();
            return;
        }
        switch (scanner_.scan(window_.view(), window_.atEnd())) {
        case RowScanner::Outcome::Row: takeRow(); break;
        case RowScanner::Outcome::OpenQuote: refuseLine(openQuoteReason(), scanner_.looked()); break;
        case RowScanner::Outcome::Incomplete:
            if (window_.view().size() <= rowLimit())
                window_.grow();
            else
                refuseLine(message("data", "The row is longer than {0}.", inBytes(rowLimit())),
                           window_.view().size());
        }
    }

    void takeRow() {
        const bool emptyLine = scanner_.text().empty();
        if (!emptyLine) {
            const auto reason = fault();
            if (columns_ == 0)
                takeFirst(reason);
            else if (reason)
                refused_.add(line_, *reason, repairedText());
            else
                accept();
        }
        window_.consume(scanner_.bytes());
        line_ += scanner_.lines();
    }

    // The first row says how many columns there are.
    void takeFirst(const std::optional<Message>& reason) {
        if (reason) failHeader(*reason);
        const auto fields = validFields();
        const auto names = columnNames(fields, options_.dialect.header, options_.stop);
        columns_ = names.size();
        header_(names);
        if (!options_.dialect.header) accept();
    }

    [[noreturn]] void failHeader(const Message& reason) const {
        throw Error(ErrorKind::Data,
                    message("data", "{0}, line {1}: the first row can't be read. {2}", file_.string(), line_,
                            reason.english()),
                    message("data", "Check the encoding, the delimiter and the quote."));
    }

    void accept() {
        const auto fields = validFields();
        if (options_.judge) {
            if (const auto reason = options_.judge(fields)) {
                refused_.add(line_, *reason, repairedText());
                return;
            }
        }
        ++report_.rows;
        report_.damaged += damaged_;
        ended_ = !row_(fields, line_) || report_.rows == options_.maxRows;
    }

    // What is wrong with the row as it is written.
    std::optional<Message> fault() const {
        if (scanner_.text().find('\0') != std::string_view::npos)
            return message("data", "The row holds a NUL byte.");
        if (scanner_.longestField() > options_.maxFieldBytes)
            return message("data", "A field is {0} long, at most {1} are read.",
                           inBytes(scanner_.longestField()), inBytes(options_.maxFieldBytes));
        const auto fields = scanner_.fields();
        const auto extra = fields.subspan(std::min(columns_, fields.size()));
        const bool blank = std::all_of(extra.begin(), extra.end(), [](auto field) { return field.empty(); });
        if (columns_ > 0 && (fields.size() < columns_ || !blank))
            return message("data", "The row has {0} columns, the first row has {1}.", fields.size(),
                           columns_);
        return std::nullopt;
    }

    // The row's fields as valid UTF-8, without empty ones beyond the columns.
    std::span<const std::string_view> validFields() {
        auto fields = scanner_.fields();
        if (columns_ > 0) fields = fields.first(columns_);
        const bool valid = isValidUtf8(scanner_.text());
        damaged_ = !valid || (replaces_ && scanner_.text().find("\xEF\xBF\xBD") != std::string_view::npos);
        if (valid) return fields;
        repairs_.clear();
        for (const auto field : fields) repairs_.push_back(repaired(field));
        repairedFields_.assign(repairs_.begin(), repairs_.end());
        return repairedFields_;
    }

    Message openQuoteReason() const {
        if (scanner_.looked() <= options_.maxFieldBytes)
            return message("data", "A quote is opened and never closed.");
        return message("data", "A quote is opened and not closed within {0}.",
                       inBytes(options_.maxFieldBytes));
    }

    std::string repairedText() const { return repaired(scanner_.text()); }

    // Refuses the line on which a row begins that can't be read to its end, and goes on after it.
    void refuseLine(const Message& reason, std::size_t looked) {
        if (columns_ == 0) failHeader(reason);
        reread_ += looked;
        const bool skipAll = reread_ > fieldLimitsReread * options_.maxFieldBytes;
        std::string text;
        if (skipAll) consumeCounted(looked, text);
        for (bool inLine = true; inLine;) {
            const std::size_t end = std::min(window_.view().find_first_of("\r\n"), window_.view().size());
            inLine = end == window_.view().size() && !window_.atEnd();
            consumeCounted(end, text);
            if (inLine) window_.grow();
        }
        refused_.add(line_, reason, repaired(text));
        consumeLineEnd();
        line_ += skippedLines_ + 1;
        skippedLines_ = 0;
    }

    void consumeCounted(std::size_t bytes, std::string& text) {
        const auto piece = window_.view().substr(0, bytes);
        if (text.size() < rowLimit()) text += piece.substr(0, rowLimit() - text.size());
        skippedLines_ += countLineBreaks(piece);
        window_.consume(bytes);
    }

    void consumeLineEnd() {
        if (window_.view().size() < 2 && !window_.atEnd()) window_.grow();
        window_.consume(window_.view().starts_with("\r\n") ? 2 : window_.view().empty() ? 0 : 1);
    }

    std::size_t rowLimit() const { return fieldLimitsInRow * options_.maxFieldBytes; }

    const std::filesystem::path& file_;
    const CsvOptions& options_;
    const HeaderHandler& header_;
    const RowHandler& row_;
    RowWindow window_;
    RowScanner scanner_;
    RefusedRows refused_;
    ImportReport report_;
    std::vector<std::string> repairs_;
    std::vector<std::string_view> repairedFields_;
    std::size_t columns_ = 0, reread_ = 0;
    std::int64_t line_ = 1, skippedLines_ = 0;
    bool replaces_, damaged_ = false, ended_ = false;
};

} // namespace

ImportReport readCsv(const std::filesystem::path& file, const CsvOptions& options,
                     const HeaderHandler& header, const RowHandler& row) {
    return CsvReading(file, options, header, row).run();
}

} // namespace espalier
