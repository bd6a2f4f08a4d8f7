#include "core/train/Search.h"

#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/data/Random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace espalier {

namespace {

// One key of the space: numbers between two, or a list to choose from.
struct Dimension {
    std::string key;
    bool whole = false;
    double from = 0, to = 0;
    std::vector<std::string> choices; // empty: numbers

    // share: of the way through, in [0, 1).
    std::string at(double share) const {
        if (!choices.empty())
            return choices[static_cast<std::size_t>(share * static_cast<double>(choices.size()))];
        const bool byFactor = from > 0 && to / from >= 10; // as learning rates are thought of
        const double value = byFactor ? from * std::pow(to / from, share) : from + (to - from) * share;
        return whole ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
    }
};

[[noreturn]] void failDimension(const std::string& text) {
    throw Error(ErrorKind::Usage, message("train", "\"{0}\" is no space to search in.", text),
                message("train", "Write key=from..to for numbers, or key=one|another."));
}

double numberIn(const std::string& text, const std::string& whole) {
    const auto json = Json::parse(trimmed(text), nullptr, /*allow_exceptions=*/false);
    if (!json.is_number()) failDimension(whole);
    return json.get<double>();
}

Dimension dimensionFrom(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) failDimension(text);
    Dimension dimension;
    dimension.key = trimmed(text.substr(0, equals));
    const auto values = text.substr(equals + 1);
    const auto& keys = recipeKeys();
    const auto known =
        std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.name == dimension.key; });
    dimension.whole = known != keys.end() && known->type == "whole number";
    if (const auto dots = values.find(".."); dots != std::string::npos) {
        dimension.from = numberIn(values.substr(0, dots), text);
        dimension.to = numberIn(values.substr(dots + 2), text);
        if (!(dimension.from < dimension.to)) failDimension(text);
        return dimension;
    }
    for (std::size_t begin = 0; begin <= values.size();) {
        const auto end = std::min(values.find('|', begin), values.size());
        dimension.choices.push_back(trimmed(values.substr(begin, end - begin)));
        begin = end + 1;
    }
    return dimension;
}

// Every combination of choices, where they are few enough; else none.
std::vector<std::vector<std::string>> allCombinations(const std::vector<Dimension>& space, std::size_t most) {
    std::vector<std::vector<std::string>> all{{}};
    for (const auto& dimension : space) {
        if (dimension.choices.empty() || all.size() * dimension.choices.size() > most) return {};
        std::vector<std::vector<std::string>> longer;
        for (const auto& begun : all)
            for (const auto& choice : dimension.choices) {
                longer.push_back(begun);
                longer.back().push_back(dimension.key + "=" + choice);
            }
        all = std::move(longer);
    }
    return all;
}

// At random, but spread over every range: a Latin hypercube (McKay et al. 1979).
std::vector<std::vector<std::string>> spread(const std::vector<Dimension>& space, std::size_t trials,
                                             std::uint64_t seed) {
    constexpr std::uint64_t fine = std::uint64_t{1} << 53;
    std::vector<std::vector<std::string>> drawn(trials);
    for (std::size_t d = 0; d < space.size(); ++d) {
        Random random(mixed(mixed(seed) + d));
        std::vector<std::size_t> strata(trials);
        std::iota(strata.begin(), strata.end(), std::size_t{0});
        random.shuffle(strata);
        for (std::size_t i = 0; i < trials; ++i) {
            const double within = static_cast<double>(random.below(fine)) / static_cast<double>(fine);
            const double share = (static_cast<double>(strata[i]) + within) / static_cast<double>(trials);
            drawn[i].push_back(space[d].key + "=" + space[d].at(share));
        }
    }
    return drawn;
}

Recipe recipeWith(const SearchPlan& plan, const std::vector<std::string>& values) {
    Recipe recipe = plan.recipe;
    for (const auto& value : values) setRecipeKey(recipe, value);
    checkRecipe(recipe);
    return recipe;
}

Json toJson(const SearchPlan& plan) {
    return {{"recipe", toJson(plan.recipe)},
            {"space", plan.space},
            {"method", plan.method},
            {"trials", plan.trials},
            {"keep_one_in", plan.keepOneIn}};
}

