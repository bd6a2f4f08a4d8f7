#include "core/train/Run.h"

#include "core/base/Clock.h"
#include "core/base/Digest.h"
#include "core/base/Text.h"
#include "core/data/Splits.h"
#include "core/model/Checkpoint.h"
#include "core/model/Library.h"
#include "core/model/TorchErrors.h"
#include "core/task/FrozenActivations.h"
#include "core/task/Inference.h"
#include "core/train/RateMeter.h"
#include "core/train/RunFolder.h"
#include "core/train/Trainer.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

struct EncodedPart {
    std::span<const Example> examples;
    std::vector<Encoding> encodings;
    std::vector<std::int64_t> targets;
    std::unique_ptr<FrozenActivations> frozen; // where rungs are frozen and there is room
};

// One run in its stages; each member is set by the stage before.
class TrainingRun {
public:
    TrainingRun(Recipe recipe, const Examples& examples, const fs::path& folder, Observer& observer,
                const StopToken& stop, ActivationBudget budget)
        : recipe_(std::move(recipe)), examples_(examples), observer_(observer), stop_(stop),
          budget_(std::move(budget)) {
        summary_.folder = withoutTrailingSlash(folder);
        summary_.name = summary_.folder.filename().string();
        summary_.started = nowIso8601();
        summary_.importId = examples.importId;
        if (budget_.spill.empty()) budget_.spill = summary_.folder;
    }

    RunSummary run();

private:
    void fillInRecipe();
    void execute(Observer& observer);
    void prepare(Observer& observer);
    void warn(Observer& observer) const;
    void train(Observer& observer);
    void computeFrozenPart(EncodedPart& part, Observer& observer);
    std::optional<StepResult> step(Trainer& trainer, BatchFeed& feed, Observer& observer);
    void validate(Observer& observer, bool last);
    void keepWeights(Observer& observer);
    void test(Observer& observer);
    EncodedPart encode(std::span<const Example> examples, double& seconds) const;
    Evaluation evaluate(const EncodedPart& part, const char* name, Observer& observer,
                        const StopToken& stop) const;

    Recipe recipe_;
    const Examples& examples_;
    Observer& observer_;
    StopToken stop_;
    ActivationBudget budget_;
    RunSummary summary_;
    fs::path source_; // the checkpoint
    ComputePlan plan_;
    std::optional<HeldGemmRoad> road_;
    std::unique_ptr<Task> task_;
    std::unique_ptr<Tokenizer> tokenizer_;
    std::unique_ptr<Model> model_;
    EncodedPart train_, validation_, test_;
    std::int64_t stepsPerEpoch_ = 0;
    std::optional<std::pair<double, double>> bestScore_; // the recipe's metric, then minus the log loss
    bool kept_ = false;                                  // whether best/ holds the weights to keep
};

void TrainingRun::fillInRecipe() {
    checkRecipe(recipe_);
    source_ = resolveModel(recipe_.model);
    recipe_.modelHash = sha256OfFile(weightsFile(source_));
    recipe_.maxLength =
        std::min(recipe_.maxLength, readConfig(source_).maxPositions); // what the model can read
    recipe_.dataHash = contentHash(examples_);
    task_ = makeTask(recipe_.task);
    if (recipe_.labels.empty()) {
        auto all = examples_.train;
        all.insert(all.end(), examples_.validation.begin(), examples_.validation.end());
        all.insert(all.end(), examples_.test.begin(), examples_.test.end());
        recipe_.labels = labelsOf(all);
    }
    if (examples_.train.empty())
        throw Error(ErrorKind::Data, message("train", "There are no examples to train on."));
    if (recipe_.labels.size() < 2)
        throw Error(ErrorKind::Data,
                    message("train", "All examples have the label \"{0}\": there is nothing to tell apart.",
                            recipe_.labels.front()),
                    message("train", "Use data with two labels or more."));
}

EncodedPart TrainingRun::encode(std::span<const Example> examples, double& seconds) const {
    EncodedPart part{examples, {}, task_->targets(examples, recipe_.labels), nullptr};
    const Stopwatch watch;
    const EncodeOptions options{.maxLength = static_cast<std::int32_t>(recipe_.maxLength), .offsets = false};
    part.encodings = tokenizer_->encodeBatch(textsOf(examples), options, plan_.threads, stop_);
    seconds += watch.seconds();
    return part;
}

