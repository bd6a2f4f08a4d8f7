#include "core/task/Predictor.h"

#include "core/base/Clock.h"
#include "core/base/Files.h"
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#include "core/model/Library.h"
#include "core/model/TorchErrors.h"
#include "core/task/Inference.h"
#include "core/task/Task.h"

namespace espalier {

namespace {

class ModelPredictor final : public Predictor {
public:
    ModelPredictor(const fs::path& runOrModel, const PredictorOptions& options)
        : folder_(modelFolderOf(runOrModel)) {
        checkManifest(folder_);
        plan_ = planCompute(options.device, options.precision, options.threads);
        tokenizer_ = loadTokenizer(folder_);
        model_ = inWords([&] { return loadModel(folder_, {}, plan_.device, 0).model; });
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

    std::vector<std::size_t> given(std::span<const float> answers) const override {
        return task_->given(answers);
    }

    std::vector<float> probabilities(const std::vector<TextPair>& texts, const StopToken& stop,
                                     const Progress& progress) const override {
        const auto values = task_->answers(logits(texts, stop, progress)).contiguous();
        return {values.const_data_ptr<float>(), values.const_data_ptr<float>() + values.numel()};
    }

    Evaluation evaluate(std::span<const Example> examples, const StopToken& stop,
                        const Progress& progress) const override {
        const Stopwatch watch;
        const auto targets = task_->targets(examples);
        auto evaluation = task_->judge(logits(textsOf(examples), stop, progress), targets, examples);
        evaluation.seconds = watch.seconds();
        return evaluation;
    }

private:
    torch::Tensor logits(const std::vector<TextPair>& texts, const StopToken& stop,
                         const Progress& progress) const {
        at::set_num_threads(plan_.threads); // the pool belongs to the calling thread
        const EncodeOptions options{
            .maxLength = static_cast<std::int32_t>(maxLength_), .offsets = false, .neverEmpty = true};
        const auto encodings = tokenizer_->encodeBatch(texts, options, plan_.threads, stop);
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
