#include "ui/bench/Outlook.h"

#include "core/base/Parallel.h"
#include "ui/bench/RowSample.h"
#include "ui/jobs/EngineLoader.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::int64_t sampled = 2000; // rows
constexpr int settleMs = 400;

TextFit measureRows(const std::filesystem::path& model, DatasetStore& store, const StopToken& stop) {
    const std::vector<StoredRow> rows = sampleRows(store, sampled, stop);
    return measureFit(*loadTokenizer(model), textsOf(rows), hardwareThreads(), stop);
}

} // namespace

Outlook::Outlook(QObject* parent) : QObject(parent), fitJob_(this), paceJob_(this) {
    settle_.setSingleShot(true);
    settle_.setInterval(settleMs);
    connect(&settle_, &QTimer::timeout, this, &Outlook::measurePace);
    connect(&fitJob_, &Job::failed, this, [this](const Problem& problem) {
        problem_ = problem;
        emit changed();
    });
    // Where steps can't be measured there is no forecast; the run itself will say why.
    connect(&paceJob_, &Job::failed, this, &Outlook::changed, Qt::QueuedConnection); // once it is over
}

void Outlook::consider(ProjectPtr project, const DataState& data, const std::optional<ModelInfo>& model,
                       const Recipe& recipe, bool training) {
    project_ = std::move(project);
    counts_ = data.counts;
    importId_ = data.info.importId;
    labels_ = data.outputs();
    model_ = model;
    recipe_ = recipe;
    training_ = training;
    if (fitOf_ != fitKey()) {
        fit_.reset();
        problem_.reset();
        measureFit();
    }
    if (paceOf_ != paceKey()) {
        pace_.reset();
        paceOf_.clear();
        paceJob_.cancel();
    }
    if (training_ && paceJob_.isRunning()) {
        paceJob_.cancel();
        paceOf_.clear();
    }
    if (!training_ && paceOf_.empty() && fit_ && !paceKey().empty()) settle_.start();
    emit changed();
}

std::string Outlook::fitKey() const {
    if (!project_ || !model_ || counts_.total() == 0) return {};
    return fmt::format("{}|{}|{}", model_->folder.string(), project_->folder().string(), importId_);
}

std::string Outlook::paceKey() const {
    if (fitKey().empty()) return {};
    return fmt::format("{}|{}|{}|{}|{}|{}|{}", fitKey(), nameOf(recipe_.device), nameOf(recipe_.precision),
                       recipe_.threads, recipe_.batch, recipe_.maxLength, labels_);
}

void Outlook::measureFit() {
    fitJob_.cancel();
    fitOf_ = fitKey();
    if (fitOf_.empty()) return;
    const auto work = [project = project_, model = model_->folder](const Job::Context& context) {
        return measureRows(model, project->data(), context.stop);
    };
    fitJob_.start({}, work, [this](TextFit fit) {
        fit_ = std::move(fit);
        if (!training_) settle_.start();
        emit changed();
    });
}

void Outlook::measurePace() {
    if (training_ || !fit_ || paceKey().empty() || paceOf_ == paceKey()) return;
    paceOf_ = paceKey();
    Recipe recipe = recipe_;
    recipe.model = model_->folder.string();
    const auto work = [recipe, lengths = fit_->lengths, labels = labels_](const Job::Context& context) {
        return engine().measurePace(recipe, lengths, labels, context.stop);
    };
    paceJob_.start({}, work, [this](const Pace& pace) {
        pace_ = pace;
        emit changed();
        emit computed();
    });
}

TextFigures Outlook::figures() const {
    const auto maxLength = model_ ? std::min(recipe_.maxLength, model_->maxLength) : recipe_.maxLength;
    return textFigures(fit_.value_or(TextFit()), maxLength, model_ ? model_->vocabularySize : 1,
                       counts_.train, counts_.validation, counts_.test);
}

std::optional<Forecast> Outlook::forecast() const {
    if (!pace_ || !fit_ || !model_) return std::nullopt;
    return forecastRun(model_->anatomy, recipe_, figures(), *pace_);
}

double Outlook::memory() const {
    if (!model_) return 0;
    const auto whole = forecast();
    return whole ? whole->memoryBytes : forecastMemory(model_->anatomy, recipe_, figures()).total();
}

} // namespace espalier
