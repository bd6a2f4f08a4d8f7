#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "app/cli/RunReporter.h"
#include "app/cli/TrainingData.h"
#include "core/model/Library.h"
#include "core/train/Forecast.h"
#include "core/train/RateFinder.h"
#include "core/train/Run.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    TrainingData data;
    std::string model, out, freeze, recipeFile, precision, device, cache, refused;
    double epochs = 0, learningRate = 0;
    std::int64_t maxSteps = 0, batch = 0, maxLength = 0;
    std::uint64_t seed = 0;
    int threads = 0;
    std::vector<std::string> settings;
    bool forecast = false, findRate = false;
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

// The curve over the learning rate, and the one that it suggests.
int findRate(const Recipe& recipe, const Examples& examples, const Context& context) {
    ProgressBar bar;
    const auto found = findLearningRate(recipe, examples, context.stop, [&](double done) {
        if (!context.json) bar.show(done, "trying learning rates …");
    });
    bar.clear();
    for (const auto& trial : found.trials)
        if (context.json)
            printJson({{"event", "trial"},
                       {"learning_rate", trial.learningRate},
                       {"loss", trial.loss},
                       {"smoothed", trial.smoothed}});
        else
            printLine(fmt::format("{:>9.2e} {:>9.4f}", trial.learningRate, trial.smoothed));
    if (context.json)
        printJson(
            {{"event", "finding"}, {"suggestion", found.suggestion > 0 ? Json(found.suggestion) : Json()}});
    else
        printLine(found.suggestion > 0
                      ? fmt::format("Try --lr {:.1e}: there the loss falls fastest.", found.suggestion)
                      : "The loss never fell: no learning rate can be suggested.");
    return Done;
}

int train(const Arguments& a, const CLI::App& command, Context& context) {
    const auto recipe = recipeFrom(a, command);
    const auto examples = readData(a.data, recipe.seed, a.refused, context);
    if (a.forecast) return forecast(recipe, examples, context);
    if (a.findRate) return findRate(recipe, examples, context);
    RunReporter reporter(context.json);
    const auto run =
        trainRun(recipe, examples, a.out, reporter, context.stop,
                 {.budget = {.keep = a.cache}, .pause = context.pause, .origin = a.data.toJson()});
    return tellResult(run, context);
}

} // namespace

void addTrain(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("train", "Fine-tune a checkpoint on a labelled CSV or TSV file");
    const auto a = std::make_shared<Arguments>();
    a->data.addOptions(*command);
    command->add_option("--model", a->model, "Checkpoint: a folder, or a name in the library");
    auto* out = command->add_option("--out", a->out, "Folder of the run, made by this command");
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
    auto* find = command->add_flag("--find-rate", a->findRate, "Only try which learning rate suits");
    command->add_flag("--json", context.json, "JSON lines, the result last");
    std::string keys = "Recipe keys (for --recipe and --set):\n";
    for (const auto& key : recipeKeys())
        keys += fmt::format("  {:<24} {}{}\n", key.name, key.description,
                            key.range.empty() ? "" : fmt::format(" [{}]", key.range));
    command->footer(keys);
    command->callback([=, &context] {
        if (out->count() + forecast->count() + find->count() == 0) throw CLI::RequiredError("--out");
        context.run = [=, &context] { return train(*a, *command, context); };
    });
}

} // namespace espalier::cli
