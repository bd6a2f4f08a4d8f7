#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/data/Splits.h"
#include "core/model/Library.h"
#include "core/train/Forecast.h"
#include "core/train/Run.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string data, text, secondText, label, model, out, validation, test, freeze, recipeFile, precision,
        device, cache, refused;
    double split = -1, epochs = 0, learningRate = 0;
    std::int64_t maxSteps = 0, batch = 0, maxLength = 0;
    std::uint64_t seed = 0;
    int threads = 0;
    std::vector<std::string> settings;
    bool forecast = false;
};

// JSON lines, or a bar and a log.
class Reporter : public Observer {
public:
    explicit Reporter(bool json) : json_(json) {}

    void onPlan(const RunPlan& plan) override {
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

    void onStep(const StepMetrics& s) override {
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
                                  thousands(plan_.steps), s.loss, s.samplesPerSecond,
                                  duration(s.secondsLeft)));
    }

    void onEvaluation(const Evaluation& e) override {
        if (json_)
            printJson({{"event", "evaluation"},
                       {"part", e.part},
                       {"step", e.step},
                       {"accuracy", e.metrics.accuracy},
                       {"macro_f1", e.metrics.macro.f1},
                       {"log_loss", e.metrics.logLoss},
                       {"best", e.best}});
    }

    void onMessage(const Message& message) override {
        bar_.clear();
        if (json_)
            printJson({{"event", "message"}, {"text", message.english()}});
        else
            printNote(message.english());
    }

    void onProgress(const Message& what, double done) override {
        if (!json_) bar_.show(done, what.english() + " …");
    }

private:
    bool json_;
    RunPlan plan_;
    ProgressBar bar_;
};

// A recipe file first, then what the command line says beside it.
Recipe recipeFrom(const Arguments& a, const CLI::App& command) {
    Recipe recipe;
    if (!a.recipeFile.empty()) recipe = recipeFromJson(readJson(a.recipeFile), a.recipeFile);
    const auto given = [&](const char* option) { return command.count(option) > 0; };
    if (given("--model")) recipe.model = a.model;
    if (given("--epochs")) recipe.epochs = a.epochs;
    if (given("--max-steps")) recipe.maxSteps = a.maxSteps;
    if (given("--batch")) recipe.batch = a.batch;
    if (given("--lr")) recipe.learningRate = a.learningRate;
    if (given("--max-length")) recipe.maxLength = a.maxLength;
    if (given("--seed")) recipe.seed = a.seed;
    if (given("--threads")) recipe.threads = a.threads;
    if (given("--precision")) recipe.precision = precisionNamed(a.precision);
    if (given("--device")) recipe.device = deviceNamed(a.device);
    if (given("--freeze"))
        recipe.freeze = parseFreeze(a.freeze, describeModel(resolveModel(recipe.model)).anatomy);
    for (const auto& setting : a.settings) setRecipeKey(recipe, setting);
    checkRecipe(recipe);
    return recipe;
}

// Takes a stratified share out of the training examples.
void splitOff(Examples& examples, double share, std::uint64_t seed) {
    std::vector<std::string> labels;
    for (const auto& example : examples.train) labels.push_back(example.label);
    const auto parts = splitByRatio(labels, {}, {share, 0, seed});
    std::vector<Example> train;
    for (std::size_t i = 0; i < parts.size(); ++i)
        (parts[i] == Part::Validation ? examples.validation : train).push_back(std::move(examples.train[i]));
    examples.train = std::move(train);
}

Examples readData(const Arguments& a, const Recipe& recipe, const Context& context) {
    ColumnChoice columns;
    columns.text = a.text;
    columns.label = a.label;
    if (!a.secondText.empty()) columns.secondText = a.secondText;
    const auto read = [&](const std::string& file, const char* part) {
        auto data = readExamples(file, columns, context.stop, refusedFile(a.refused, file, part));
        reportRefused(data.report, file, context.json);
        return std::move(data.examples);
    };
    Examples examples;
    examples.train = read(a.data, "");
    if (!a.validation.empty()) examples.validation = read(a.validation, "validation");
    if (!a.test.empty()) examples.test = read(a.test, "test");
    if (a.split >= 0) splitOff(examples, a.split, recipe.seed);
    return examples;
}

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
    const auto accuracy = run.testAccuracy ? run.testAccuracy : run.validationAccuracy;
    const auto f1 = run.testMacroF1 ? run.testMacroF1 : run.validationMacroF1;
    json["accuracy"] = accuracy ? Json(*accuracy) : Json();
    json["macro_f1"] = f1 ? Json(*f1) : Json();
    json["judged_on"] = run.testAccuracy         ? Json("test")
                        : run.validationAccuracy ? Json("validation")
                                                 : Json();
    return json;
}

