// Going on with a run, and pausing one from another terminal.
#include "app/cli/Command.h"
#include "app/cli/RunReporter.h"
#include "app/cli/TrainingData.h"
#include "core/base/Clock.h"
#include "core/project/Project.h"

#include <memory>
#include <thread>

namespace espalier::cli {

namespace {

constexpr auto lookAgain = std::chrono::milliseconds(100);

struct Arguments {
    std::string run, cache, refused;
    std::vector<std::string> settings;
};

// The texts that the run began with: of the files in its data.json, or of the project in whose folder it
// lies.
Examples examplesOf(const fs::path& run, const Arguments& a, const Context& context) {
    const auto file = run / "data.json";
    if (fs::exists(file)) {
        const auto data = TrainingData::fromJson(readJson(file), file.string());
        return readData(data, readRun(run).recipe, a.refused, context);
    }
    const auto project = fs::absolute(withoutTrailingSlash(run)).parent_path().parent_path();
    if (!fs::exists(project / "project.json"))
        throw Error(ErrorKind::File,
                    message("cli",
                            "{0} doesn't say where its texts came from: it has no data.json and lies in no "
                            "project.",
                            run.string()),
                    message("cli", "Go on with it where it was begun."));
    return Project::open(project)->data().examples();
}

int resume(const Arguments& a, const Context& context) {
    readRun(a.run); // throws where it is none
    RunReporter reporter(context.json);
    const auto run = resumeRun(a.run, examplesOf(a.run, a, context), reporter, context.stop,
                               {.budget = {.keep = a.cache}, .pause = context.pause}, a.settings);
    return tellResult(run, context);
}

// Waits until it is on disk.
int pause(const std::string& folder, const Context& context) {
    requestPause(folder);
    while (isLocked(folder)) {
        throwIfStopped(context.stop);
        std::this_thread::sleep_for(lookAgain);
    }
    const auto run = readRun(folder);
    if (context.json)
        printJson({{"event", "result"}, {"run", folder}, {"state", nameOf(run.state)}, {"steps", run.steps}});
    else
        printLine(fmt::format("{} is {} after {} of {} steps.", run.name, nameOf(run.state),
                              thousands(run.steps), thousands(run.plannedSteps)));
    return Done;
}

} // namespace

void addResume(CLI::App& program, Context& context) {
    auto* command =
        program.add_subcommand("resume", "Go on with a run that was paused, stopped or interrupted");
    const auto a = std::make_shared<Arguments>();
    command->add_option("RUN", a->run, "The run's folder")->required()->check(CLI::ExistingDirectory);
    command
        ->add_option("--set", a->settings,
                     "epochs, max_steps, max_minutes, patience, min_gain or snapshot_minutes: key=value")
        ->expected(1)
        ->take_all();
    command->add_option("--cache", a->cache,
                        "Folder where the results of frozen layers are kept for later runs");
    command->add_option("--refused", a->refused, refusedHelp);
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback([=, &context] { context.run = [=, &context] { return resume(*a, context); }; });
}

void addPause(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("pause", "Pause a run that trains in another terminal or window");
    const auto run = std::make_shared<std::string>();
    command->add_option("RUN", *run, "The run's folder")->required()->check(CLI::ExistingDirectory);
    command->add_flag("--json", context.json, "One JSON object");
    command->callback([=, &context] { context.run = [=, &context] { return pause(*run, context); }; });
}

} // namespace espalier::cli
