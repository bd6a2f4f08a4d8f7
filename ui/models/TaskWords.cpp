#include "ui/models/TaskWords.h"

#include "core/task/Names.h"
#include "ui/widgets/Numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace espalier {
namespace {

struct MetricWords {
    const char* name;
    const char* title;
    const char* meaning;
};

constexpr std::array metrics{
    MetricWords{"entity_f1", QT_TRANSLATE_NOOP("metric", "F1 of spans"),
                QT_TRANSLATE_NOOP("metric", "names and the like that are right as a whole")},
    MetricWords{"accuracy", QT_TRANSLATE_NOOP("metric", "Accuracy"),
                QT_TRANSLATE_NOOP("metric", "share of texts that are right")},
    MetricWords{"macro_f1", QT_TRANSLATE_NOOP("metric", "Macro F1"),
                QT_TRANSLATE_NOOP("metric", "every label counts the same")},
    MetricWords{"micro_f1", QT_TRANSLATE_NOOP("metric", "Micro F1"),
                QT_TRANSLATE_NOOP("metric", "every given label counts the same")},
    MetricWords{"samples_f1", QT_TRANSLATE_NOOP("metric", "F1 by text"),
                QT_TRANSLATE_NOOP("metric", "every text counts the same")},
    MetricWords{"hamming_loss", QT_TRANSLATE_NOOP("metric", "Wrong decisions"),
                QT_TRANSLATE_NOOP("metric", "lower is better")},
    MetricWords{"macro_average_precision", QT_TRANSLATE_NOOP("metric", "Average precision"), ""},
    MetricWords{"ranking_precision", QT_TRANSLATE_NOOP("metric", "Ranking precision"), ""},
    MetricWords{"log_loss", QT_TRANSLATE_NOOP("metric", "Log loss"),
                QT_TRANSLATE_NOOP("metric", "lower is better")},
    MetricWords{"rmse", QT_TRANSLATE_NOOP("metric", "RMSE"),
                QT_TRANSLATE_NOOP("metric", "typical error, large ones count more")},
    MetricWords{"mse", QT_TRANSLATE_NOOP("metric", "Mean squared error"),
                QT_TRANSLATE_NOOP("metric", "lower is better")},
    MetricWords{"mae", QT_TRANSLATE_NOOP("metric", "Mean error"),
                QT_TRANSLATE_NOOP("metric", "how far off a text is")},
    MetricWords{"r2", QT_TRANSLATE_NOOP("metric", "R²"), ""},
    MetricWords{"pearson", QT_TRANSLATE_NOOP("metric", "Correlation"),
                QT_TRANSLATE_NOOP("metric", "1 is best, 0 is chance")},
    MetricWords{"spearman", QT_TRANSLATE_NOOP("metric", "Rank correlation"), ""},
    MetricWords{"kendall", QT_TRANSLATE_NOOP("metric", "Kendall's tau"), ""},
};

const MetricWords* wordsOf(const std::string& metric) {
    const auto* found =
        std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.name == metric; });
    return found == metrics.end() ? nullptr : found;
}

QString translated(const char* text) {
    return *text ? QCoreApplication::translate("metric", text) : QString();
}

} // namespace

QString taskTitle(const std::string& task) {
    if (task == multiLabel) return QCoreApplication::translate("task", "Any number of labels a text");
    if (task == tokenClassification) return QCoreApplication::translate("task", "A label for every word");
    if (task == regression) return QCoreApplication::translate("task", "A number for each text");
    return QCoreApplication::translate("task", "One label a text");
}

const std::string& metricMeant(const std::string& task, const std::string& metric) {
    return metric == "auto" ? metricNames(task).front() : metric;
}

QString metricTitle(const std::string& metric) {
    const auto* words = wordsOf(metric);
    return words ? translated(words->title) : QString::fromStdString(metric);
}

QString metricMeaning(const std::string& metric) {
    const auto* words = wordsOf(metric);
    return words ? translated(words->meaning) : QString();
}

bool isShare(const std::string& metric) {
    constexpr std::array others{"log_loss", "rmse", "mse", "mae", "r2", "pearson", "spearman", "kendall"};
    return std::find(others.begin(), others.end(), metric) == others.end();
}

QString metricText(const std::string& metric, double value) {
    return isShare(metric) ? numbers::percent(value) : numbers::decimal(value, 3);
}

QString metricText(const std::string& metric, const Figures& figures) {
    const auto value = figureNamed(figures, metric);
    return value ? metricText(metric, *value) : QStringLiteral("–");
}

const std::vector<std::string>& headlineOf(const std::string& task) {
    static const std::vector<std::string> one{"accuracy", "macro_f1", "log_loss"};
    static const std::vector<std::string> several{"macro_f1", "micro_f1", "accuracy"};
    static const std::vector<std::string> number{"rmse", "mae", "pearson"};
    static const std::vector<std::string> words{"entity_f1", "accuracy", "macro_f1"};
    return task == multiLabel            ? several
           : task == tokenClassification ? words
           : task == regression          ? number
                                         : one;
}

} // namespace espalier
