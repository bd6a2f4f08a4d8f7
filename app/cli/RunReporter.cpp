#include "app/cli/RunReporter.h"

#include <cmath>

namespace espalier::cli {

void RunReporter::onPlan(const RunPlan& plan) {
    plan_ = plan;
    if (json_)
        printJson({{"event", "plan"},
                   {"steps", plan.steps},
                   {"train", plan.trainExamples},
                   {"validation", plan.validationExamples},
                   {"test", plan.testExamples},
                   {"labels", plan.labels.size()},
                   {"trainable_parameters", plan.trainableParameters},
                   {"parameters", plan.parameters},
                   {"device", plan.device},
                   {"precision", plan.precision},
                   {"threads", plan.threads}});
    else
        printNote(fmt::format("{} of {} parameters are trained, {} labels.",
                              thousands(plan.trainableParameters), thousands(plan.parameters),
                              plan.labels.size()));
}

void RunReporter::onStep(const StepMetrics& s) {
    if (json_)
        printJson({{"event", "step"},
                   {"step", s.step},
                   {"epoch", s.epoch},
                   {"loss", s.loss},
                   {"learning_rate", s.learningRate},
                   {"gradient_norm", s.gradientNorm},
                   {"samples_per_s", s.samplesPerSecond},
                   {"seconds_left", s.secondsLeft}});
    else
        bar_.show(static_cast<double>(s.step) / static_cast<double>(plan_.steps),
                  fmt::format("step {} of {} · loss {:.3f} · {:.0f} texts/s · {} left", thousands(s.step),
                              thousands(plan_.steps), s.loss, s.samplesPerSecond, duration(s.secondsLeft)));
}

void RunReporter::onEvaluation(const Evaluation& e) {
    if (!json_) return;
    Json json{{"event", "evaluation"}, {"part", e.part}, {"step", e.step}, {"best", e.best}};
    addFigures(json, e.figures);
    printJson(json);
}

void RunReporter::onMessage(const Message& message) {
    bar_.clear();
    if (json_)
        printJson({{"event", "message"}, {"text", message.english()}});
    else
        printNote(message.english());
}

void RunReporter::onProgress(const Message& what, double done) {
    if (!json_) bar_.show(done, what.english() + " …");
}

void addFigures(Json& json, const Figures& figures) {
    for (const auto& [name, value] : figures) json[name] = value;
}

std::string firstFigures(const Figures& figures) {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(2, figures.size()); ++i)
        text += fmt::format("{}{} {:.4f}", i > 0 ? ", " : "", figures[i].first, figures[i].second);
    return text.empty() ? "–" : text;
}

namespace {

Json resultOf(const RunSummary& run) {
    Json json{{"event", "result"},
              {"run", run.folder.string()},
              {"state", nameOf(run.state)},
              {"steps", run.steps},
              {"train_s", run.trainSeconds},
              {"train_samples_per_s", run.trainSamplesPerSecond},
              {"tokenize_per_s", run.tokenizePerSecond},
              {"eval_samples_per_s", run.evalSamplesPerSecond},
              {"precision", run.precision},
              {"device", run.device},
              {"peak_rss_mb", std::lround(peakMemoryMb())}};
    addFigures(json, run.judged());
    json["judged_on"] = !run.test.empty()         ? Json("test")
                        : !run.validation.empty() ? Json("validation")
                                                  : Json();
    return json;
}

} // namespace

int tellResult(const RunSummary& run, const Context& context) {
    if (context.json) {
        printJson(resultOf(run));
    } else {
        printNote(fmt::format("{} steps in {}, {:.0f} texts/s.", thousands(run.steps),
                              duration(run.trainSeconds), run.trainSamplesPerSecond));
        if (run.state == RunState::Paused)
            printLine(fmt::format("The run is paused in {}. It goes on with: espalier-cli resume {}",
                                  run.folder.string(), run.folder.string()));
        else
            printLine(fmt::format("The run is in {}, its model in {}.", run.folder.string(),
                                  (run.folder / "best").string()));
    }
    return run.state == RunState::Finished ? Done : Interrupted;
}

} // namespace espalier::cli
