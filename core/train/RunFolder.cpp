#include "core/train/RunFolder.h"

#include "core/base/Clock.h"
#include "core/base/MessageJson.h"

#include <algorithm>
#include <concepts>
#include <type_traits>

namespace espalier {

constexpr const char* stateNames[] = {"running", "finished", "stopped", "failed", "paused"};

const char* nameOf(RunState state) {
    return stateNames[static_cast<int>(state)];
}

static void to_json(Json& json, const Message& message) {
    json = message.empty() ? Json() : toJson(message);
}

static void from_json(const Json& json, Message& message) {
    // Runs of the first versions hold the English sentence.
    message = json.is_string() ? Message{"train", "{0}", {json.get<std::string>()}}
                               : messageFromJson(json, "run.json");
}

static void to_json(Json& json, RunState state) {
    json = nameOf(state);
}

static void from_json(const Json& json, RunState& state) {
    for (int i = 0; i < static_cast<int>(std::size(stateNames)); ++i)
        if (json == stateNames[i]) state = static_cast<RunState>(i);
}

namespace {

// The keys of each struct stand in one list, by which it is written and read.
template<class T, class Struct>
concept Some = std::same_as<std::remove_const_t<T>, Struct>; // const where it is written

void eachKey(auto&& key, Some<RunSummary> auto& run) {
    key("started", run.started);
    key("state", run.state);
    key("steps", run.steps);
    key("planned_steps", run.plannedSteps);
    key("train_s", run.trainSeconds);
    key("train_samples_per_s", run.trainSamplesPerSecond);
    key("tokenize_per_s", run.tokenizePerSecond);
    key("eval_samples_per_s", run.evalSamplesPerSecond);
    key("device", run.device);
    key("precision", run.precision);
    key("validation", run.validation);
    key("test", run.test);
    key("best_step", run.bestStep);
    key("drift", run.drift);
    key("import", run.importId);
    key("error", run.error);
}

void eachKey(auto&& key, Some<RunPlan> auto& plan) {
    key("task", plan.task);
    key("steps", plan.steps);
    key("steps_per_epoch", plan.stepsPerEpoch);
    key("train", plan.trainExamples);
    key("validation", plan.validationExamples);
    key("test", plan.testExamples);
    key("trainable_parameters", plan.trainableParameters);
    key("parameters", plan.parameters);
    key("labels", plan.labels);
    key("device", plan.device);
    key("precision", plan.precision);
    key("threads", plan.threads);
}

void eachKey(auto&& key, Some<StepMetrics> auto& step) {
    key("step", step.step);
    key("epoch", step.epoch);
    key("loss", step.loss);
    key("learning_rate", step.learningRate);
    key("gradient_norm", step.gradientNorm);
    key("rung_norms", step.rungNorms);
    key("samples_per_s", step.samplesPerSecond);
    key("elapsed_s", step.elapsedSeconds);
}

void eachKey(auto&& key, Some<Evaluation> auto& evaluation) {
    key("part", evaluation.part);
    key("step", evaluation.step);
    key("seconds", evaluation.seconds);
    key("best", evaluation.best);
    key("figures", evaluation.figures);
    key("examples", evaluation.metrics.examples);
    key("log_loss", evaluation.metrics.logLoss);
    key("classes", evaluation.metrics.confusion.classes);
    key("confusion", evaluation.metrics.confusion.counts);
}

// Predictions are written column by column.
void eachColumnOf(std::type_identity<LabelSetPrediction>, auto&& column) {
    column("row", &LabelSetPrediction::row);
    column("missed", &LabelSetPrediction::missed);
    column("wrong", &LabelSetPrediction::wrong);
}

void eachColumnOf(std::type_identity<NumberPrediction>, auto&& column) {
    column("row", &NumberPrediction::row);
    column("actual", &NumberPrediction::actual);
    column("predicted", &NumberPrediction::predicted);
}

void eachColumnOf(std::type_identity<Prediction>, auto&& column) {
    column("row", &Prediction::row);
    column("actual", &Prediction::actual);
    column("predicted", &Prediction::predicted);
    column("confidence", &Prediction::confidence);
    column("actual_probability", &Prediction::actualProbability);
}

template<class T>
void writeColumns(Json& json, const char* key, const std::vector<T>& predictions) {
    if (predictions.empty()) return;
    eachColumnOf(std::type_identity<T>(), [&](const char* name, auto member) {
        Json& values = json[key][name] = Json::array();
        for (const auto& prediction : predictions) values.push_back(prediction.*member);
    });
}

template<class T>
void readColumns(const Json& json, const char* key, std::vector<T>& predictions) {
    const auto& columns = memberOf(json, key);
    if (columns.is_null()) return;
    predictions.resize(columns.at("row").size());
    eachColumnOf(std::type_identity<T>(), [&](const char* name, auto member) {
        for (std::size_t i = 0; i < predictions.size(); ++i)
            columns.at(name).at(i).get_to(predictions[i].*member);
    });
}

// Of every label: what follows from no confusion matrix, where a text has several.
Json writtenScores(const std::vector<ClassScores>& scores) {
    Json all = Json::array();
    for (const auto& s : scores) all.push_back({s.precision, s.recall, s.f1, s.support});
    return all;
}

std::vector<ClassScores> scoresFrom(const Json& json) {
    std::vector<ClassScores> scores;
    for (const auto& s : json)
        scores.push_back({{s.at(0).get<double>(), s.at(1).get<double>(), s.at(2).get<double>()},
                          s.at(3).get<std::int64_t>()});
    return scores;
}

Json written(const auto& value) {
    Json json;
    eachKey([&](const char* key, const auto& member) { json[key] = member; }, value);
    return json;
}

// What is missing keeps its default.
template<class T>
T read(const Json& json) {
    T value;
    const auto take = [&](const char* key, auto& member) {
        if (const Json& found = memberOf(json, key); !found.is_null()) found.get_to(member);
    };
    eachKey(take, value);
    return value;
}

} // namespace

Json toJson(const RunSummary& run) {
    return written(run);
}

RunSummary summaryFromJson(const Json& json, const fs::path& folder) {
    auto run = read<RunSummary>(json);
    // Runs of the first versions name each of their figures.
    for (const char* part : {"validation", "test"})
        for (const char* name : {"macro_f1", "accuracy", "log_loss"})
            if (const auto& value = memberOf(json, fmt::format("{}_{}", part, name)); value.is_number())
                (part == std::string("test") ? run.test : run.validation)
                    .emplace_back(name, value.get<double>());
    run.folder = folder;
    run.name = folder.filename().string();
    return run;
}

Json toJson(const Evaluation& evaluation, bool predictions) {
    Json json = written(evaluation);
    if (evaluation.metrics.confusion.classes == 0 && !evaluation.metrics.perClass.empty())
        json["per_label"] = writtenScores(evaluation.metrics.perClass);
    if (!predictions) return json;
    writeColumns(json, "predictions", evaluation.predictions);
    writeColumns(json, "label_sets", evaluation.labelSets);
    writeColumns(json, "numbers", evaluation.numbers);
    return json;
}

Evaluation evaluationFromJson(const Json& json) {
    auto evaluation = read<Evaluation>(json);
    auto& metrics = evaluation.metrics;
    const auto classes = metrics.confusion.classes;
    if (classes < 0 || classes > (1 << 16) ||
        metrics.confusion.counts.size() != static_cast<std::size_t>(classes * classes))
        throw Error(ErrorKind::Format, message("train", "An evaluation's confusion matrix is damaged."));
    if (classes > 0) {
        metrics = metricsOf(std::move(metrics.confusion), metrics.logLoss);
        if (evaluation.figures.empty()) evaluation.figures = figuresOf(metrics); // of the first versions
    }
    if (const auto& scores = memberOf(json, "per_label"); !scores.is_null())
        metrics.perClass = scoresFrom(scores);
    readColumns(json, "predictions", evaluation.predictions);
    readColumns(json, "label_sets", evaluation.labelSets);
    readColumns(json, "numbers", evaluation.numbers);
    return evaluation;
}

Json toJson(const RunPlan& plan) {
    return written(plan);
}

RunPlan planFromJson(const Json& json) {
    return read<RunPlan>(json);
}

Json toJson(const StepMetrics& step) {
    Json json = written(step);
    if (step.rungNorms.empty()) json.erase("rung_norms");
    return json;
}

StepMetrics stepFromJson(const Json& json) {
    return read<StepMetrics>(json);
}

void writeSummary(const RunSummary& run) {
    Json json = written(run);
    json["version"] = 1;
    writeFileAtomically(run.folder / "run.json", json.dump(1) + "\n");
}

RunRecorder::RunRecorder(const fs::path& folder, Observer& next)
    : folder_(folder), next_(next), metrics_(folder / "metrics.jsonl"), log_(folder / "log.jsonl") {}

constexpr const char* growing[] = {"metrics.jsonl", "log.jsonl"};

Json RunRecorder::place() const {
    Json place;
    for (const auto* name : growing) place[name] = fs::file_size(folder_ / name);
    return place;
}

void RunRecorder::goBack(const fs::path& folder, const Json& place) {
    for (const auto* name : growing) {
        std::error_code error;
        const auto size = valueOr<std::uint64_t>(place, name, 0, "state.json");
        if (fs::file_size(folder / name, error) <= size || error) continue; // what is lost stays lost
        fs::resize_file(folder / name, size, error);
        if (error)
            throw Error(ErrorKind::File, message("train", "{0} can't be written: {1}.",
                                                 (folder / name).string(), error.message()));
    }
}

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
    if (evaluation.best || evaluation.part != "validation") // the predictions of the weights that are kept
        writeFileAtomically(folder_ / ("evaluation-" + evaluation.part + ".json"),
                            toJson(evaluation, true).dump());
    next_.onEvaluation(evaluation);
}

void RunRecorder::onMessage(const Message& message) {
    Json line = toJson(message);
    line["time"] = nowIso8601();
    log_.append(line.dump(-1, ' ', false, Json::error_handler_t::replace));
    next_.onMessage(message);
}

fs::path snapshotsOf(const fs::path& run) {
    return run / "snapshots";
}

std::vector<fs::path> snapshotFolders(const fs::path& run) {
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(snapshotsOf(run), ignored))
        if (entry.is_directory() && entry.path().filename().string().starts_with("step-") &&
            entry.path().extension().empty())
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end(), std::greater());
    return folders;
}

void requestPause(const fs::path& folder) {
    const auto run = readRun(folder); // throws where it is none
    if (!isLocked(run.folder))
        throw Error(ErrorKind::Usage, message("train", "Nobody trains the run {0} at present.", run.name));
    writeFileAtomically(run.folder / pauseRequest, "");
}

} // namespace espalier
