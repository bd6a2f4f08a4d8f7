#include "core/train/Search.h"
#include "app/cli/Command.h"
#include "app/cli/RecipeOptions.h"
#include "app/cli/RunReporter.h"
#include "app/cli/TrainingData.h"

#include <cmath>
#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    TrainingData data;
    RecipeOptions recipe;
    std::string out, cache, refused;
    SearchPlan plan;
};

class Reporter : public SearchObserver {
public:
    explicit Reporter(bool json) : json_(json), run_(json) {}

    Observer& onTrial(const Trial& trial, double share) override {
        if (json_)
            printJson(
                {{"event", "trial"}, {"trial", trial.number}, {"values", trial.values}, {"share", share}});
        else
            printNote(fmt::format("Trial {}, to {:.0f} % of its length: {}", trial.number, 100 * share,
                                  fmt::join(trial.values, ", ")));
        return json_ ? run_ : quiet_;
    }
    void onTrialEnd(const Trial& trial) override {
        if (json_) return;
        printNote(!trial.error.empty() ? "  " + trial.error.english()
                                       : "  " + firstFigures(trial.run->validation));
    }

private:
    bool json_;
    RunReporter run_;
    Observer quiet_; // people see a line a trial
};

void tell(const std::vector<Trial>& trials, const std::string& metric, bool json) {
    for (const auto& trial : trials) {
        const bool judged = trial.run && std::isfinite(trial.score(metric));
        if (json) {
            Json line{{"event", "result"}, {"trial", trial.number}, {"values", trial.values}};
            line["run"] = trial.run ? Json(trial.folder.string()) : Json();
            line["state"] = trial.run ? Json(nameOf(trial.run->state)) : Json();
            line["steps"] = trial.run ? Json(trial.run->steps) : Json();
            if (judged) addFigures(line, trial.run->validation);
            printJson(line);
        } else {
            printLine(fmt::format("{:>3}  {:<44} {:>6} steps  {}", trial.number,
                                  judged ? firstFigures(trial.run->validation) : "–",
                                  trial.run ? trial.run->steps : 0, fmt::join(trial.values, ", ")));
        }
    }
    if (!json && trials.front().run)
        printLine(fmt::format("The best is in {}.", trials.front().folder.string()));
}

int runSearch(const Arguments& a, Context& context) {
    auto plan = a.plan;
    plan.recipe = a.recipe.recipe();
    const auto examples = readData(a.data, plan.recipe, a.refused, context);
    Reporter reporter(context.json);
    // However the program is asked to end, everything is saved: the search goes on when it is called again.
    StopSource ending;
    const std::stop_callback onStop(context.stop, [&] { ending.request_stop(); });
    const std::stop_callback onPause(context.pause, [&] { ending.request_stop(); });
    try {
        tell(search(plan, examples, a.out, reporter, ending.get_token(),
                    {.budget = {.keep = a.cache}, .origin = a.data.toJson()}),
             plan.recipe.bestBy, context.json);
    } catch (const Stopped&) {
        printNote("The search is saved. The same command goes on with it.");
        return Interrupted;
    }
    return Done;
}

} // namespace

void addSearch(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("search", "Try which settings suit the texts, each as a run");
    const auto a = std::make_shared<Arguments>();
    a->data.addOptions(*command);
    command->add_option("--out", a->out, "Folder of the search; where it holds one, it goes on")->required();
    command
        ->add_option("--try", a->plan.space,
                     "A recipe key and its values: learning_rate=1e-5..1e-3 or lora_rank=0|4|8")
        ->expected(1)
        ->take_all()
        ->required();
    command
        ->add_option("--method", a->plan.method,
                     "halving: all run a while, the better part goes on; random: all run whole")
        ->capture_default_str();
    command->add_option("--trials", a->plan.trials, "How many")->capture_default_str();
    command->add_option("--keep-one-in", a->plan.keepOneIn, "Halving: one in so many goes on")
        ->capture_default_str();
    command->add_option("--minutes", a->plan.maxMinutes, "No trial begins after so long; 0: no limit");
    command->add_option("--cache", a->cache,
                        "Folder where the results of frozen layers are kept for later trials");
    command->add_option("--refused", a->refused, refusedHelp);
    a->recipe.addOptions(*command);
    command->add_flag("--json", context.json, "JSON lines, the trials last, the best first");
    command->callback([=, &context] { context.run = [=, &context] { return runSearch(*a, context); }; });
}

} // namespace espalier::cli
