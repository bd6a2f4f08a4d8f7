// Runs that lie in a folder: look at them, compare, copy a recipe, delete.
#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "app/cli/RunReporter.h"
#include "core/base/Files.h"
#include "core/train/Run.h"
#include "core/train/RunFollower.h"

#include <chrono>
#include <memory>
#include <thread>

namespace espalier::cli {

namespace {

Json inJson(const RunSummary& run) {
    Json json{{"run", run.folder.string()}, {"name", run.name},
              {"state", nameOf(run.state)}, {"started", run.started},
              {"steps", run.steps},         {"planned_steps", run.plannedSteps},
              {"snapshot", run.snapshot},   {"recipe", espalier::toJson(run.recipe)}};
    addFigures(json, run.judged());
    return json;
}

void printRow(const RunSummary& run) {
    printLine(fmt::format("{:<36} {:<9} {:>9} of {:<9} {}", run.name, nameOf(run.state), thousands(run.steps),
                          thousands(run.plannedSteps), firstFigures(run.judged())));
}

int list(const std::string& folder, const Context& context) {
    const auto runs = listRuns(folder);
    if (runs.empty()) printNote(fmt::format("{} holds no runs.", folder));
    if (!runs.empty() && !context.json)
        printLine(fmt::format("{:<36} {:<9} {:>9}    {:<9} {}", "run", "state", "steps", "", "judged"));
    for (const auto& run : runs) {
        if (context.json)
            printJson(inJson(run));
        else
            printRow(run);
    }
    return Done;
}

// The keys in which a recipe is not as it comes.
void printRecipe(const Recipe& recipe) {
    for (const auto& key : recipeKeys())
        if (const auto value = key.get(recipe); value != key.get(Recipe()) && key.name != "labels")
            printLine(fmt::format("  {:<24} {}", key.name, written(value)));
}

int show(const std::string& folder, const Context& context) {
    const auto run = readRun(folder);
    if (context.json) {
        printJson(inJson(run));
        return Done;
    }
    printRow(run);
    printLine(fmt::format("begun {}, {} of training on {} in {}, best after step {}", run.started,
                          duration(run.trainSeconds), run.device, run.precision, thousands(run.bestStep)));
    if (!run.error.empty()) printLine(run.error.english());
    if (run.snapshot && run.state != RunState::Finished)
        printLine(fmt::format("goes on with: espalier-cli resume {}", folder));
    printRecipe(run.recipe);
    return Done;
}

int compare(const std::vector<std::string>& folders, const Context& context) {
    std::vector<RunSummary> runs;
    for (const auto& folder : folders) runs.push_back(readRun(folder));
    if (context.json) {
        for (const auto& run : runs) printJson(inJson(run));
        return Done;
    }
    for (const auto& run : runs) printRow(run);
    for (const auto& key : recipeKeys()) {
        std::vector<std::string> values;
        for (const auto& run : runs) values.push_back(written(key.get(run.recipe)));
        if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to()) == values.end()) continue;
        printLine(fmt::format("  {:<24} {}", key.name, fmt::join(values, "  |  ")));
    }
    return Done;
}

// Tells what a run that another process trains says, until it ends or this one is stopped.
int watch(const std::string& folder, const Context& context) {
    constexpr auto pause = std::chrono::milliseconds(500);
    readRun(folder); // throws where it is none
    RunReporter reporter(context.json);
    RunFollower follower(folder);
    for (bool training = true; training; std::this_thread::sleep_for(pause)) {
        if (context.stop.stop_requested()) return Done; // the run goes on
        training = follower.isTraining(); // asked first: what it wrote until its end is told, too
        const auto fresh = follower.look();
        if (fresh.plan.steps > 0) reporter.onPlan(fresh.plan);
        for (const auto& line : fresh.log) reporter.onMessage(line.text);
        for (const auto& step : fresh.steps) reporter.onStep(step);
        for (const auto& evaluation : fresh.evaluations) reporter.onEvaluation(evaluation);
        if (fresh.test) reporter.onEvaluation(*fresh.test);
    }
    return tellResult(readRun(folder), context);
}

// What was filled in when the run started is left out: the next one finds it anew.
int clone(const std::string& folder, const std::string& out, const Context&) {
    auto recipe = readRun(folder).recipe;
    recipe.modelHash.clear();
    recipe.dataHash.clear();
    recipe.labels.clear();
    writeFileAtomically(out, espalier::toJson(recipe).dump(1) + "\n");
    printLine(fmt::format("The recipe is in {}: use it with espalier-cli train … --recipe {}", out, out));
    return Done;
}

int remove(const std::string& folder, const Context&) {
    const auto run = readRun(folder); // nothing else is ever deleted
    {
        const FolderLock lock(run.folder, "espalier-cli runs delete"); // throws while it trains
        std::error_code error;
        fs::remove_all(run.folder, error);
        if (error)
            throw Error(ErrorKind::File,
                        message("cli", "{0} can't be deleted: {1}.", folder, error.message()));
    }
    printLine(fmt::format("{} is deleted.", run.name));
    return Done;
}

} // namespace

void addRuns(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("runs", "Look at runs, compare them, reuse their recipes");
    command->require_subcommand(1);
    const auto folder = std::make_shared<std::string>();
    const auto one = [&](const char* name, const char* what,
                         int (*work)(const std::string&, const Context&)) {
        auto* sub = command->add_subcommand(name, what);
        sub->add_option("FOLDER", *folder,
                        name == std::string("list") ? "Folder that holds runs" : "The run's folder")
            ->required()
            ->check(CLI::ExistingDirectory);
        sub->add_flag("--json", context.json, "JSON lines");
        sub->callback([=, &context] { context.run = [=, &context] { return work(*folder, context); }; });
        return sub;
    };
    one("list", "The runs of a folder, newest first", list);
    one("show", "One run: how it ended, and its recipe", show);
    one("watch", "Look on while another process trains a run", watch);
    one("delete", "Remove a run for good", remove);

    const auto several = std::make_shared<std::vector<std::string>>();
    auto* comparing = command->add_subcommand("compare", "Results and the settings in which runs differ");
    comparing->add_option("RUN", *several, "The runs' folders")
        ->required()
        ->expected(2, 100)
        ->check(CLI::ExistingDirectory);
    comparing->add_flag("--json", context.json, "JSON lines");
    comparing->callback(
        [=, &context] { context.run = [=, &context] { return compare(*several, context); }; });

    const auto out = std::make_shared<std::string>();
    auto* cloning = command->add_subcommand("clone", "Write a run's recipe to a file, for another run");
    cloning->add_option("RUN", *folder, "The run's folder")->required()->check(CLI::ExistingDirectory);
    cloning->add_option("--out", *out, "JSON file to write")->required();
    cloning->callback(
        [=, &context] { context.run = [=, &context] { return clone(*folder, *out, context); }; });
}

} // namespace espalier::cli
