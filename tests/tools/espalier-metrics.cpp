// Compares metrics with reference values.
//   espalier-metrics FILE.json
// Every block of FILE named classification/…, multilabel or regression is a case, to 1e-9; other kinds are
// unsupported yet.
#include "core/base/Json.h"
#include "core/eval/MultiLabel.h"
#include "core/eval/Regression.h"
#include "tests/tools/Tally.h"

#include <cmath>

using namespace espalier;
using namespace espalier::tools;

namespace {

constexpr double tolerance = 1e-9;

class Differences {
public:
    void add(const std::string& name, double expected, double found) {
        const auto difference = std::abs(expected - found);
        if (difference > largest_ || std::isnan(difference)) {
            largest_ = std::isnan(difference) ? INFINITY : difference;
            worst_ = name;
        }
        ++compared_;
    }
    void add(const std::string& name, const Json& expected, const Scores& found) {
        add(name + ".precision", expected["precision"], found.precision);
        add(name + ".recall", expected["recall"], found.recall);
        add(name + ".f1", expected["f1"], found.f1);
    }
    bool ok() const { return largest_ <= tolerance; }
    std::string text() const {
        return fmt::format("{} values, largest difference {:.1e}{}", compared_, largest_,
                           ok() ? "" : " in " + worst_);
    }

private:
    double largest_ = 0;
    int compared_ = 0;
    std::string worst_;
};

std::vector<double> flattened(const Json& rows) {
    std::vector<double> values;
    for (const auto& row : rows)
        for (const auto& value : row) values.push_back(value);
    return values;
}

bool checkMultiLabel(const Json& expected, std::string& text) {
    const std::vector<double> thresholds(expected["labels"][0].size(), expected["threshold"].get<double>());
    const auto m =
        multiLabelMetrics(flattened(expected["labels"]), flattened(expected["probabilities"]), thresholds);
    Differences differences;
    differences.add("subset_accuracy", expected["subset_accuracy"], m.subsetAccuracy);
    differences.add("hamming_loss", expected["hamming_loss"], m.hammingLoss);
    differences.add("micro_f1", expected["micro_f1"], m.microF1);
    differences.add("macro_f1", expected["macro_f1"], m.macroF1);
    differences.add("samples_f1", expected["samples_f1"], m.samplesF1);
    differences.add("macro_average_precision", expected["macro_average_precision"], m.macroAveragePrecision);
    differences.add("lrap", expected["lrap"], m.rankingPrecision);
    text = differences.text();
    return differences.ok();
}

bool checkRegression(const Json& expected, std::string& text) {
    const auto m = regressionMetrics(expected["targets"].get<std::vector<double>>(),
                                     expected["predictions"].get<std::vector<double>>());
    Differences differences;
    differences.add("mse", expected["mse"], m.mse);
    differences.add("rmse", expected["rmse"], m.rmse);
    differences.add("mae", expected["mae"], m.mae);
    differences.add("r2", expected["r2"], m.r2);
    differences.add("pearson", expected["pearson"], m.pearson);
    differences.add("spearman", expected["spearman"], m.spearman);
    differences.add("kendall", expected["kendall"], m.kendall);
    text = differences.text();
    return differences.ok();
}

bool checkClassification(const Json& expected, std::string& text) {
    const auto targets = expected["labels"].get<std::vector<std::int64_t>>();
    const auto probabilities = flattened(expected["probabilities"]);
    const auto classes = static_cast<std::int64_t>(expected["probabilities"][0].size());
    const auto m = classificationMetrics(targets, probabilities, classes);

    Differences differences;
    differences.add("accuracy", expected["accuracy"], m.accuracy);
    differences.add("balanced_accuracy", expected["balanced_accuracy"], m.balancedAccuracy);
    differences.add("log_loss", expected["log_loss"], m.logLoss);
    differences.add("micro", expected["micro"], m.micro);
    differences.add("macro", expected["macro"], m.macro);
    differences.add("weighted", expected["weighted"], m.weighted);
    for (std::int64_t c = 0; c < classes; ++c) {
        const auto i = static_cast<std::size_t>(c);
        const auto& perClass = expected["per_class"];
        const auto name = fmt::format("class {}", c);
        differences.add(name,
                        {{"precision", perClass["precision"][i]},
                         {"recall", perClass["recall"][i]},
                         {"f1", perClass["f1"][i]}},
                        m.perClass[i]);
        differences.add(name + ".support", perClass["support"][i],
                        static_cast<double>(m.perClass[i].support));
        for (std::int64_t p = 0; p < classes; ++p)
            differences.add(name + ".confusion", expected["confusion"][i][static_cast<std::size_t>(p)],
                            static_cast<double>(m.confusion.at(c, p)));
    }
    text = differences.text();
    return differences.ok();
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: espalier-metrics FILE.json\n");
        return 2;
    }
    Tally tally;
    Json blocks;
    try {
        blocks = readJson(argv[1]);
    } catch (const Error& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    for (const auto& [name, block] : blocks.items())
        tally.run(name, [&, name = name, &block = block](std::string& text) {
            if (name.starts_with("classification/")) return checkClassification(block, text);
            if (name == "multilabel") return checkMultiLabel(block, text);
            if (name == "regression") return checkRegression(block, text);
            throw Unsupported{"kind of metric"};
        });
    return tally.close();
}