void TrainingRun::prepare(Observer& observer) {
    plan_ = planCompute(recipe_.device, recipe_.precision, recipe_.threads);
    summary_.device = plan_.deviceName;
    summary_.precision = plan_.precisionName;
    tokenizer_ = loadTokenizer(source_);
    checkTokenizerFits(*tokenizer_, readConfig(source_), source_);
    auto loaded = loadModel(source_, recipe_.labels, plan_.device, recipe_.seed);
    model_ = std::move(loaded.model);
    for (const auto& note : loaded.notes) observer.onMessage(note);
    if (recipe_.dropout >= 0) model_->setDropout(recipe_.dropout);
    model_->freeze(recipe_.freeze);
    model_->recompute(recipe_.recompute);

    road_.emplace(plan_, model_->config());
    if (road_->message()) observer.onMessage(*road_->message());

    observer.onProgress(message("train", "Reading the texts"), 0);
    double seconds = 0;
    train_ = encode(examples_.train, seconds);
    validation_ = encode(examples_.validation, seconds);
    test_ = encode(examples_.test, seconds);
    const auto texts = train_.targets.size() + validation_.targets.size() + test_.targets.size();
    summary_.tokenizePerSecond = seconds > 0 ? static_cast<double>(texts) / seconds : 0;

    const auto perStep = recipe_.batch * recipe_.accumulation;
    const auto examples = static_cast<std::int64_t>(train_.targets.size());
    stepsPerEpoch_ = (examples + perStep - 1) / perStep;
    summary_.plannedSteps =
        recipe_.maxSteps > 0
            ? recipe_.maxSteps
            : std::max<std::int64_t>(1, std::llround(recipe_.epochs * static_cast<double>(stepsPerEpoch_)));

    checkWarmup(recipe_, summary_.plannedSteps);

    RunPlan plan;
    plan.steps = summary_.plannedSteps;
    plan.stepsPerEpoch = stepsPerEpoch_;
    plan.trainExamples = examples;
    plan.validationExamples = static_cast<std::int64_t>(validation_.targets.size());
    plan.testExamples = static_cast<std::int64_t>(test_.targets.size());
    plan.trainableParameters = model_->parameters().count(true);
    plan.parameters = model_->parameters().count();
    plan.labels = recipe_.labels;
    plan.device = plan_.deviceName;
    plan.precision = plan_.precisionName;
    plan.threads = plan_.threads;
    observer.onPlan(plan);
    warn(observer);
    observer.onMessage(message("train", "{0} texts to learn from, {1} steps on {2} with {3} threads in {4}.",
                               examples, plan.steps, plan.device, plan.threads, plan.precision));
}

// What a person would want to know before the result surprises them.
void TrainingRun::warn(Observer& observer) const {
    const auto full = [&](const Encoding& e) {
        return static_cast<std::int64_t>(e.ids.size()) >= recipe_.maxLength;
    };
    const auto cut = std::count_if(train_.encodings.begin(), train_.encodings.end(), full);
    if (cut > 0)
        observer.onMessage(
            message("train", "{0} of {1} texts reach the limit of {2} tokens; what goes beyond is not read.",
                    cut, train_.encodings.size(), recipe_.maxLength));
    const auto tellMissing = [&](const EncodedPart& part, const auto& words) {
        if (part.targets.empty()) return;
        for (std::size_t label = 0; label < recipe_.labels.size(); ++label)
            if (std::find(part.targets.begin(), part.targets.end(), static_cast<std::int64_t>(label)) ==
                part.targets.end())
                observer.onMessage(words(shortened(recipe_.labels[label], 60)));
    };
    tellMissing(train_, [](const std::string& label) {
        return message("train", "The label \"{0}\" has no text to learn from.", label);
    });
    tellMissing(validation_, [](const std::string& label) {
        return message("train", "The label \"{0}\" has no text in the validation part.", label);
    });
    tellMissing(test_, [](const std::string& label) {
        return message("train", "The label \"{0}\" has no text in the test part.", label);
    });
}

Evaluation TrainingRun::evaluate(const EncodedPart& part, const char* name, Observer& observer,
                                 const StopToken& stop) const {
    const auto what = message("train", "Evaluating");
    const Stopwatch watch;
    const auto logits = inferLogits(
        *model_, part.encodings, plan_.precision, stop, [&](double done) { observer.onProgress(what, done); },
        part.frozen.get());
    auto evaluation = task_->judge(logits, part.targets, part.examples);
    evaluation.seconds = watch.seconds();
    evaluation.part = name;
    evaluation.step = summary_.steps;
    return evaluation;
}

