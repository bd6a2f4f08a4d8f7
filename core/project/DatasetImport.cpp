#include "core/project/DatasetImport.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/ChosenColumns.h"
#include "core/project/DatasetFacts.h"
#include "core/project/RefusedFiles.h"

#include <algorithm>
#include <random>

namespace espalier {

namespace fs = std::filesystem;

namespace {

using Method = DatasetInfo::SplitMethod;

constexpr double readingShare = 0.85; // of an import's time; the rest is dividing and indexing

struct SourceFile {
    fs::path path;
    Dialect dialect;
    Part part;
    double bytes; // 0 where the system does not say
};

double bytesOf(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return error ? 0 : static_cast<double>(size);
}

// 64 random bits: no two imports share them, also of copies of one project.
std::string newImportId() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

// Inserts rows with ids from 1 on.
class RowWriter {
public:
    explicit RowWriter(Database& database)
        : insert_(database.statement("INSERT INTO rows VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")) {}

    void write(const Example& example, std::string_view group, Part part, std::int64_t line) {
        group_ = group;
        insert_.bind(1, ++rows_);
        insert_.bind(2, line);
        insert_.bind(3, static_cast<int>(part));
        insert_.bindNoCopy(4, example.label);
        group_.empty() ? insert_.bind(5) : insert_.bindNoCopy(5, group_);
        insert_.bind(6, static_cast<std::int64_t>(codePointCount(example.text)));
        insert_.bindNoCopy(7, example.text);
        example.pair ? insert_.bindNoCopy(8, *example.pair) : insert_.bind(8);
        insert_.bind(9, example.weight);
        insert_.exec();
        insert_.reset();
    }

private:
    SQLite::Statement insert_;
    std::string group_;
    std::int64_t rows_ = 0;
};

class DatasetImport {
public:
    DatasetImport(Database& database, const ImportRequest& request, const fs::path& folder)
        : database_(database), request_(request),
          refused_(folder, readRefusedFiles(database), filesOf(request)) {}

    ImportReport run() {
        check();
        const StopWatcher watcher(database_, request_.stop);
        SQLite::Transaction transaction(database_.sqlite(), SQLite::TransactionBehavior::IMMEDIATE);
        clear();
        readFiles();
        if (request_.method == Method::Ratio) divideRows(database_, request_.ratio, request_.labels);
        finish();
        transaction.commit();
        refused_.keep();
        if (request_.progress) request_.progress(1);
        return std::move(report_);
    }

private:
    static std::vector<fs::path> filesOf(const ImportRequest& request) {
        if (request.method != Method::Files) return {request.file};
        return {request.file, request.validationFile, request.testFile};
    }

    void check() const {
        checkShares(request_.ratio);
        const auto& columns = request_.columns;
        if (columns.text.empty() || !columns.label)
            throw Error(ErrorKind::Usage,
                        message("project", "An import needs a text column and a label column."),
                        message("project", "Choose both."));
        if (request_.method == Method::Column && !columns.split)
            throw Error(ErrorKind::Usage,
                        message("project", "No column was chosen that says which part a row is for."),
                        message("project", "Choose the column, or divide by ratio."));
    }

    void clear() {
        database_.sqlite().exec(
            "DROP INDEX IF EXISTS rows_label; DROP INDEX IF EXISTS rows_part;"
            "DELETE FROM rows; DELETE FROM edits; DELETE FROM refused; DELETE FROM facts;");
    }

    std::vector<SourceFile> sources() const {
        std::vector<SourceFile> files = {
            {request_.file, request_.dialect, Part::Train, bytesOf(request_.file)}};
        if (request_.method != Method::Files) return files;
        const Dialect first = guessDialect(request_.file);
        const auto add = [&](const fs::path& path, Part part) {
            if (path.empty()) return;
            files.push_back({path, dialectOf(path, first), part, bytesOf(path)});
        };
        add(request_.validationFile, Part::Validation);
        add(request_.testFile, Part::Test);
        return files;
    }

    // Each file reads as it is written, which need not be as the first, whose guess is `first`; but what a
    // person has set right for that one holds for all that look like it, and where a few rows mislead the
    // guess. Whether there is a header holds for all: columns are chosen by name.
    Dialect dialectOf(const fs::path& path, const Dialect& first) const {
        Dialect guessed = guessDialect(path), given = request_.dialect;
        given.encoding = guessed.encoding;
        guessed.header = given.header;
        const bool alike = guessed.delimiter == first.delimiter && guessed.quote == first.quote;
        const auto columns = [&] { return previewRows(path, guessed, 0, request_.stop).columns; };
        return !alike && hasColumns(columns(), chosenColumns()) ? guessed : given;
    }

    void readFiles() {
        const auto files = sources();
        for (const auto& file : files) bytesTotal_ += file.bytes;
        RowWriter writer(database_);
        for (const auto& file : files) read(file, writer);
    }

