#include "core/train/RateFinder.h"

#include "core/base/Error.h"
#include "core/data/Batches.h"
#include "core/model/Checkpoint.h"
#include "core/model/Library.h"
#include "core/model/TorchErrors.h"
#include "core/train/ClassWeights.h"
#include "core/train/RunTexts.h"
#include "core/train/RungSettings.h"
#include "core/train/Trainer.h"

#include <cmath>

namespace espalier {

namespace {

constexpr double memory = 0.9;       // of the smoothed loss
constexpr double runAway = 2;        // times the lowest smoothed loss: then it ends
constexpr std::size_t settling = 10; // steps before that is looked at

// So many texts as the steps will read.
Examples sampleOf(const Examples& examples, const Recipe& recipe, int steps) {
    const auto needed = static_cast<std::size_t>(recipe.batch * recipe.accumulation * steps);
    Examples sample;
    for (const auto& batch : shuffledBatches(examples.train.size(), 1, recipe.seed, 0)) {
        if (sample.train.size() == needed) break;
        sample.train.push_back(examples.train[batch.front()]);
    }
    return sample;
}

} // namespace

// The smoothed loss tells of what was some steps ago: so many on average.
constexpr auto lag = static_cast<std::size_t>(memory / (1 - memory) + 0.5);

double suggestRate(std::span<const RateTrial> trials) {
    double steepest = 0, suggestion = 0;
    for (std::size_t i = 1; i < trials.size(); ++i) {
        const double slope = (trials[i].smoothed - trials[i - 1].smoothed) /
                             std::log(trials[i].learningRate / trials[i - 1].learningRate);
        if (slope >= steepest || i < settling) continue;
        steepest = slope;
        suggestion = trials[i - std::min(i, lag)].learningRate;
    }
    return suggestion;
}

RateFinding findLearningRate(Recipe recipe, const Examples& examples, const StopToken& stop,
                             const std::function<void(double)>& progress, const RateRange& range) {
    checkRecipe(recipe);
    RateFinding finding;
    inWords([&] {
        const auto plan = planCompute(recipe.device, recipe.precision, recipe.threads);
        const auto folder = resolveModel(recipe.model);
        recipe.maxLength = std::min(recipe.maxLength, readConfig(folder).maxLength());
        const auto task = makeTask(recipe.task, taskSettingsOf(recipe));
        if (recipe.labels.empty()) recipe.labels = task->labelsIn(examples.train);
        task->setLabels(recipe.labels);
        recipe.learningRate = 1;
        recipe.schedule = "constant";
        recipe.warmup = 0;
        recipe.skipBadSteps = true;
        const auto model =
            loadModel(folder, recipe.labels, plan.device, recipe.seed, changesOf(recipe)).model;
        prepareModel(*model, recipe);
        const HeldGemmRoad road(plan, model->config());
        const auto sample = sampleOf(examples, recipe, range.steps);
        const auto texts =
            encodeTexts(sample, recipe, *task, *loadTokenizer(folder), plan.threads, stop).train;
        BatchFeed feed({texts.encodings, texts.targets, nullptr, weightsOf(sample.train)}, recipe);
        Trainer trainer(*model, *task, recipe, plan, {.steps = range.steps},
                        classWeightsOf(recipe, texts.targets));
        double smoothed = 0, lowest = INFINITY;
        for (int step = 0; step < range.steps; ++step) {
            const double rate =
                range.from * std::pow(range.to / range.from, step / std::max(1.0, range.steps - 1.0));
            trainer.setLearningRate(rate);
            auto result = trainer.step(feed.next(), stop);
            if (!result) result = trainer.finish();
            if (result->skipped) break;
            smoothed = memory * smoothed + (1 - memory) * result->loss;
            const double corrected = smoothed / (1 - std::pow(memory, step + 1)); // as Adam's means
            finding.trials.push_back({rate, result->loss, corrected});
            lowest = std::min(lowest, corrected);
            if (progress) progress((step + 1.0) / range.steps);
            if (finding.trials.size() > settling && corrected > runAway * lowest) break;
        }
    });
    finding.suggestion = suggestRate(finding.trials);
    return finding;
}

} // namespace espalier
