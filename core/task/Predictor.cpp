#include "core/task/Predictor.h"

#include "core/base/Clock.h"
#include "core/base/Files.h"
#include "core/data/Words.h"
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#include "core/model/Library.h"
#include "core/model/TorchErrors.h"
#include "core/task/Encode.h"
#include "core/task/Inference.h"
#include "core/task/Names.h"

namespace espalier {

namespace {

class ModelPredictor final : public Predictor {
public:
    ModelPredictor(const fs::path& runOrModel, const PredictorOptions& options)
        : folder_(modelFolderOf(runOrModel)) {
        checkManifest(folder_);
        plan_ = planCompute(options.device, options.precision, options.threads);
        tokenizer_ = loadTokenizer(folder_);
        const auto config = readConfig(folder_);
        const ModelChanges head{.tokenHead = tokenHeadFor(taskNameOf(config.json, config.labels.size()))};
        model_ = inWords([&] { return loadModel(folder_, {}, plan_.device, 0, head).model; });
        takeGemmRoad(plan_, model_->config());
        task_ = taskOf(model_->config().json, model_->labels());
        checkTokenizerFits(*tokenizer_, model_->config(), folder_);
        const auto reads = model_->config().maxLength();
        maxLength_ = options.maxLength > 0 ? options.maxLength : tokenizer_->modelMaxLength();
        maxLength_ = maxLength_ > 0 ? std::min(maxLength_, reads) : reads;
    }

    std::string task() const override { return task_->name(); }
    const std::vector<std::string>& labels() const override { return model_->labels(); }
    const fs::path& modelFolder() const override { return folder_; }
    std::int64_t maxLength() const override { return maxLength_; }

    std::vector<std::string> columns() const override { return task_->columns(); }
    std::vector<std::string> say(std::span<const float> answers) const override {
        return task_->say(answers);
    }

    std::size_t answersFor(std::string_view text) const override {
        return task_->aboutWords() ? wordsIn(text).size() : 1;
    }

    std::vector<std::size_t> given(std::span<const float> answers) const override {
        return task_->given(answers);
    }

    std::vector<float> probabilities(const std::vector<TextPair>& texts, const StopToken& stop,
                                     const Progress& progress) const override {
        const auto encodings = encoded(texts, stop);
        const auto values = task_->answers(logits(encodings, stop, progress)).contiguous();
        const std::span flat(values.const_data_ptr<float>(), static_cast<std::size_t>(values.numel()));
        return task_->aboutWords() ? byWord(encodings, flat) : std::vector<float>(flat.begin(), flat.end());
    }

    Evaluation evaluate(std::span<const Example> examples, const StopToken& stop,
                        const Progress& progress) const override {
        const Stopwatch watch;
        const auto targets = task_->targets(examples);
        const auto encodings = encoded(textsOf(examples), stop);
        auto evaluation =
            task_->judge(logits(encodings, stop, progress), targetsRead(targets, encodings), examples);
        evaluation.seconds = watch.seconds();
        return evaluation;
    }

private:
    // Zeros for words that were not read.
    std::vector<float> byWord(std::span<const Encoding> encodings, std::span<const float> read) const {
        std::vector<float> all;
        for (const auto& encoding : encodings)
            for (const auto token : *encoding.words) {
                all.resize(all.size() + labels().size());
                if (token < 0) continue;
                std::copy_n(read.begin(), labels().size(), all.end() - std::ssize(labels()));
                read = read.subspan(labels().size());
            }
        return all;
    }
    std::vector<Encoding> encoded(const std::vector<TextPair>& texts, const StopToken& stop) const {
        return encodeTexts(*task_, *tokenizer_, texts, maxLength_, plan_.threads, stop);
    }
    torch::Tensor logits(std::span<const Encoding> encodings, const StopToken& stop,
                         const Progress& progress) const {
        at::set_num_threads(plan_.threads); // the pool belongs to the calling thread
        return inWords([&] { return inferLogits(*model_, encodings, plan_.precision, stop, progress); });
    }

    fs::path folder_;
    ComputePlan plan_;
    std::unique_ptr<Tokenizer> tokenizer_;
    std::unique_ptr<Model> model_;
    std::unique_ptr<Task> task_;
    std::int64_t maxLength_ = 0;
};

} // namespace

std::unique_ptr<const Predictor> openPredictor(const fs::path& runOrModel, const PredictorOptions& options) {
    return std::make_unique<ModelPredictor>(runOrModel, options);
}

} // namespace espalier
