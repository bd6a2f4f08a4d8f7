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

// A run's best/ folder, or the folder itself.
fs::path modelFolderOf(const fs::path& runOrModel) {
    const auto best = runOrModel / "best";
    if (fs::exists(best / "config.json")) return best;
    if (fs::exists(runOrModel / "run.json"))
        throw Error(ErrorKind::File, message("task", "The run {0} has kept no model.", runOrModel.string()),
                    message("task", "Let it go on until it is judged, or train it again."));
    return runOrModel;
}

} // namespace

struct Predictor::Parts {
    fs::path folder;
    ComputePlan plan;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<Model> model;
    std::int64_t maxLength = 0;

    torch::Tensor logits(const std::vector<TextPair>& texts, const StopToken& stop,
                         const Progress& progress) const {
        at::set_num_threads(plan.threads); // the pool belongs to the calling thread
        const EncodeOptions options{.maxLength = static_cast<std::int32_t>(maxLength), .offsets = false};
        const auto encodings = tokenizer->encodeBatch(texts, options, plan.threads, stop);
        return inWords([&] { return inferLogits(*model, encodings, plan.precision, stop, progress); });
    }
};

Predictor::Predictor(const fs::path& runOrModel, const PredictorOptions& options)
    : parts_(std::make_unique<Parts>()) {
    auto& p = *parts_;
    p.folder = modelFolderOf(runOrModel);
    checkManifest(p.folder);
    p.plan = planCompute(options.device, options.precision, options.threads);
    p.tokenizer = loadTokenizer(p.folder);
    p.model = inWords([&] { return loadModel(p.folder, {}, p.plan.device, 0).model; });
    takeGemmRoad(p.plan, p.model->config());
    checkTokenizerFits(*p.tokenizer, p.model->config(), p.folder);
    const auto reads = p.model->config().maxPositions;
    p.maxLength = options.maxLength > 0 ? options.maxLength : p.tokenizer->modelMaxLength();
    p.maxLength = p.maxLength > 0 ? std::min(p.maxLength, reads) : reads;
}

Predictor::~Predictor() = default;
Predictor::Predictor(Predictor&&) noexcept = default;

const std::vector<std::string>& Predictor::labels() const {
    return parts_->model->labels();
}
const fs::path& Predictor::modelFolder() const {
    return parts_->folder;
}
std::int64_t Predictor::maxLength() const {
    return parts_->maxLength;
}

std::vector<float> Predictor::probabilities(const std::vector<TextPair>& texts, const StopToken& stop,
                                            const Progress& progress) const {
    const auto values = torch::softmax(parts_->logits(texts, stop, progress), 1).contiguous();
    return {values.const_data_ptr<float>(), values.const_data_ptr<float>() + values.numel()};
}

Evaluation Predictor::evaluate(std::span<const Example> examples, const StopToken& stop,
                               const Progress& progress) const {
    const Stopwatch watch;
    const auto task = makeTask("text-classification");
    const auto targets = task->targets(examples, labels());
    auto evaluation = task->judge(parts_->logits(textsOf(examples), stop, progress), targets, examples);
    evaluation.seconds = watch.seconds();
    return evaluation;
}

} // namespace espalier
