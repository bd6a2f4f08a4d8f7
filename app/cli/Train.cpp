#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "app/cli/RecipeOptions.h"
#include "app/cli/RunReporter.h"
#include "app/cli/TrainingData.h"
#include "core/train/Forecast.h"
#include "core/train/RateFinder.h"
#include "core/train/Run.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    TrainingData data;
    RecipeOptions recipe;
    std::string out, cache, refused;
    bool forecast = false, findRate = false;
};

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

int train(const Arguments& a, Context& context) {
    const auto recipe = a.recipe.recipe();
    const auto examples = readData(a.data, recipe, a.refused, context);
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
    auto* out = command->add_option("--out", a->out, "Folder of the run, made by this command");
    command->add_option("--cache", a->cache,
                        "Folder where the results of frozen layers are kept for later runs");
    command->add_option("--refused", a->refused, refusedHelp);
    a->recipe.addOptions(*command);
    auto* forecast =
        command->add_flag("--forecast", a->forecast, "Only say how long it would take, and how much memory");
    auto* find = command->add_flag("--find-rate", a->findRate, "Only try which learning rate suits");
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback([=, &context] {
        if (out->count() + forecast->count() + find->count() == 0) throw CLI::RequiredError("--out");
        context.run = [=, &context] { return train(*a, context); };
    });
}

} // namespace espalier::cli
