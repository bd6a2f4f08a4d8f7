#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/task/Predictor.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string model, data, out, text = "text", secondText, refused, precision = "f32", device = "auto";
    bool probabilities = false;
    int threads = 0;
};

int predict(const Arguments& a, Context& context) {
    const auto predictor =
        openPredictor(a.model, {precisionNamed(a.precision), deviceNamed(a.device), a.threads, 0});
    ProgressBar bar;
    PredictFileOptions options;
    options.text = a.text;
    if (!a.secondText.empty()) options.secondText = a.secondText;
    options.probabilities = a.probabilities;
    options.refusedFile = refusedFile(a.refused, a.data);
    options.stop = context.stop;
    options.progress = [&](double done) {
        if (!context.json) bar.show(done, "Predicting …");
    };
    const auto report = predictFile(*predictor, a.data, a.out, options);
    bar.clear();
    reportRefused(report.import, a.data, context.json);
    if (context.json)
        printJson({{"event", "result"},
                   {"out", a.out},
                   {"rows", report.import.rows},
                   {"refused", report.import.refused},
                   {"predict_samples_per_s", report.samplesPerSecond},
                   {"peak_rss_mb", std::lround(peakMemoryMb())}});
    else
        printLine(fmt::format("{} rows with their predictions are in {} ({:.0f} texts/s).",
                              thousands(report.import.rows), a.out, report.samplesPerSecond));
    return Done;
}

} // namespace

void addPredict(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("predict", "Add predicted labels to a file of texts");
    const auto a = std::make_shared<Arguments>();
    command->add_option("RUN", a->model, "A run, or a classifier's folder")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->add_option("DATA", a->data, "The texts")->required()->check(CLI::ExistingFile);
    command->add_option("--out", a->out, "File to write")->required();
    command->add_flag("--probabilities", a->probabilities, "Add the probability of every label");
    command->add_option("--text", a->text, "Column with the text")->capture_default_str();
    command->add_option("--second-text", a->secondText, "Column with a second text, for pairs");
    command->add_option("--refused", a->refused, refusedHelp);
    command->add_option("--precision", a->precision, "auto, f32 or bf16")->capture_default_str();
    command->add_option("--threads", a->threads, "Threads on the CPU; 0: all");
    command->add_option("--device", a->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--json", context.json, "One JSON object");
    command->callback([=, &context] { context.run = [=, &context] { return predict(*a, context); }; });
}

} // namespace espalier::cli
