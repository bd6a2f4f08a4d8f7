// The measurement behind a forecast.
#include "core/base/Clock.h"
#include "core/base/Memory.h"
#include "core/base/Parallel.h"
#include "core/data/Random.h"
#include "core/model/Checkpoint.h"
#include "core/model/Library.h"
#include "core/model/TorchErrors.h"
#include "core/task/Inference.h"
#include "core/task/Names.h"
#include "core/train/Forecast.h"
#include "core/train/RunTexts.h"
#include "core/train/RungSettings.h"
#include "core/train/Trainer.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <numeric>

namespace espalier {

namespace {

// A measured batch is cut to so much work, that of some 1,000 tokens through MiniLM: large models and long
// texts would take too long.
constexpr double mostFlops = 2.5e10;
constexpr int mostRounds = 5;
constexpr double secondsEach = 0.5; // then no further round begins

double residentBytes() {
    std::ifstream file("/proc/self/statm");
    double pages = 0, resident = 0;
    file >> pages >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

// Texts as long as the person's, with tokens drawn at random.
MicroBatch drawBatch(std::span<const std::int32_t> lengths, const Recipe& recipe, const ModelConfig& config,
                     std::int64_t labels, double mostTokens) {
    Random random(recipe.seed);
    std::vector<Encoding> encodings;
    Targets targets; // such as every task can read: of its first label, or of all
    targets.width = recipe.task == multiLabel ? labels : 1;
    std::int64_t tokens = 0;
    do {
        const auto drawn = lengths.empty() ? recipe.maxLength : lengths[random.below(lengths.size())];
        const auto length =
            std::clamp<std::int64_t>(drawn, 1, std::min(recipe.maxLength, config.maxLength()));
        Encoding encoding;
        for (std::int64_t i = 0; i < length; ++i)
            encoding.ids.push_back(
                static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(config.vocabularySize))));
        encoding.typeIds.assign(encoding.ids.size(), 0);
        if (recipe.task == tokenClassification) encoding.words = {0};
        tokens += length;
        encodings.push_back(std::move(encoding));
        targets.values.resize(targets.values.size() + static_cast<std::size_t>(targets.width));
    } while (static_cast<std::int64_t>(encodings.size()) < recipe.batch &&
             static_cast<double>(tokens) < mostTokens);
    std::vector<std::size_t> order(encodings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return {pack(encodings, targets, order), {}};
}

// Seconds, the middle of some rounds after one that warms up.
template<class Work>
double secondsOf(const StopToken& stop, const Work& work) {
    throwIfStopped(stop);
    work();
    std::vector<double> seconds;
    const Stopwatch whole;
    while (seconds.empty() || (seconds.size() < mostRounds && whole.seconds() < secondsEach)) {
        throwIfStopped(stop);
        const Stopwatch watch;
        work();
        seconds.push_back(watch.seconds());
    }
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

double flopsOf(const Anatomy& anatomy, const PackedBatch& batch) {
    double flops = 0;
    for (std::int64_t i = 0; i < batch.segments(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const auto length = static_cast<double>(batch.segmentStarts[at + 1] - batch.segmentStarts[at]);
        for (const auto& rung : anatomy.rungs)
            flops +=
                rung.flopsPerText + rung.flopsPerToken * length + rung.flopsPerTokenPair * length * length;
    }
    return flops;
}

} // namespace

Pace measurePace(const Recipe& recipe, std::span<const std::int32_t> lengths, std::int64_t labels,
                 const StopToken& stop) {
    Pace pace;
    inWords([&] {
        const auto plan = planCompute(recipe.device, recipe.precision, recipe.threads);
        const auto folder = resolveModel(recipe.model);
        std::vector<std::string> names;
        for (std::int64_t i = 0; i < std::max<std::int64_t>(1, labels); ++i)
            names.push_back(std::to_string(i));
        auto model = loadModel(folder, names, plan.device, recipe.seed, changesOf(recipe)).model;
        prepareModel(*model, recipe); // as the run will, or fail
        if (recipe.loraRank > 0)
            model = loadModel(folder, names, plan.device, recipe.seed, changesOf(recipe)).model;
        takeGemmRoad(plan, model->config());
        pace.activationBytes = static_cast<double>(torch::elementSize(plan.precision));
        pace.inferenceTokens = static_cast<double>(inferenceTokens(plan.device));
        pace.tablesByRows = plan.device.is_cpu();
        double flopsPerToken = 0;
        for (const auto& rung : model->anatomy().rungs) flopsPerToken += rung.flopsPerToken;
        const auto batch = drawBatch(lengths, recipe, model->config(),
                                     static_cast<std::int64_t>(names.size()), mostFlops / flopsPerToken);
        const double flops = flopsOf(model->anatomy(), batch.packed);

        Forward forward;
        forward.compute = plan.precision;
        const double forwardSeconds = secondsOf(stop, [&] {
            const torch::InferenceMode inference;
            const auto logits = model->logits(toDevice(batch.packed, plan.device), forward);
            logits.sum().item<double>(); // waits for a card
        });
        Recipe whole; // what doesn't train is left out by the forecast
        whole.task = recipe.task;
        whole.optimizer = recipe.optimizer;
        whole.seed = recipe.seed;
        prepareModel(*model, whole);
        const auto task = makeTask(whole.task);
        task->setLabels(names);
        Trainer trainer(*model, *task, whole, plan, {.steps = 100});
        const double stepSeconds = secondsOf(stop, [&] {
            trainer.step({&batch, 1});
            trainer.finish();
        });
        // One text of one token leaves the optimiser alone.
        Encoding token{{1}, {0}, {}};
        if (recipe.task == tokenClassification) token.words = {0};
        const MicroBatch small = {
            pack(std::vector{token},
                 Targets{std::vector<double>(recipe.task == multiLabel ? names.size() : 1),
                         recipe.task == multiLabel ? static_cast<std::int64_t>(names.size()) : 1},
                 std::vector<std::size_t>{0}),
            {}};
        const double optimizerSeconds = secondsOf(stop, [&] {
            trainer.step({&small, 1});
            trainer.finish();
        });
        double dense = 0;
        for (const auto& rung : model->anatomy().rungs)
            dense += static_cast<double>(rung.parameters - (pace.tablesByRows ? rung.tableParameters : 0));
        pace.forwardPerFlop = forwardSeconds / flops;
        // Of a tiny or a huge model both steps take about the same, and their difference may be anything. Two
        // products for the one of the forward pass never take less than it, though.
        pace.backwardPerFlop =
            std::max(forwardSeconds, stepSeconds - optimizerSeconds - forwardSeconds) / (2 * flops);
        pace.stepPerParameter = optimizerSeconds / dense;
    });
    handBackFreeMemory(); // else it would count as needed: what earlier work left, and what was measured with
    pace.residentBytes = residentBytes();
    return pace;
}

Forecast forecastRun(Recipe recipe, const Examples& examples, const StopToken& stop) {
    checkRecipe(recipe);
    const auto count = [](const auto& part) { return static_cast<std::int64_t>(part.size()); };
    const auto folder = resolveModel(recipe.model);
    const auto labels = count(makeTask(recipe.task, taskSettingsOf(recipe))->labelsIn(examples.train));
    const auto model = describeModel(folder, labels);
    recipe.maxLength = std::min(recipe.maxLength, model.maxLength);
    const auto fit = measureFit(*loadTokenizer(folder), textsOf(examples.train), hardwareThreads(), stop);
    const auto texts = textFigures(fit, recipe.maxLength, model.vocabularySize, count(examples.train),
                                   count(examples.validation), count(examples.test));
    return forecastRun(model.anatomy, recipe, texts, measurePace(recipe, fit.lengths, labels, stop));
}

} // namespace espalier