// What the run would take, without running it.
int forecast(const Recipe& recipe, const Examples& examples, const Context& context) {
    const auto f = forecastRun(recipe, examples, context.stop);
    if (context.json)
        printJson({{"event", "forecast"},
                   {"steps", f.steps},
                   {"frozen_s", f.frozenSeconds},
                   {"epoch_s", f.epochSeconds},
                   {"train_s", f.trainSeconds},
                   {"evaluation_s", f.evaluationSeconds},
                   {"memory_mb", std::lround(f.memoryBytes / 1048576)}});
    else
        printLine(fmt::format(
            "About {} for {} steps, {} an epoch{}, and {:.0f} MB of memory.", duration(f.totalSeconds()),
            thousands(std::llround(f.steps)), duration(f.epochSeconds),
            f.frozenSeconds > 0 ? fmt::format(" after {} for the frozen layers", duration(f.frozenSeconds))
                                : "",
            f.memoryBytes / 1048576));
    return Done;
}

int train(const Arguments& a, const CLI::App& command, Context& context) {
    const auto recipe = recipeFrom(a, command);
    const auto examples = readData(a, recipe, context);
    if (a.forecast) return forecast(recipe, examples, context);
    Reporter reporter(context.json);
    const auto run = trainRun(recipe, examples, a.out, reporter, context.stop, {.keep = a.cache});
    if (context.json) {
        printJson(resultOf(run));
    } else {
        printNote(fmt::format("{} steps in {}, {:.0f} texts/s.", thousands(run.steps),
                              duration(run.trainSeconds), run.trainSamplesPerSecond));
        printLine(fmt::format("The run is in {}, its model in {}.", run.folder.string(),
                              (run.folder / "best").string()));
    }
    return run.state == RunState::Stopped ? Interrupted : Done;
}

} // namespace

void addTrain(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("train", "Fine-tune a checkpoint on a labelled CSV or TSV file");
    const auto a = std::make_shared<Arguments>();
    command->add_option("DATA", a->data, "The labelled texts")->required()->check(CLI::ExistingFile);
    command->add_option("--text", a->text, "Column with the text")->required();
    command->add_option("--second-text", a->secondText, "Column with a second text, for pairs");
    command->add_option("--label", a->label, "Column with the label")->required();
    command->add_option("--model", a->model, "Checkpoint: a folder, or a name in the library");
    auto* out = command->add_option("--out", a->out, "Folder of the run, made by this command");
    auto* validation =
        command->add_option("--validation", a->validation, "File that chooses the weights to keep");
    validation->check(CLI::ExistingFile);
    command->add_option("--split", a->split, "Or: share of DATA to take for that, e.g. 0.1")
        ->check(CLI::Range(0.0, 0.9))
        ->excludes(validation);
    command->add_option("--test", a->test, "File that is judged at the end")->check(CLI::ExistingFile);
    command->add_option("--freeze", a->freeze,
                        "N: embeddings and the lowest N blocks; or names: embeddings,block.1,…");
    command->add_option("--epochs", a->epochs, "How often every text is seen (3)");
    command->add_option("--max-steps", a->maxSteps, "End after so many steps");
    command->add_option("--batch", a->batch, "Texts a step (32)");
    command->add_option("--lr", a->learningRate, "Learning rate (5e-5)");
    command->add_option("--max-length", a->maxLength, "Tokens a text is cut to (128)");
    command->add_option("--seed", a->seed, "All random choices follow from it (1)");
    command->add_option("--precision", a->precision, "auto, f32 or bf16");
    command->add_option("--threads", a->threads, "Threads on the CPU; 0: all");
    command->add_option("--device", a->device, "auto, cpu or cuda");
    command->add_option("--cache", a->cache,
                        "Folder where the results of frozen layers are kept for later runs");
    command->add_option("--refused", a->refused, refusedHelp);
    command->add_option("--recipe", a->recipeFile, "JSON file with any recipe keys; options beside it win")
        ->check(CLI::ExistingFile);
    command->add_option("--set", a->settings, "Any recipe key: key=value")->expected(1)->take_all();
    auto* forecast =
        command->add_flag("--forecast", a->forecast, "Only say how long it would take, and how much memory");
    command->add_flag("--json", context.json, "JSON lines, the result last");
    std::string keys = "Recipe keys (for --recipe and --set):\n";
    for (const auto& key : recipeKeys())
        keys += fmt::format("  {:<15} {}{}\n", key.name, key.description,
                            key.range.empty() ? "" : fmt::format(" [{}]", key.range));
    command->footer(keys);
    command->callback([=, &context] {
        if (out->count() + forecast->count() == 0) throw CLI::RequiredError("--out");
        context.run = [=, &context] { return train(*a, *command, context); };
    });
}

} // namespace espalier::cli
