#pragma once
// A trained model that answers: from a run's best/ folder or any Hugging Face classifier folder.
#include "core/base/Stop.h"
#include "core/data/Example.h"
#include "core/model/Compute.h"
#include "core/task/Evaluation.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace espalier {

struct PredictorOptions {
    Precision precision = Precision::F32;
    Device device = Device::Auto;
    int threads = 0;
    std::int64_t maxLength = 0; // 0: what the tokenizer's files say, else what the model reads
};

using Progress = std::function<void(double done)>;

class Predictor {
public:
    virtual ~Predictor() = default;

    virtual std::string task() const = 0;
    virtual const std::vector<std::string>& labels() const = 0;
    virtual const std::filesystem::path& modelFolder() const = 0;
    virtual std::int64_t maxLength() const = 0;

    // What stands in a file of predictions: the names of the columns, and the fields for one text.
    virtual std::vector<std::string> columns() const = 0;
    virtual std::vector<std::string> say(std::span<const float> answers) const = 0;
    // The labels that are given for these answers; none of a regression.
    virtual std::vector<std::size_t> given(std::span<const float> answers) const = 0;

    // How many rows of answers a text gets: one, or one for each of its words.
    virtual std::size_t answersFor(std::string_view text) const = 0;
    // [answers * labels], row by row; sorted by length inside, the answer in the order of texts. Of a
    // regression the numbers themselves; zeros for a word that lies beyond what the model reads.
    virtual std::vector<float> probabilities(const std::vector<TextPair>& texts, const StopToken& stop = {},
                                             const Progress& progress = {}) const = 0;

    // Labels the model doesn't know are an Error(Data) that names them.
    virtual Evaluation evaluate(std::span<const Example> examples, const StopToken& stop = {},
                                const Progress& progress = {}) const = 0;
};

// A run folder (its best/ is taken) or a model folder. Checks MANIFEST.json. Throws Error(Mismatch) for a
// checkpoint without a classification head.
std::unique_ptr<const Predictor> openPredictor(const std::filesystem::path& runOrModel,
                                               const PredictorOptions& options = {});

// Streams a CSV of any size through a predictor: input columns kept, the task's columns and,
// where asked, one `probability:LABEL` a label added. The output exists whole or not at all.
struct PredictFileOptions {
    std::string text;
    std::optional<std::string> secondText;
    bool probabilities = false;
    std::filesystem::path refusedFile; // as of CsvOptions
    StopToken stop;
    Progress progress;
};
struct PredictFileReport {
    ImportReport import;
    double samplesPerSecond = 0;
};
PredictFileReport predictFile(const Predictor& predictor, const std::filesystem::path& input,
                              const std::filesystem::path& output, const PredictFileOptions& options);

} // namespace espalier
