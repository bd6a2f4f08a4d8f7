// How a run is judged on its way, and which weights it keeps.
#include "core/base/Memory.h"
#include "core/model/Checkpoint.h"
#include "core/model/Drift.h"
#include "core/task/Inference.h"
#include "core/train/TrainingRun.h"

namespace espalier {

namespace {

// An evaluation in one line of the log.
Message summaryOf(const Evaluation& evaluation) {
    const auto share = [&](const char* name) {
        return fmt::format("{:.1f}", 100 * figureNamed(evaluation.figures, name).value_or(0));
    };
    const auto number = [&](const char* name) {
        return fmt::format("{:.3f}", figureNamed(evaluation.figures, name).value_or(0));
    };
    const bool numbers = figureNamed(evaluation.figures, "rmse").has_value();
    if (figureNamed(evaluation.figures, "entity_f1")) {
        if (evaluation.part == "test")
            return message("train", "Test F1 of spans {0} %, accuracy {1} % on {2} words.",
                           share("entity_f1"), share("accuracy"), evaluation.metrics.examples);
        return evaluation.best
                   ? message("train", "Step {0}: validation F1 of spans {1} %, accuracy {2} % · best so far",
                             evaluation.step, share("entity_f1"), share("accuracy"))
                   : message("train", "Step {0}: validation F1 of spans {1} %, accuracy {2} %",
                             evaluation.step, share("entity_f1"), share("accuracy"));
    }
    if (evaluation.part == "test")
        return numbers ? message("train", "Test RMSE {0}, correlation {1} on {2} texts.", number("rmse"),
                                 number("pearson"), evaluation.metrics.examples)
                       : message("train", "Test accuracy {0} %, macro F1 {1} % on {2} texts.",
                                 share("accuracy"), share("macro_f1"), evaluation.metrics.examples);
    if (numbers)
        return evaluation.best
                   ? message("train", "Step {0}: validation RMSE {1}, correlation {2} · best so far",
                             evaluation.step, number("rmse"), number("pearson"))
                   : message("train", "Step {0}: validation RMSE {1}, correlation {2}", evaluation.step,
                             number("rmse"), number("pearson"));
    return evaluation.best
               ? message("train", "Step {0}: validation accuracy {1} %, macro F1 {2} % · best so far",
                         evaluation.step, share("accuracy"), share("macro_f1"))
               : message("train", "Step {0}: validation accuracy {1} %, macro F1 {2} %", evaluation.step,
                         share("accuracy"), share("macro_f1"));
}

} // namespace

Evaluation TrainingRun::evaluate(const EncodedPart& part, const char* name, Observer& observer,
                                 const StopToken& stop) {
    const auto what = message("train", "Evaluating");
    const Stopwatch watch;
    const auto logits = inferLogits(
        *model_, part.encodings, plan_.precision, stop, [&](double done) { observer.onProgress(what, done); },
        part.frozen.get());
    if (&part == &texts_.validation) task_->tune(logits, part.targets);
    auto evaluation = task_->judge(logits, part.targets, part.examples);
    evaluation.seconds = watch.seconds();
    evaluation.part = name;
    evaluation.step = summary_.steps;
    return evaluation;
}

void TrainingRun::keepWeights(Observer& observer) {
    observer.onProgress(message("train", "Saving the model"), 0);
    if (recipe_.loraRank > 0)
        buildFolderAtomically(folder_ / "adapter", [&](const fs::path& folder) {
            saveAdapters(*model_,
                         {recipe_.loraRank, recipe_.loraAlpha, recipe_.loraDropout, recipe_.loraTargets},
                         recipe_.model, folder);
        });
    buildFolderAtomically(folder_ / "best", [&](const fs::path& folder) {
        saveModel(*model_, task_->config(), source_, recipe_.maxLength, folder);
        writeManifest(folder);
    });
    summary_.bestStep = summary_.steps;
    standing_.kept = true;
}

void TrainingRun::judge(Trainer& trainer, bool last, Observer& observer) {
    const Trainer::Kept weights(trainer);
    if (texts_.validation.targets.empty()) {
        if (last) keepWeights(observer);
        return;
    }
    auto evaluation = evaluate(texts_.validation, "validation", observer, stop_);
    summary_.evalSamplesPerSecond =
        static_cast<double>(texts_.validation.targets.size()) / evaluation.seconds;
    // Among equals the surer one: small validation sets give the same score often.
    const std::pair<double, double> score{scoreOf(evaluation, recipe_.bestBy), -evaluation.metrics.logLoss};
    evaluation.best = !standing_.bestScore || score > *standing_.bestScore;
    const bool gain = !standing_.patienceScore || score.first > *standing_.patienceScore + recipe_.minGain;
    standing_.withoutGain = gain ? 0 : standing_.withoutGain + 1;
    if (gain) standing_.patienceScore = score.first;
    if (evaluation.best) {
        standing_.bestScore = score;
        keepWeights(observer);
        summary_.validation = evaluation.figures;
    }
    observer.onEvaluation(evaluation);
    observer.onMessage(summaryOf(evaluation));
}

// One that fails, as on a full disk, is done once more when the run goes on.
void TrainingRun::validate(Trainer& trainer, bool last, RunRecorder& recorder) {
    const auto place = recorder.place();
    const auto standing = standing_;
    const auto summary = summary_;
    try {
        judge(trainer, last, recorder);
        standing_.evaluatedAt = summary_.steps;
    } catch (...) {
        standing_ = standing;
        standing_.kept = false; // best/ may be the new one already
        summary_ = summary;
        RunRecorder::goBack(folder_, place);
        throw;
    }
}

void TrainingRun::takeKeptWeights() {
    const bool averaged = recipe_.ema > 0 || recipe_.swaStart > 0;
    if (summary_.bestStep != summary_.steps || averaged)
        model_ = loadModel(folder_ / "best", recipe_.labels, plan_.device, recipe_.seed,
                           {.tokenHead = model_->config().tokenHead})
                     .model;
    handBackFreeMemory(); // the checkpoint is read beside the model
    summary_.drift = driftOf(*model_, source_);
}

void TrainingRun::test(Observer& observer) {
    if (texts_.test.targets.empty()) return;
    task_->restore(readConfig(folder_ / "best").json); // with the thresholds of the weights that were kept
    auto evaluation = evaluate(texts_.test, "test", observer, stop_);
    summary_.evalSamplesPerSecond = static_cast<double>(texts_.test.targets.size()) / evaluation.seconds;
    summary_.test = evaluation.figures;
    observer.onEvaluation(evaluation);
    observer.onMessage(summaryOf(evaluation));
}

} // namespace espalier
