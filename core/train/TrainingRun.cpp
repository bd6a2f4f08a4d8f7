#include "core/train/TrainingRun.h"

#include "core/base/Digest.h"
#include "core/base/Text.h"
#include "core/model/Checkpoint.h"
#include "core/model/Library.h"
#include "core/model/TorchErrors.h"
#include "core/task/Inference.h"
#include "core/train/ClassWeights.h"
#include "core/train/RungSettings.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace espalier {

namespace {

// Unwinds from the training loop when a pause is asked for.
struct Paused {};

constexpr std::int64_t rungNormsKept = 500; // of a run: enough for a curve

} // namespace

void TrainingRun::prepare(Observer& observer) {
    plan_ = planCompute(recipe_.device, recipe_.precision, recipe_.threads);
    summary_.device = plan_.deviceName;
    summary_.precision = plan_.precisionName;
    tokenizer_ = loadTokenizer(source_);
    checkTokenizerFits(*tokenizer_, readConfig(source_), source_);
    auto loaded = loadModel(source_, recipe_.labels, plan_.device, recipe_.seed, changesOf(recipe_));
    model_ = std::move(loaded.model);
    for (const auto& note : loaded.notes) observer.onMessage(note);
    prepareModel(*model_, recipe_);

    road_.emplace(plan_, model_->config());
    if (road_->message()) observer.onMessage(*road_->message());

    observer.onProgress(message("train", "Reading the texts"), 0);
    texts_ = encodeTexts(examples_, recipe_, *task_, *tokenizer_, plan_.threads, stop_);
    summary_.tokenizePerSecond =
        texts_.seconds > 0 ? static_cast<double>(texts_.count()) / texts_.seconds : 0;
    planSteps();

    const auto count = [](const EncodedPart& part) { return static_cast<std::int64_t>(part.targets.size()); };
    RunPlan plan;
    plan.task = recipe_.task;
    plan.steps = summary_.plannedSteps;
    plan.stepsPerEpoch = stepsPerEpoch_;
    plan.trainExamples = count(texts_.train);
    plan.validationExamples = count(texts_.validation);
    plan.testExamples = count(texts_.test);
    plan.trainableParameters = model_->parameters().count(true);
    plan.parameters = model_->parameters().count();
    plan.labels = recipe_.labels;
    plan.device = plan_.deviceName;
    plan.precision = plan_.precisionName;
    plan.threads = plan_.threads;
    observer.onPlan(plan);
    if (from_) {
        observer.onMessage(
            message("train", "The run goes on after step {0} of {1}.", from_->step, plan.steps));
        return;
    }
    for (const auto& warning : warningsAbout(texts_, recipe_, *task_)) observer.onMessage(warning);
    observer.onMessage(message("train", "{0} texts to learn from, {1} steps on {2} with {3} threads in {4}.",
                               plan.trainExamples, plan.steps, plan.device, plan.threads, plan.precision));
}

void TrainingRun::computeFrozenPart(EncodedPart& part, Observer& observer) {
    const bool worthIt = summary_.plannedSteps >= stepsPerEpoch_; // else some texts would be read for nothing
    if (model_->lowestTrainable() == 0 || part.encodings.empty() || !worthIt || recipe_.unfreezeEvery > 0)
        return;
    const auto what = message("train", "Computing the frozen layers, once");
    part.frozen =
        std::make_unique<FrozenActivations>(*model_, part.encodings, plan_.precision, options_.budget, stop_,
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
        } catch (const std::bad_alloc&) { // what kernels work in is not LibTorch's
            if (!feed.halve()) throw;
        }
        trainer.rewind();
        releaseCachedMemory(plan_.device);
        observer.onMessage(
            message("train",
                    "Memory did not suffice. The run goes on with {0} texts at a time; a step still "
                    "learns from as many as before.",
                    feed.textsAtOnce()));
    }
}

