#include "app/cli/AllTexts.h"

#include "app/cli/Console.h"
#include "core/data/ChosenColumns.h"
#include "core/project/Project.h"

namespace espalier::cli {

namespace {

using Take = std::function<void(std::string_view text)>;

void eachOfFile(const TextSource& source, const Context& context, const Take& take) {
    ColumnChoice columns;
    columns.text = source.text;
    if (!source.secondText.empty()) columns.secondText = source.secondText;
    std::optional<ChosenColumns> chosen;
    CsvOptions options;
    options.dialect = guessDialect(source.data);
    options.stop = context.stop;
    options.refusedFile = refusedFile(source.refused, source.data);
    options.judge = [&](auto fields) { return chosen->fault(fields); };
    const auto report = readCsv(
        source.data, options, [&](const auto& names) { chosen.emplace(names, columns, source.data); },
        [&](auto fields, auto) {
            const auto example = chosen->example(fields, 0);
            take(example.text);
            if (example.pair) take(*example.pair);
            return true;
        });
    reportRefused(report, source.data, context.json);
    if (report.rows == 0) failNoRows(source.data, report);
}

void eachOfProject(const TextSource& source, const Context& context, const Take& take) {
    constexpr std::int64_t page = 4096;
    const auto project = Project::open(source.data);
    const auto& data = project->data();
    for (std::int64_t at = 0;; at += page) {
        const auto rows = data.rows({}, at, page);
        for (const auto& row : rows) {
            take(row.text);
            if (row.pair) take(*row.pair);
        }
        throwIfStopped(context.stop);
        if (std::ssize(rows) < page) return;
    }
}

} // namespace

void TextSource::addOptions(CLI::App& command) {
    command.add_option("DATA", data, "The texts: a CSV or TSV file, or a project's folder")
        ->required()
        ->check(CLI::ExistingPath);
    command.add_option("--text", text, "Of a file: the column with the text");
    command.add_option("--second-text", secondText, "Of a file: the column with a second text, for pairs");
    command.add_option("--refused", refused, refusedHelp);
}

void TextSource::each(const Context& context, const Take& take) const {
    if (fs::is_directory(data)) return eachOfProject(*this, context, take);
    if (text.empty())
        throw Error(ErrorKind::Usage, message("cli", "{0} is a file: which column holds the texts?", data),
                    message("cli", "Name it with --text."));
    eachOfFile(*this, context, take);
}

} // namespace espalier::cli
