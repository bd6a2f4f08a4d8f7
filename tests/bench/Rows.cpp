// A large table on its way into a project: parsed, stored, and every text looked at as a model reads it.
#include "tests/bench/Bench.h"

#include "core/base/Clock.h"
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/base/Parallel.h"
#include "core/data/Random.h"
#include "core/data/TextFit.h"
#include "core/project/Project.h"

#include <cstdio>
#include <memory>

namespace espalier::bench {

namespace {

struct Options {
    std::int64_t rows = 1'000'000;
    std::string file, folder, model;
    int threads = 0;
};

// Some 84 bytes a row, a hundred labels, no two rows alike.
void writeTable(const fs::path& file, std::int64_t rows) {
    constexpr std::array words{"card",     "arrived", "late",     "please",  "refund",  "account",
                               "transfer", "money",   "where",    "is",      "my",      "new",
                               "payment",  "pending", "cash",     "machine", "charge",  "twice",
                               "abroad",   "rate",    "exchange", "pin",     "blocked", "help"};
    Random random(1);
    AtomicFile out(file);
    out.write("text,label\n");
    std::string piece;
    for (std::int64_t i = 0; i < rows; ++i) {
        for (int w = 0; w < 11; ++w) piece += std::string(words[random.below(words.size())]) + ' ';
        piece += fmt::format("{},topic {}\n", i, random.below(100));
        if (piece.size() < (1u << 20)) continue;
        out.write(piece);
        piece.clear();
    }
    out.write(piece);
    out.commit();
}

Json run(const Options& o) {
    const fs::path file = o.file, folder = o.folder;
    if (!fs::exists(file)) writeTable(file, o.rows);
    const double megabytes = static_cast<double>(fs::file_size(file)) * 1e-6;
    Json result{{"mb", megabytes}};

    Stopwatch watch;
    CsvOptions options;
    options.dialect = guessDialect(file);
    const auto parsed = readCsv(
        file, options, [](const auto&) {}, [](auto, auto) { return true; });
    result["rows"] = parsed.rows;
    result["parse_mb_per_s"] = megabytes / watch.seconds();

    fs::remove_all(folder);
    const auto project = Project::create(folder, "rows");
    ImportRequest request;
    request.file = file;
    request.dialect = options.dialect;
    request.columns.text = "text";
    request.columns.label = "label";
    watch = {};
    project->data().import(request);
    result["store_s"] = watch.seconds();

    watch = {};
    const auto examples = project->data().examples();
    result["read_s"] = watch.seconds();
    const auto tokenizer = loadTokenizer(o.model);
    const int threads = o.threads > 0 ? o.threads : hardwareThreads();
    watch = {};
    const auto fit = measureFit(*tokenizer, textsOf(examples.train), threads);
    result["fit_s"] = watch.seconds();
    result["pieces_per_word"] = fit.piecesPerWord();
    return result;
}

} // namespace

void addRows(CLI::App& program) {
    auto* command = program.add_subcommand("rows", "Parse, store and read a table of many rows");
    const auto o = std::make_shared<Options>();
    command->add_option("--rows", o->rows, "Rows of the table, where FILE is not there yet");
    command->add_option("--file", o->file, "The table; written where missing")->required();
    command->add_option("--project", o->folder, "Project folder to make, anew")->required();
    command->add_option("--model", o->model, "Whose tokenizer reads the texts")->required();
    command->add_option("--threads", o->threads, "0: all");
    command->callback([o] { std::printf("%s\n", run(*o).dump().c_str()); });
}

} // namespace espalier::bench