void TrainingRun::keepWeights(Observer& observer) {
    observer.onProgress(message("train", "Saving the model"), 0);
    buildFolderAtomically(summary_.folder / "best", [&](const fs::path& folder) {
        saveModel(*model_, source_, recipe_.maxLength, folder);
        writeManifest(folder);
    });
    summary_.bestStep = summary_.steps;
    kept_ = true;
}

void TrainingRun::validate(Observer& observer, bool last) {
    if (!validation_.targets.empty()) {
        auto evaluation = evaluate(validation_, "validation", observer, stop_);
        summary_.evalSamplesPerSecond = static_cast<double>(validation_.targets.size()) / evaluation.seconds;
        // Among equals the surer one: small validation sets give the same score often.
        const std::pair<double, double> score{task_->score(evaluation.metrics, recipe_.bestBy),
                                              -evaluation.metrics.logLoss};
        evaluation.best = !bestScore_ || score > *bestScore_;
        if (evaluation.best) {
            bestScore_ = score;
            keepWeights(observer);
            summary_.validationAccuracy = evaluation.metrics.accuracy;
            summary_.validationMacroF1 = evaluation.metrics.macro.f1;
        }
        observer.onEvaluation(evaluation);
        const auto accuracy = fmt::format("{:.1f}", 100 * evaluation.metrics.accuracy);
        const auto f1 = fmt::format("{:.1f}", 100 * evaluation.metrics.macro.f1);
        observer.onMessage(evaluation.best
                               ? message("train",
                                         "Step {0}: validation accuracy {1} %, macro F1 {2} % · best so far",
                                         summary_.steps, accuracy, f1)
                               : message("train", "Step {0}: validation accuracy {1} %, macro F1 {2} %",
                                         summary_.steps, accuracy, f1));
    } else if (last) {
        keepWeights(observer);
    }
}

void TrainingRun::computeFrozenPart(EncodedPart& part, Observer& observer) {
    const bool worthIt = summary_.plannedSteps >= stepsPerEpoch_; // else some texts would be read for nothing
    if (model_->lowestTrainable() == 0 || part.encodings.empty() || !worthIt) return;
    const auto what = message("train", "Computing the frozen layers, once");
    part.frozen =
        std::make_unique<FrozenActivations>(*model_, part.encodings, plan_.precision, budget_, stop_,
                                            [&](double done) { observer.onProgress(what, done); });
    observer.onMessage(part.frozen->summary());
    if (!part.frozen->available()) part.frozen.reset();
}

// Where memory does not suffice the step is done again in smaller pieces, whose gradients add up to the same.
std::optional<StepResult> TrainingRun::step(Trainer& trainer, BatchFeed& feed, Observer& observer) {
    feed.next();
    for (;;) {
        try {
            return trainer.step(feed.present(), stop_);
        } catch (const c10::Error& error) {
            if (!isOutOfMemory(error) || !feed.halve()) throw;
        }
        trainer.forgetGradients();
        releaseCachedMemory(plan_.device);
        observer.onMessage(
            message("train",
                    "Memory did not suffice. The run goes on with {0} texts at a time; a step still "
                    "learns from as many as before.",
                    feed.textsAtOnce()));
    }
}

void TrainingRun::train(Observer& observer) {
    Trainer trainer(*model_, *task_, recipe_, plan_, summary_.plannedSteps);
    const auto evaluateEvery =
        recipe_.evaluateEvery > 0
            ? std::max<std::int64_t>(
                  1, std::llround(recipe_.evaluateEvery * static_cast<double>(stepsPerEpoch_)))
            : summary_.plannedSteps;
    const Stopwatch watch;
    computeFrozenPart(train_, observer);
    if (evaluateEvery < summary_.plannedSteps) computeFrozenPart(validation_, observer);
    double trainSeconds = watch.seconds(); // without evaluations and saving
    BatchFeed feed({train_.encodings, train_.targets, train_.frozen.get()}, recipe_.batch,
                   recipe_.accumulation, recipe_.seed);
    std::int64_t samples = 0;
    RateMeter rate;
    Stopwatch stepWatch;
    const auto tell = [&](const std::optional<StepResult>& result) {
        if (!result) return;
        const double seconds = stepWatch.seconds();
        stepWatch = {};
        samples += result->examples;
        trainSeconds += seconds;
        summary_.trainSeconds = trainSeconds;
        summary_.trainSamplesPerSecond = static_cast<double>(samples) / trainSeconds;

        StepMetrics metrics;
        metrics.step = result->step;
        metrics.epoch = static_cast<double>(metrics.step) / static_cast<double>(stepsPerEpoch_);
        metrics.loss = result->loss;
        metrics.learningRate = result->learningRate;
        metrics.gradientNorm = result->gradientNorm;
        metrics.samplesPerSecond = rate.add(seconds, result->examples);
        metrics.elapsedSeconds = watch.seconds();
        metrics.secondsLeft = metrics.elapsedSeconds / static_cast<double>(metrics.step) *
                              static_cast<double>(summary_.plannedSteps - metrics.step);
        observer.onStep(metrics);
    };
    while (summary_.steps < summary_.plannedSteps) {
        throwIfStopped(stop_);
        tell(step(trainer, feed, observer));
        summary_.steps = trainer.done();
        const bool last = summary_.steps == summary_.plannedSteps;
        if (last || summary_.steps % evaluateEvery == 0) {
            tell(trainer.finish());
            trainer.settle();
            validate(observer, last);
            stepWatch = {};
        }
    }
}

