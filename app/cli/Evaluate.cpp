#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "app/cli/RunReporter.h"
#include "app/cli/TrainingData.h"
#include "core/task/Names.h"
#include "core/task/Predictor.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string model, data, text = "text", secondText, label = "label", refused, precision = "f32",
                             device = "auto";
    int threads = 0;
};

// unit: of what is judged, "texts"
void printPeople(const Evaluation& e, const std::vector<std::string>& labels, const std::string& unit) {
    const auto& m = e.metrics;
    auto line = thousands(m.examples) + " " + unit;
    for (const auto& [name, value] : e.figures) line += fmt::format(" · {} {:.4f}", name, value);
    printLine(line);
    if (m.perClass.empty()) return; // numbers
    printLine(fmt::format("{:>9} {:>9} {:>9} {:>7}  label", "precision", "recall", "F1", unit));
    for (std::size_t i = 0; i < m.perClass.size(); ++i) {
        const auto& c = m.perClass[i];
        printLine(fmt::format("{:>7.1f} % {:>7.1f} % {:>7.1f} % {:>7}  {}", 100 * c.precision, 100 * c.recall,
                              100 * c.f1, thousands(c.support), labels[i]));
    }
}

Json toJson(const Scores& s) {
    return {{"precision", s.precision}, {"recall", s.recall}, {"f1", s.f1}};
}

Json resultOf(const Evaluation& e, const std::vector<std::string>& labels) {
    const auto& m = e.metrics;
    Json perClass = Json::array();
    for (std::size_t i = 0; i < m.perClass.size(); ++i) {
        auto row = toJson(m.perClass[i]);
        row["label"] = labels[i];
        row["support"] = m.perClass[i].support;
        perClass.push_back(row);
    }
    Json json{{"event", "result"},
              {"examples", m.examples},
              {"labels", labels},
              {"eval_samples_per_s", static_cast<double>(m.examples) / e.seconds},
              {"peak_rss_mb", std::lround(peakMemoryMb())}};
    addFigures(json, e.figures);
    if (!perClass.empty()) json["per_class"] = perClass;
    if (m.confusion.classes > 0)
        json.update({{"balanced_accuracy", m.balancedAccuracy},
                     {"micro", toJson(m.micro)},
                     {"macro", toJson(m.macro)},
                     {"weighted", toJson(m.weighted)},
                     {"confusion", m.confusion.counts}});
    return json;
}

int evaluate(const Arguments& a, Context& context) {
    const auto predictor =
        openPredictor(a.model, {precisionNamed(a.precision), deviceNamed(a.device), a.threads, 0});
    ColumnChoice columns;
    columns.text = a.text;
    columns.label = a.label;
    columns.labelMayBeEmpty = predictor->task() == multiLabel;
    if (!a.secondText.empty()) columns.secondText = a.secondText;
    const auto data =
        readLabelled(a.data, columns, predictor->task(), context.stop, refusedFile(a.refused, a.data));
    reportRefused(data.report, a.data, context.json);
    if (predictor->task() == textClassification) checkLabels(data, a.data, predictor->labels());
    ProgressBar bar;
    const auto evaluation = predictor->evaluate(data.examples, context.stop, [&](double done) {
        if (!context.json) bar.show(done, "Evaluating …");
    });
    bar.clear();
    if (context.json)
        printJson(resultOf(evaluation, predictor->labels()));
    else
        printPeople(evaluation, predictor->labels(),
                    predictor->task() == tokenClassification ? "words" : "texts");
    return Done;
}

} // namespace

void addEvaluate(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("evaluate", "Judge a run or a classifier on a labelled file");
    const auto a = std::make_shared<Arguments>();
    command->add_option("RUN", a->model, "A run, or a classifier's folder")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->add_option("DATA", a->data, "The labelled texts")->required()->check(CLI::ExistingFile);
    command->add_option("--text", a->text, "Column with the text")->capture_default_str();
    command->add_option("--second-text", a->secondText, "Column with a second text, for pairs");
    command->add_option("--label", a->label, "Column with the label")->capture_default_str();
    command->add_option("--refused", a->refused, refusedHelp);
    command->add_option("--precision", a->precision, "auto, f32 or bf16")->capture_default_str();
    command->add_option("--threads", a->threads, "Threads on the CPU; 0: all");
    command->add_option("--device", a->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--json", context.json, "One JSON object");
    command->callback([=, &context] { context.run = [=, &context] { return evaluate(*a, context); }; });
}

} // namespace espalier::cli
