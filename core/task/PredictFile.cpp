// Predictions for a file of any size, in bounded memory.
#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/task/Predictor.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::size_t chunkRows = 4096;

class FilePredictor {
public:
    FilePredictor(const Predictor& predictor, const fs::path& input, AtomicFile& out,
                  const PredictFileOptions& options, char delimiter)
        : predictor_(predictor), input_(input), out_(out), options_(options), delimiter_(delimiter),
          bytes_(static_cast<double>(std::max<std::uintmax_t>(1, fs::file_size(input)))) {}

    void header(const std::vector<std::string>& columns) {
        text_ = place(columns, options_.text);
        if (options_.secondText) second_ = place(columns, *options_.secondText);
        auto names = columns;
        for (const auto& column : predictor_.columns()) add(names, column);
        if (options_.probabilities)
            for (const auto& label : predictor_.labels()) add(names, "probability:" + label);
        write(names);
    }

    void row(std::span<const std::string_view> fields) {
        rows_.emplace_back(fields.begin(), fields.end());
        if (rows_.size() == chunkRows) flush();
    }

    void flush() {
        if (rows_.empty()) return;
        const Stopwatch watch;
        std::vector<TextPair> texts;
        for (const auto& fields : rows_)
            texts.push_back(
                {fields[text_], second_ ? std::optional<std::string_view>(fields[*second_]) : std::nullopt});
        double read = 0;
        for (const auto& fields : rows_)
            for (const auto& field : fields) read += static_cast<double>(field.size() + 1);
        const auto probabilities = predictor_.probabilities(texts, options_.stop, [&](double done) {
            if (options_.progress) options_.progress(std::min(1.0, (read_ + done * read) / bytes_));
        });
        read_ += read;
        seconds_ += watch.seconds();
        count_ += rows_.size();

        const auto classes = predictor_.labels().size();
        std::span<const float> left = probabilities;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const auto answers = left.first(predictor_.answersFor(texts[i].text) * classes);
            left = left.subspan(answers.size());
            auto fields = rows_[i];
            for (auto& said : predictor_.say(answers)) fields.push_back(std::move(said));
            if (options_.probabilities)
                for (std::size_t c = 0; c < classes; ++c) fields.push_back(numbersOf(answers, c));
            write(fields);
        }
        rows_.clear();
    }

    double samplesPerSecond() const { return seconds_ > 0 ? static_cast<double>(count_) / seconds_ : 0; }

private:
    // Of one label, for the text or for every word of it.
    std::string numbersOf(std::span<const float> answers, std::size_t label) const {
        std::vector<std::string> numbers;
        for (; label < answers.size(); label += predictor_.labels().size())
            numbers.push_back(fmt::format("{:.6f}", answers[label]));
        return joined(numbers, " ");
    }

    std::size_t place(const std::vector<std::string>& columns, const std::string& name) const {
        const auto it = std::find(columns.begin(), columns.end(), name);
        if (it == columns.end())
            throw Error(ErrorKind::Data, message("task", "{0} has no column \"{1}\".", input_.string(), name),
                        message("task", "Its columns are: {0}.", joined(columns)));
        return static_cast<std::size_t>(it - columns.begin());
    }

    // A file that was predicted before has such columns already; they stay what they are.
    static void add(std::vector<std::string>& columns, const std::string& name) {
        auto fresh = name;
        for (int i = 2; std::find(columns.begin(), columns.end(), fresh) != columns.end(); ++i)
            fresh = fmt::format("{} {}", name, i);
        columns.push_back(fresh);
    }

    void write(const std::vector<std::string>& fields) {
        const std::vector<std::string_view> views(fields.begin(), fields.end());
        out_.write(csvRecord(views, delimiter_));
    }

    const Predictor& predictor_;
    const fs::path& input_;
    AtomicFile& out_;
    const PredictFileOptions& options_;
    char delimiter_;
    std::size_t text_ = 0;
    std::optional<std::size_t> second_;
    std::vector<std::vector<std::string>> rows_;
    double bytes_, read_ = 0; // of the file; what was predicted of it, which progress goes by
    double seconds_ = 0;
    std::size_t count_ = 0;
};

} // namespace

PredictFileReport predictFile(const Predictor& predictor, const fs::path& input, const fs::path& output,
                              const PredictFileOptions& options) {
    CsvOptions csv;
    csv.dialect = guessDialect(input);
    csv.stop = options.stop;
    csv.refusedFile = options.refusedFile;
    AtomicFile out(output);
    FilePredictor predicting(predictor, input, out, options, csv.dialect.delimiter);
    PredictFileReport report;
    report.import = readCsv(
        input, csv, [&](const auto& columns) { predicting.header(columns); },
        [&](auto fields, std::int64_t) {
            predicting.row(fields);
            return true;
        });
    predicting.flush();
    out.commit();
    report.samplesPerSecond = predicting.samplesPerSecond();
    return report;
}

} // namespace espalier