    void read(const SourceFile& file, RowWriter& writer) {
        std::optional<ChosenColumns> columns;
        CsvOptions options;
        options.dialect = file.dialect;
        options.refusedFile = refused_.next(file.part);
        options.stop = request_.stop;
        options.progress = [&](auto done, auto) { progress(static_cast<double>(done)); };
        options.judge = [&](auto fields) { return columns->fault(fields); };
        const auto report = readCsv(
            file.path, options,
            [&](const auto& names) { columns.emplace(names, chosenColumns(), file.path); },
            [&](auto fields, auto line) {
                const Part part = request_.method == Method::Column ? columns->part(fields) : file.part;
                writer.write(columns->example(fields, 0), columns->group(fields), part, line);
                return true;
            });
        if (report.rows == 0) failNoRows(file.path, report);
        bytesBefore_ += file.bytes;
        add(report);
    }

    ColumnChoice chosenColumns() const {
        ColumnChoice columns = request_.columns;
        if (request_.method != Method::Column) columns.split.reset();
        columns.labelMayBeEmpty = request_.labels.task == multiLabel;
        columns.labelIsNumber = request_.labels.task == regression;
        return columns;
    }

    void add(const ImportReport& report) {
        report_.rows += report.rows;
        report_.refused += report.refused;
        report_.damaged += report.damaged;
        const std::size_t room = ImportReport::keptRefusals - report_.refusedRows.size();
        const auto some = std::span(report.refusedRows).first(std::min(room, report.refusedRows.size()));
        report_.refusedRows.insert(report_.refusedRows.end(), some.begin(), some.end());
    }

    void progress(double bytesDone) const {
        if (!request_.progress || bytesTotal_ <= 0) return;
        request_.progress(readingShare * std::min(1.0, (bytesBefore_ + bytesDone) / bytesTotal_));
    }

    void finish() {
        database_.sqlite().exec(
            "CREATE INDEX rows_label ON rows(label); CREATE INDEX rows_part ON rows(part);");
        countLabels(database_, request_.labels);
        checkLabels();
        report_.refusedFile = refused_.file();
        writeRefused(database_, report_.refusedRows);
        DatasetInfo info;
        info.name = request_.file.filename().string();
        info.source = fs::absolute(request_.file).string();
        info.dialect = request_.dialect;
        info.columns = chosenColumns();
        info.labels = request_.labels;
        info.method = request_.method;
        info.ratio = request_.ratio;
        info.refused = report_.refused;
        info.refusedFile = report_.refusedFile ? report_.refusedFile->filename().string() : "";
        info.importId = newImportId();
        writeInfo(database_, info);
        writeRefusedFiles(database_, refused_.names());
    }

    void checkLabels() {
        if (request_.labels.task == regression) return checkNumbers();
        const auto counts = readLabelCounts(database_);
        if (counts.empty())
            throw Error(ErrorKind::Data,
                        message("project", "No row of {0} has a label.", request_.file.filename().string()),
                        message("project", "Choose another label column."));
        if (counts.size() < 2 && request_.labels.task == textClassification)
            throw Error(
                ErrorKind::Data,
                message("project", "{0} holds one label only, \"{1}\".", request_.file.filename().string(),
                        counts.front().label),
                message("project", "Choose another label column, or a file with two labels or more."));
        for (const auto& count : counts) {
            if (count.train > 0) continue;
            throw Error(ErrorKind::Data,
                        message("project",
                                "The label \"{0}\" has {1} rows for validation and {2} for test, and none "
                                "for training.",
                                count.label, count.validation, count.test),
                        message("project", "Move some of its rows to training, or leave them out."));
        }
    }

    void checkNumbers() {
        const auto spread = readNumberSpread(database_);
        if (spread.least < spread.most) return;
        throw Error(ErrorKind::Data,
                    message("project", "{0} holds one number only, {1}.", request_.file.filename().string(),
                            spread.least),
                    message("project", "Choose another column, or a file with different numbers."));
    }

    Database& database_;
    const ImportRequest& request_;
    RefusedFiles refused_;
    ImportReport report_;
    double bytesTotal_ = 0, bytesBefore_ = 0;
};

} // namespace

ImportReport importDataset(Database& database, const ImportRequest& request, const fs::path& folder) {
    return DatasetImport(database, request, folder).run();
}

void divideRows(Database& database, const SplitRatio& ratio, const LabelReading& reading) {
    std::vector<std::string> labels, groups;
    std::vector<Part> before;
    bool grouped = false;
    auto select = database.statement("SELECT label, grp, part FROM rows ORDER BY id");
    while (select.executeStep()) {
        labels.push_back(select.getColumn(0).getString());
        groups.push_back(select.getColumn(1).getString());
        before.push_back(partFrom(select.getColumn(2).getInt()));
        grouped |= !groups.back().empty();
    }
    if (!grouped) groups.clear();
    const auto parts = splitByRatio(strataOf(labels, reading), groups, ratio);
    auto update = database.statement("UPDATE rows SET part = ? WHERE id = ?");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == before[i]) continue;
        update.bind(1, static_cast<int>(parts[i]));
        update.bind(2, static_cast<std::int64_t>(i + 1));
        update.exec();
        update.reset();
    }
}

} // namespace espalier
