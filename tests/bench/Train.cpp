// The peer's training job, with the peer's options and fields.
#include "tests/bench/Bench.h"
#include "tests/bench/CardProfile.h"

#include "core/base/Clock.h"
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/data/Example.h"
#include "core/model/Library.h"
#include "core/train/Forecast.h"
#include "core/train/Run.h"

#include <sys/resource.h>

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace espalier::bench {

namespace {

struct Options {
    std::string model, train, test, text = "text", label = "label", recompute, device = "auto";
    double epochs = 1, learningRate = 5e-5;
    std::int64_t maxSteps = 0, batch = 32, maxLength = 128, freeze = 0;
    int threads = 2;
    bool bf16 = false, noEvaluation = false, forecast = false, profile = false;
    std::uint64_t seed = 1;
};

Examples readBoth(const Options& o) {
    ColumnChoice columns;
    columns.text = o.text;
    columns.label = o.label;
    Examples examples;
    examples.train = readExamples(o.train, columns, {}).examples;
    if (!o.noEvaluation) examples.test = readExamples(o.test, columns, {}).examples;
    return examples;
}

void run(const Options& o) {
    Recipe recipe;
    recipe.model = o.model;
    recipe.epochs = o.epochs;
    recipe.maxSteps = o.maxSteps;
    recipe.batch = o.batch;
    recipe.learningRate = o.learningRate;
    recipe.maxLength = o.maxLength;
    recipe.precision = o.bf16 ? Precision::Bf16 : Precision::F32;
    recipe.threads = o.threads;
    recipe.device = deviceNamed(o.device);
    recipe.seed = o.seed;
    if (o.freeze > 0)
        recipe.freeze = parseFreeze(std::to_string(o.freeze), describeModel(resolveModel(o.model)).anatomy);
    if (!o.recompute.empty())
        recipe.recompute = parseFreeze(o.recompute, describeModel(resolveModel(o.model)).anatomy);
    const auto folder = fs::temp_directory_path() / fmt::format("espalier-bench-{}", ::getpid());
    Observer silent;
    const Stopwatch watch;
    const auto examples = readBoth(o);
    const double setup = watch.seconds();
    std::optional<Forecast> forecast;
    if (o.forecast) forecast = forecastRun(recipe, examples);
    std::optional<CardProfile> profile;
    if (o.profile) profile.emplace();
    const auto summary = trainRun(recipe, examples, folder, silent, {});
    if (profile) profile->print();
    fs::remove_all(folder);
    Json json{{"project", "espalier " ESPALIER_VERSION},
              {"device", summary.device},
              {"setup_s", setup},
              {"tokenize_per_s", std::llround(summary.tokenizePerSecond)},
              {"train_s", summary.trainSeconds},
              {"train_samples_per_s", summary.trainSamplesPerSecond},
              {"steps", summary.steps}};
    if (!summary.test.empty()) {
        json["eval_samples_per_s"] = summary.evalSamplesPerSecond;
        json["accuracy"] = *figureNamed(summary.test, "accuracy");
        json["macro_f1"] = *figureNamed(summary.test, "macro_f1");
    }
    if (forecast) {
        json["forecast_train_s"] = forecast->trainSeconds;
        json["forecast_rss_mb"] = forecast->memoryBytes / 1048576;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    json["peak_rss_mb"] = usage.ru_maxrss / 1024;
    std::puts(json.dump().c_str());
}

} // namespace

void addTrain(CLI::App& program) {
    auto* command = program.add_subcommand("train", "Fine-tune and print the peer's fields as one JSON line");
    const auto o = std::make_shared<Options>();
    command->add_option("--model", o->model)->required();
    command->add_option("--train", o->train)->required();
    command->add_option("--test", o->test);
    command->add_option("--text", o->text);
    command->add_option("--label", o->label);
    command->add_option("--epochs", o->epochs);
    command->add_option("--max-steps", o->maxSteps);
    command->add_option("--batch", o->batch);
    command->add_option("--lr", o->learningRate);
    command->add_option("--max-length", o->maxLength);
    command->add_option("--freeze", o->freeze, "Embeddings and the lowest N blocks");
    command->add_option("--threads", o->threads);
    command->add_option("--seed", o->seed);
    command->add_flag("--bf16", o->bf16);
    command->add_flag("--no-eval", o->noEvaluation);
    command->add_option("--recompute", o->recompute, "Blocks that keep no activations: block.1,…");
    command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--profile", o->profile, "Print which kernels a card was busy with, and how long");
    command->add_flag("--forecast", o->forecast, "Say beforehand what it will take");
    command->callback([o] { run(*o); });
}

} // namespace espalier::bench