void TrainingRun::tell(const StepResult& result, Observer& observer) {
    const double seconds = stepWatch_.seconds();
    stepWatch_ = {};
    samples_ += result.examples;
    summary_.trainSeconds += seconds;
    summary_.trainSamplesPerSecond = static_cast<double>(samples_) / summary_.trainSeconds;
    if (result.skipped) {
        observer.onMessage(
            message("train", "Step {0} was left out: its loss or its gradient was not finite.", result.step));
        return;
    }
    StepMetrics metrics;
    metrics.step = result.step;
    metrics.epoch = static_cast<double>(metrics.step) / static_cast<double>(stepsPerEpoch_);
    metrics.loss = result.loss;
    metrics.learningRate = result.learningRate;
    metrics.gradientNorm = result.gradientNorm;
    const auto rarely = std::max<std::int64_t>(1, summary_.plannedSteps / rungNormsKept);
    if (result.step % rarely == 0) metrics.rungNorms = result.rungNorms;
    metrics.samplesPerSecond = rate_.add(seconds, result.examples);
    metrics.elapsedSeconds = elapsed();
    metrics.secondsLeft = metrics.elapsedSeconds / static_cast<double>(metrics.step) *
                          static_cast<double>(summary_.plannedSteps - metrics.step);
    observer.onStep(metrics);
}

std::int64_t TrainingRun::evaluateEvery() const {
    if (recipe_.evaluateEvery == 0) return summary_.plannedSteps;
    return std::max<std::int64_t>(1,
                                  std::llround(recipe_.evaluateEvery * static_cast<double>(stepsPerEpoch_)));
}

bool TrainingRun::timeIsUp(Observer& observer) const {
    if (recipe_.maxMinutes == 0 || elapsed() < 60 * recipe_.maxMinutes) return false;
    observer.onMessage(
        message("train", "The time is up after step {0} of {1}.", summary_.steps, summary_.plannedSteps));
    return true;
}

bool TrainingRun::patienceIsOver(Observer& observer) const {
    if (recipe_.patience == 0 || standing_.withoutGain < recipe_.patience) return false;
    observer.onMessage(message("train", "{0} evaluations without a gain: the run ends after step {1} of {2}.",
                               standing_.withoutGain, summary_.steps, summary_.plannedSteps));
    return true;
}

bool TrainingRun::pauseAsked() const {
    std::error_code ignored;
    return options_.pause.stop_requested() || fs::exists(folder_ / pauseRequest, ignored);
}

// Snapshots are written beside the older ones, so that room for more than one is needed.
bool TrainingRun::diskRunsLow(Trainer& trainer, Observer& observer) {
    if (lowDiskBytes_ == 0) lowDiskBytes_ = options_.lowDiskBytes;
    if (lowDiskBytes_ == 0)
        for (const auto& [name, tensor] : trainer.state())
            lowDiskBytes_ += 3 * static_cast<std::int64_t>(tensor.nbytes());
    if (!disk_.runsLow(lowDiskBytes_)) return false;
    observer.onMessage(message("train",
                               "Only {0} MB are left on the disk: everything is saved now, after step {1}. "
                               "Free some space before the run ends.",
                               disk_.left() / 1'000'000, summary_.steps));
    return true;
}

Snapshot TrainingRun::snapshot(Trainer& trainer, const RunRecorder& recorder) const {
    Json state{{"summary", toJson(summary_)},
               {"files", recorder.place()},
               {"elapsed_s", elapsed()},
               {"samples", samples_},
               {"without_gain", standing_.withoutGain},
               {"evaluated_at", standing_.evaluatedAt}};
    if (standing_.bestScore) state["best_score"] = {standing_.bestScore->first, standing_.bestScore->second};
    if (standing_.patienceScore) state["patience_score"] = *standing_.patienceScore;
    if (standing_.kept) state["best"] = sha256OfFile(folder_ / "best" / "MANIFEST.json");
    return {summary_.steps, trainer.state(), std::move(state)};
}

void TrainingRun::takeUp(const Snapshot& from) {
    const auto& state = from.state;
    try {
        const auto now = std::exchange(summary_, summaryFromJson(state.at("summary"), folder_));
        summary_.started = now.started;
        summary_.error = {};
        elapsedBefore_ = state.at("elapsed_s").get<double>();
        samples_ = state.at("samples").get<std::int64_t>();
        standing_.withoutGain = state.at("without_gain").get<std::int64_t>();
        standing_.evaluatedAt = state.at("evaluated_at").get<std::int64_t>();
        if (const Json& score = memberOf(state, "best_score"); !score.is_null())
            standing_.bestScore = {score.at(0).get<double>(), score.at(1).get<double>()};
        if (const Json& score = memberOf(state, "patience_score"); !score.is_null())
            standing_.patienceScore = score.get<double>();
        // What was kept after the snapshot is found again on the way; ended before, the present weights are
        // kept.
        const auto manifest = folder_ / "best" / "MANIFEST.json";
        standing_.kept = fs::exists(manifest) &&
                         valueOr<std::string>(state, "best", "", "state.json") == sha256OfFile(manifest);
        RunRecorder::goBack(folder_, state.at("files"));
    } catch (const Json::exception& e) {
        throw Error(ErrorKind::Format, message("train", "{0} is damaged: {1}.", "state.json", e.what()));
    }
}