// How many evaluations a trial has had by the end of each round; the last round is the whole run.
std::vector<std::int64_t> roundsOf(const SearchPlan& plan, std::size_t trials) {
    std::vector<std::int64_t> rounds{1};
    if (plan.method == "halving")
        for (auto left = trials; left > 1; left = goingOn(left, plan.keepOneIn))
            rounds.push_back(rounds.back() * plan.keepOneIn);
    return rounds;
}

// Passes a run's news on, and asks it to pause after so many evaluations.
class Limited : public Observer {
public:
    Limited(Observer& next, std::int64_t had, std::int64_t most, StopSource& pause)
        : next_(next), had_(had), most_(most), pause_(pause) {}
    void onPlan(const RunPlan& plan) override { next_.onPlan(plan); }
    void onStep(const StepMetrics& step) override { next_.onStep(step); }
    void onEvaluation(const Evaluation& evaluation) override {
        next_.onEvaluation(evaluation);
        if (evaluation.part == "validation" && ++had_ == most_) pause_.request_stop();
    }
    void onMessage(const Message& message) override { next_.onMessage(message); }
    void onProgress(const Message& what, double done) override { next_.onProgress(what, done); }

private:
    Observer& next_;
    std::int64_t had_, most_;
    StopSource& pause_;
};

// The search as it stands in its folder.
class Searching {
public:
    Searching(const SearchPlan& plan, const Examples& examples, fs::path folder, SearchObserver& observer,
              const StopToken& stop, const RunOptions& options)
        : plan_(plan), examples_(examples), folder_(std::move(folder)), observer_(observer), stop_(stop),
          options_(options) {
        for (auto& values : drawTrials(plan)) {
            Trial trial;
            trial.number = static_cast<int>(trials_.size()) + 1;
            trial.values = std::move(values);
            trial.folder = folder_ / fmt::format("trial-{:02}", trial.number);
            if (fs::exists(trial.folder / "run.json")) trial.run = readRun(trial.folder);
            trials_.push_back(std::move(trial));
        }
        rounds_ = roundsOf(plan, trials_.size());
    }

    std::vector<Trial> run() {
        std::vector<std::size_t> going(trials_.size());
        std::iota(going.begin(), going.end(), std::size_t{0});
        for (const auto round : rounds_) {
            for (const auto i : going)
                if (!timeIsUp()) train(trials_[i], round);
            sortBest(going);
            if (round != rounds_.back()) going.resize(goingOn(going.size(), plan_.keepOneIn));
        }
        std::vector<std::size_t> all(trials_.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        sortBest(all);
        // Where the last one ran away after all, the next best takes its place.
        while (!anyFinished() && std::isfinite(scoreOfTrial(all.front())) && !timeIsUp()) {
            train(trials_[all.front()], rounds_.back());
            sortBest(all);
        }
        std::vector<Trial> best;
        for (const auto i : all) best.push_back(std::move(trials_[i]));
        return best;
    }

private:
    bool timeIsUp() const { return plan_.maxMinutes > 0 && watch_.seconds() >= 60 * plan_.maxMinutes; }

    double scoreOfTrial(std::size_t trial) const { return trials_[trial].score(plan_.recipe.bestBy); }

    void sortBest(std::vector<std::size_t>& trials) const {
        std::stable_sort(trials.begin(), trials.end(),
                         [&](std::size_t a, std::size_t b) { return scoreOfTrial(a) > scoreOfTrial(b); });
    }

    bool anyFinished() const {
        return std::any_of(trials_.begin(), trials_.end(), [](const Trial& trial) {
            return trial.run && trial.run->state == RunState::Finished;
        });
    }

    void train(Trial& trial, std::int64_t round) {
        const auto had =
            trial.run ? static_cast<std::int64_t>(readHistory(trial.folder).evaluations.size()) : 0;
        const bool last = round == rounds_.back();
        if (trial.run && (trial.run->state == RunState::Finished || trial.run->state == RunState::Failed ||
                          (!last && had >= round)))
            return;
        if (!trial.error.empty()) return;
        StopSource pause;
        const std::stop_callback onStop(stop_, [&] { pause.request_stop(); });
        auto options = options_;
        options.pause = pause.get_token();
        Limited observer(
            observer_.onTrial(trial, static_cast<double>(round) / static_cast<double>(rounds_.back())), had,
            last ? -1 : round, pause);
        try {
            trial.run = trial.run ? resumeRun(trial.folder, examples_, observer, {}, options)
                                  : trainRun(recipeOf(trial), examples_, trial.folder, observer, {}, options);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Training) throw;
            trial.error = error.message();
            if (fs::exists(trial.folder / "run.json")) trial.run = readRun(trial.folder);
        }
        throwIfStopped(stop_);
        observer_.onTrialEnd(trial);
    }

