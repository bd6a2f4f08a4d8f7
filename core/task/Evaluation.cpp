#include "core/task/Evaluation.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/task/Names.h"

namespace espalier {

Figures figuresOf(const ClassificationMetrics& metrics) {
    return {{"macro_f1", metrics.macro.f1}, {"accuracy", metrics.accuracy}, {"log_loss", metrics.logLoss}};
}

double scoreOf(const Evaluation& evaluation, const std::string& metric) {
    std::vector<std::string> known;
    for (const auto& [name, value] : evaluation.figures) {
        if (name == metric || metric == "auto") return lowerIsBetter(name) ? -value : value;
        known.push_back(name);
    }
    throw Error(ErrorKind::Usage, message("task", "There is no metric \"{0}\".", metric),
                message("task", "Choose one of {0}.", joined(known)));
}

std::optional<double> figureNamed(const Figures& figures, const std::string& name) {
    for (const auto& [known, value] : figures)
        if (known == name) return value;
    return std::nullopt;
}

} // namespace espalier
