#include "core/train/RunFolder.h"

#include "core/base/Clock.h"

#include <ctime>

namespace espalier {

namespace {

template<class T>
void get(const Json& json, const char* key, T& value) {
    if (const auto it = json.find(key); it != json.end() && !it->is_null()) it->get_to(value);
}

template<class T>
void get(const Json& json, const char* key, std::optional<T>& value) {
    if (const auto it = json.find(key); it != json.end() && !it->is_null()) value = it->get<T>();
}

Json orNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

constexpr RunState states[] = {RunState::Running, RunState::Finished, RunState::Stopped, RunState::Failed};

} // namespace

const char* nameOf(RunState state) {
    switch (state) {
    case RunState::Running: return "running";
    case RunState::Finished: return "finished";
    case RunState::Stopped: return "stopped";
    case RunState::Failed: break;
    }
    return "failed";
}

Json toJson(const RunSummary& run) {
    return {{"version", 1},
            {"started", run.started},
            {"state", nameOf(run.state)},
            {"steps", run.steps},
            {"planned_steps", run.plannedSteps},
            {"train_s", run.trainSeconds},
            {"train_samples_per_s", run.trainSamplesPerSecond},
            {"tokenize_per_s", run.tokenizePerSecond},
            {"eval_samples_per_s", run.evalSamplesPerSecond},
            {"device", run.device},
            {"precision", run.precision},
            {"validation_accuracy", orNull(run.validationAccuracy)},
            {"validation_macro_f1", orNull(run.validationMacroF1)},
            {"test_accuracy", orNull(run.testAccuracy)},
            {"test_macro_f1", orNull(run.testMacroF1)},
            {"test_log_loss", orNull(run.testLogLoss)},
            {"best_step", run.bestStep},
            {"error", run.error}};
}

RunSummary summaryFromJson(const Json& json, const fs::path& folder) {
    RunSummary run;
    run.folder = folder;
    run.name = folder.filename().string();
    get(json, "started", run.started);
    std::string state;
    get(json, "state", state);
    for (const auto candidate : states)
        if (state == nameOf(candidate)) run.state = candidate;
    get(json, "steps", run.steps);
    get(json, "planned_steps", run.plannedSteps);
    get(json, "train_s", run.trainSeconds);
    get(json, "train_samples_per_s", run.trainSamplesPerSecond);
    get(json, "tokenize_per_s", run.tokenizePerSecond);
    get(json, "eval_samples_per_s", run.evalSamplesPerSecond);
    get(json, "device", run.device);
    get(json, "precision", run.precision);
    get(json, "validation_accuracy", run.validationAccuracy);
    get(json, "validation_macro_f1", run.validationMacroF1);
    get(json, "test_accuracy", run.testAccuracy);
    get(json, "test_macro_f1", run.testMacroF1);
    get(json, "test_log_loss", run.testLogLoss);
    get(json, "best_step", run.bestStep);
    get(json, "error", run.error);
    return run;
}

Json toJson(const Evaluation& evaluation, bool predictions) {
    const auto& m = evaluation.metrics;
    Json json{{"part", evaluation.part}, {"step", evaluation.step},        {"seconds", evaluation.seconds},
              {"best", evaluation.best}, {"accuracy", m.accuracy},         {"macro_f1", m.macro.f1},
              {"log_loss", m.logLoss},   {"classes", m.confusion.classes}, {"confusion", m.confusion.counts}};
    if (!predictions) return json;
    Json rows = Json::array(), actual = Json::array(), predicted = Json::array(), confidence = Json::array(),
         probability = Json::array();
    for (const auto& p : evaluation.predictions) {
        rows.push_back(p.row);
        actual.push_back(p.actual);
        predicted.push_back(p.predicted);
        confidence.push_back(p.confidence);
        probability.push_back(p.actualProbability);
    }
    json["predictions"] = {{"row", rows},
                           {"actual", actual},
                           {"predicted", predicted},
                           {"confidence", confidence},
                           {"actual_probability", probability}};
    return json;
}

Evaluation evaluationFromJson(const Json& json) {
    Evaluation evaluation;
    get(json, "part", evaluation.part);
    get(json, "step", evaluation.step);
    get(json, "seconds", evaluation.seconds);
    get(json, "best", evaluation.best);
    Confusion confusion;
    double logLoss = 0;
    get(json, "classes", confusion.classes);
    get(json, "confusion", confusion.counts);
    get(json, "log_loss", logLoss);
    if (confusion.classes < 0 || confusion.classes > (1 << 16) ||
        confusion.counts.size() != static_cast<std::size_t>(confusion.classes * confusion.classes))
        throw Error(ErrorKind::Format, message("train", "An evaluation's confusion matrix is damaged."));
    evaluation.metrics = metricsOf(std::move(confusion), logLoss);
    if (const auto it = json.find("predictions"); it != json.end()) {
        const auto& rows = it->at("row");
        for (std::size_t i = 0; i < rows.size(); ++i)
            evaluation.predictions.push_back(
                {rows.at(i).get<std::int64_t>(), it->at("actual").at(i).get<std::int32_t>(),
                 it->at("predicted").at(i).get<std::int32_t>(), it->at("confidence").at(i).get<float>(),
                 it->at("actual_probability").at(i).get<float>()});
    }
    return evaluation;
}

Json toJson(const RunPlan& plan) {
    return {{"steps", plan.steps},           {"steps_per_epoch", plan.stepsPerEpoch},
            {"train", plan.trainExamples},   {"validation", plan.validationExamples},
            {"test", plan.testExamples},     {"trainable_parameters", plan.trainableParameters},
            {"parameters", plan.parameters}, {"labels", plan.labels},
            {"device", plan.device},         {"precision", plan.precision},
            {"threads", plan.threads}};
}

RunPlan planFromJson(const Json& json) {
    RunPlan plan;
    get(json, "steps", plan.steps);
    get(json, "steps_per_epoch", plan.stepsPerEpoch);
    get(json, "train", plan.trainExamples);
    get(json, "validation", plan.validationExamples);
    get(json, "test", plan.testExamples);
    get(json, "trainable_parameters", plan.trainableParameters);
    get(json, "parameters", plan.parameters);
    get(json, "labels", plan.labels);
    get(json, "device", plan.device);
    get(json, "precision", plan.precision);
    get(json, "threads", plan.threads);
    return plan;
}

Json toJson(const StepMetrics& s) {
    return {{"step", s.step},
            {"epoch", s.epoch},
            {"loss", s.loss},
            {"learning_rate", s.learningRate},
            {"gradient_norm", s.gradientNorm},
            {"samples_per_s", s.samplesPerSecond},
            {"elapsed_s", s.elapsedSeconds}};
}

StepMetrics stepFromJson(const Json& json) {
    StepMetrics s;
    get(json, "step", s.step);
    get(json, "epoch", s.epoch);
    get(json, "loss", s.loss);
    get(json, "learning_rate", s.learningRate);
    get(json, "gradient_norm", s.gradientNorm);
    get(json, "samples_per_s", s.samplesPerSecond);
    get(json, "elapsed_s", s.elapsedSeconds);
    return s;
}

void writeSummary(const RunSummary& run) {
    writeFileAtomically(run.folder / "run.json", toJson(run).dump(1) + "\n");
}

RunRecorder::RunRecorder(const fs::path& folder, Observer& next)
    : folder_(folder), next_(next), metrics_(folder / "metrics.jsonl"), log_(folder / "log.txt") {}

void RunRecorder::onPlan(const RunPlan& plan) {
    metrics_.append(Json{{"plan", toJson(plan)}}.dump());
    next_.onPlan(plan);
}

void RunRecorder::onStep(const StepMetrics& step) {
    metrics_.append(Json{{"step", toJson(step)}}.dump());
    next_.onStep(step);
}

void RunRecorder::onEvaluation(const Evaluation& evaluation) {
    metrics_.append(Json{{"evaluation", toJson(evaluation, false)}}.dump());
    writeFileAtomically(folder_ / ("evaluation-" + evaluation.part + ".json"),
                        toJson(evaluation, true).dump());
    next_.onEvaluation(evaluation);
}

void RunRecorder::onMessage(const Message& message) {
    log_.append(nowIso8601().substr(11, 8) + " " + message.english());
    next_.onMessage(message);
}

} // namespace espalier