void TrainingRun::trainSteps(Trainer& trainer, BatchFeed& feed, RunRecorder& recorder) {
    SnapshotWriter writer(folder_, [&](const Message& why) {
        recorder.onMessage(message("train", "A snapshot could not be saved; the run goes on without it. {0}",
                                   why.english()));
    });
    Stopwatch sinceSnapshot;
    stepWatch_ = {};
    const auto every = evaluateEvery();
    for (bool ended = false;;) {
        throwIfStopped(stop_);
        if (pauseAsked()) throw Paused();
        const bool last = ended || summary_.steps == summary_.plannedSteps;
        const bool timely =
            recipe_.snapshotMinutes > 0 && sinceSnapshot.seconds() >= 60 * recipe_.snapshotMinutes;
        const bool snapshotDue = summary_.steps > 0 && (diskRunsLow(trainer, recorder) || timely);
        if (summary_.steps > standing_.evaluatedAt && (last || summary_.steps % every == 0)) {
            if (const auto result = trainer.finish()) tell(*result, recorder);
            validate(trainer, last, recorder);
            ended = last || patienceIsOver(recorder);
            stepWatch_ = {};
        }
        if (last || ended || snapshotDue) {
            if (const auto result = trainer.finish()) tell(*result, recorder);
            const auto now = snapshot(trainer, recorder);
            last || ended ? writer.writeNow(now) : writer.write(now);
            sinceSnapshot = {};
        }
        if (last || ended) break;
        const auto result = step(trainer, feed, recorder);
        summary_.steps = trainer.done();
        if (result) tell(*result, recorder);
        ended = timeIsUp(recorder);
    }
}

void TrainingRun::train(RunRecorder& recorder) {
    watch_ = {};
    computeFrozenPart(texts_.train, recorder);
    if (evaluateEvery() < summary_.plannedSteps) computeFrozenPart(texts_.validation, recorder);
    summary_.trainSeconds += watch_.seconds(); // without evaluations and saving
    Trainer trainer(*model_, *task_, recipe_, plan_, {summary_.plannedSteps, stepsPerEpoch_},
                    classWeightsOf(recipe_, texts_.train.targets));
    if (from_) trainer.restore(from_->tensors);
    from_.reset(); // its memory
    BatchFeed feed(
        {texts_.train.encodings, texts_.train.targets, texts_.train.frozen.get(), weightsOf(examples_.train)},
        recipe_, trainer.done());
    const auto save = [&] { // whatever ended it: what was learned is not lost
        trainer.rewind();
        writeSnapshot(folder_, snapshot(trainer, recorder));
    };
    try {
        trainSteps(trainer, feed, recorder);
    } catch (const Stopped&) {
        if (summary_.steps == 0) throw;
        save();
        const Trainer::Kept weights(trainer);
        if (!standing_.kept) keepWeights(recorder);
        throw;
    } catch (const Paused&) {
        save();
        throw;
    } catch (const std::exception&) {
        try {
            if (summary_.steps > 0) save();
        } catch (const std::exception&) { // the error that is thrown says more
        }
        throw;
    }
}

void TrainingRun::execute(RunRecorder& recorder) {
    std::error_code ignored;
    fs::remove(folder_ / pauseRequest, ignored); // of an earlier session
    try {
        prepare(recorder);
        train(recorder);
        takeKeptWeights();
        test(recorder);
        summary_.state = RunState::Finished;
    } catch (const Stopped&) {
        if (summary_.steps == 0) throw;
        summary_.state = RunState::Stopped;
        recorder.onMessage(message("train", "Stopped after step {0} of {1}. The model so far is kept.",
                                   summary_.steps, summary_.plannedSteps));
    } catch (const Paused&) {
        fs::remove(folder_ / pauseRequest, ignored);
        summary_.state = RunState::Paused;
        recorder.onMessage(message("train", "Paused after step {0} of {1}. Everything is saved.",
                                   summary_.steps, summary_.plannedSteps));
    } catch (const c10::Error& error) {
        failInLibTorch(error);
    }
    summary_.snapshot = !snapshotFolders(folder_).empty();
}

} // namespace espalier