    // Looked at often enough for the first round.
    Recipe recipeOf(const Trial& trial) const {
        auto recipe = recipeWith(plan_, trial.values);
        const auto perEpoch = std::ceil(static_cast<double>(examples_.train.size()) /
                                        static_cast<double>(recipe.batch * recipe.accumulation));
        const double epochs =
            recipe.maxSteps > 0 ? static_cast<double>(recipe.maxSteps) / perEpoch : recipe.epochs;
        const double first = epochs / static_cast<double>(rounds_.back());
        if (recipe.evaluateEvery == 0 || recipe.evaluateEvery > first) recipe.evaluateEvery = first;
        return recipe;
    }

    const SearchPlan& plan_;
    const Examples& examples_;
    fs::path folder_;
    SearchObserver& observer_;
    StopToken stop_;
    const RunOptions& options_;
    std::vector<Trial> trials_;
    std::vector<std::int64_t> rounds_;
    Stopwatch watch_;
};

} // namespace

double Trial::score(const std::string& metric) const {
    if (!run || !error.empty() || run->state == RunState::Failed || run->validation.empty()) return -INFINITY;
    Evaluation evaluation;
    evaluation.figures = run->validation;
    return scoreOf(evaluation, metric);
}

std::vector<std::vector<std::string>> drawTrials(const SearchPlan& plan) {
    if (plan.method != "random" && plan.method != "halving")
        throw Error(ErrorKind::Usage, message("train", "There is no search \"{0}\".", plan.method),
                    message("train", "Choose random or halving."));
    if (plan.trials < 1 || plan.keepOneIn < 2)
        throw Error(
            ErrorKind::Usage,
            message("train", "A search needs one trial or more, of which one in two or more goes on."));
    if (plan.space.empty())
        throw Error(ErrorKind::Usage, message("train", "There is nothing to search: no key has a range."),
                    message("train", "Write key=from..to for numbers, or key=one|another."));
    std::vector<Dimension> space;
    for (const auto& text : plan.space) space.push_back(dimensionFrom(text));
    auto trials = allCombinations(space, static_cast<std::size_t>(plan.trials));
    if (trials.empty()) trials = spread(space, static_cast<std::size_t>(plan.trials), plan.recipe.seed);
    for (const auto& values : trials) recipeWith(plan, values);
    return trials;
}

std::vector<Trial> search(const SearchPlan& plan, const Examples& examples, const fs::path& folder,
                          SearchObserver& observer, const StopToken& stop, const RunOptions& options) {
    if (examples.validation.empty())
        throw Error(ErrorKind::Usage,
                    message("train", "Trials are compared on validation texts, but there are none."),
                    message("train", "Set some texts aside for validation."));
    drawTrials(plan); // throws before anything is made
    const auto file = folder / "search.json";
    if (fs::exists(file)) {
        if (readJson(file) != toJson(plan))
            throw Error(ErrorKind::Mismatch, message("train", "{0} holds another search.", folder.string()),
                        message("train", "Go on with the same settings, or choose another folder."));
    } else {
        std::error_code error;
        fs::create_directories(folder, error);
        if (error)
            throw Error(ErrorKind::File,
                        message("train", "{0} can't be made: {1}.", folder.string(), error.message()));
        writeFileAtomically(file, toJson(plan).dump(1) + "\n");
    }
    const FolderLock lock(folder, "a search");
    return Searching(plan, examples, folder, observer, stop, options).run();
}

} // namespace espalier
