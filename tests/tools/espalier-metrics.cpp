// Compares metrics with reference values.
//   espalier-metrics FILE.json
// Every block of FILE named classification/… is a case, to 1e-9; other kinds are unsupported yet.
#include "core/base/Json.h"
#include "core/eval/Classification.h"
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

bool checkClassification(const Json& expected, std::string& text) {
    const auto targets = expected["labels"].get<std::vector<std::int64_t>>();
    std::vector<double> probabilities;
    for (const auto& row : expected["probabilities"])
        for (const auto& value : row) probabilities.push_back(value);
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
            if (!name.starts_with("classification/")) throw Unsupported{"kind of metric"};
            return checkClassification(block, text);
        });
    return tally.close();
}