void TrainingRun::test(Observer& observer) {
    if (test_.targets.empty()) return;
    if (summary_.bestStep != summary_.steps)
        model_ = loadModel(summary_.folder / "best", recipe_.labels, plan_.device, recipe_.seed).model;
    auto evaluation = evaluate(test_, "test", observer, stop_);
    summary_.evalSamplesPerSecond = static_cast<double>(test_.targets.size()) / evaluation.seconds;
    summary_.testAccuracy = evaluation.metrics.accuracy;
    summary_.testMacroF1 = evaluation.metrics.macro.f1;
    summary_.testLogLoss = evaluation.metrics.logLoss;
    observer.onEvaluation(evaluation);
    observer.onMessage(message("train", "Test accuracy {0} %, macro F1 {1} % on {2} texts.",
                               fmt::format("{:.1f}", 100 * evaluation.metrics.accuracy),
                               fmt::format("{:.1f}", 100 * evaluation.metrics.macro.f1),
                               test_.targets.size()));
}

void TrainingRun::execute(Observer& observer) {
    try {
        prepare(observer);
        train(observer);
        test(observer);
        summary_.state = RunState::Finished;
    } catch (const Stopped&) {
        if (summary_.steps == 0) throw;
        if (!kept_) keepWeights(observer);
        summary_.state = RunState::Stopped;
        observer.onMessage(message("train", "Stopped after step {0} of {1}. The model so far is kept.",
                                   summary_.steps, summary_.plannedSteps));
    } catch (const c10::Error& error) {
        failInLibTorch(error);
    }
}

RunSummary TrainingRun::run() {
    fillInRecipe();
    std::error_code error;
    if (fs::exists(summary_.folder) && !fs::is_empty(summary_.folder, error))
        throw Error(ErrorKind::File,
                    message("train", "{0} exists already and is not empty.", summary_.folder.string()),
                    message("train", "Choose another name for the run."));
    const bool made = fs::create_directories(summary_.folder, error);
    if (error)
        throw Error(ErrorKind::File,
                    message("train", "{0} can't be made: {1}.", summary_.folder.string(), error.message()));
    summary_.recipe = recipe_;
    const FolderLock lock(summary_.folder, fmt::format("process {}", ::getpid()));
    const auto removeAll = [&] {
        for (const auto& entry : fs::directory_iterator(summary_.folder, error)) fs::remove_all(entry, error);
        if (made) fs::remove(summary_.folder, error);
    };
    try {
        writeFileAtomically(summary_.folder / "recipe.json", toJson(recipe_).dump(1) + "\n");
        writeSummary(summary_);
        RunRecorder recorder(summary_.folder, observer_);
        execute(recorder);
        writeSummary(summary_);
    } catch (const Stopped&) {
        removeAll();
        throw;
    } catch (const std::exception& e) {
        if (summary_.steps == 0) { // nothing was learned, and the next try may want the name
            removeAll();
            throw;
        }
        const auto* known = dynamic_cast<const Error*>(&e);
        summary_.state = RunState::Failed;
        summary_.error = known ? known->message() : message("train", "{0}", e.what());
        try {
            writeSummary(summary_);
        } catch (const Error&) { // the disk that failed before: the first error says more
        }
        throw;
    }
    return summary_;
}

} // namespace

RunSummary trainRun(Recipe recipe, const Examples& examples, const fs::path& folder, Observer& observer,
                    const StopToken& stop, ActivationBudget budget) {
    return TrainingRun(std::move(recipe), examples, folder, observer, stop, std::move(budget)).run();
}

} // namespace espalier
