#include "ui/pages/Model/Advisor.h"

#include "core/base/Memory.h"
#include "core/base/Parallel.h"
#include "core/data/LanguageGuess.h"
#include "core/train/Forecast.h"
#include "ui/bench/RowSample.h"
#include "ui/pages/Model/LanguageWords.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::int64_t sampled = 300; // rows: shares of a few per cent show

std::string keyOf(const ModelInfo& model) {
    return model.folder.string();
}

} // namespace

Advisor::Tried Advisor::tryOn(DatasetStore& data, const std::vector<std::filesystem::path>& models,
                              const StopToken& stop) {
    const std::vector<StoredRow> rows = sampleRows(data, sampled, stop);
    const std::vector<TextPair> texts = textsOf(rows);
    std::vector<std::string_view> plain;
    for (const TextPair& text : texts) plain.push_back(text.text);
    Tried tried{guessLanguage(plain), {}};
    for (const auto& folder : models) {
        throwIfStopped(stop);
        TextFit& fit = tried.fits[folder.string()];
        try {
            fit = measureFit(*loadTokenizer(folder), texts, hardwareThreads(), stop);
        } catch (const Error&) { // it is not judged; who chooses it is told why
        }
    }
    return tried;
}

Advisor::Advisor(Workbench& bench, QObject* parent) : QObject(parent), bench_(bench), try_(this) {
    connect(&bench_.outlook(), &Outlook::changed, this, &Advisor::judge); // follows data, model and recipe
    connect(&bench_, &Workbench::deviceChanged, this, &Advisor::judge);
}

void Advisor::consider(std::vector<ModelInfo> models) {
    std::erase_if(models, [](const ModelInfo& model) { return !model.problem.empty(); });
    models_ = std::move(models);
    const DataState& data = bench_.data().state();
    const ProjectPtr project = bench_.project();
    const std::string now = project && !data.empty() ? project->folder().string() + data.info.importId : "";
    if (now != data_) {
        data_ = now;
        tried_ = {};
        try_.cancel();
    }
    std::vector<std::filesystem::path> missing;
    for (const ModelInfo& model : models_)
        if (!tried_.fits.contains(keyOf(model))) missing.push_back(model.folder);
    judge();
    if (data_.empty() || missing.empty() || try_.isRunning() || bench_.training().isRunning()) return;

    const auto work = [project, missing](const Job::Context& context) {
        return tryOn(project->data(), missing, context.stop);
    };
    try_.start({}, work, [this](Tried tried) {
        tried_.language = tried.language;
        tried_.fits.merge(tried.fits);
        judge();
        // There may be more by now.
        QMetaObject::invokeMethod(
            this, [this] { consider(models_); }, Qt::QueuedConnection);
    });
}

// The chosen model was measured on more texts.
const TextFit* Advisor::fitOf(const ModelInfo& model) const {
    const auto& chosen = bench_.models().chosen();
    if (const auto& fit = bench_.outlook().fit(); fit && chosen && chosen->folder == model.folder)
        return &*fit;
    const auto found = tried_.fits.find(keyOf(model));
    return found == tried_.fits.end() || found->second.texts == 0 ? nullptr : &found->second;
}

AdviceCandidate Advisor::candidate(const ModelInfo& model, const TextFit& fit) const {
    const PartCounts& counts = bench_.data().state().counts;
    Recipe recipe = bench_.recipe();
    recipe.freeze.clear(); // rungs of one model are not those of another
    const auto figures = textFigures(fit, std::min(recipe.maxLength, model.maxLength), model.vocabularySize,
                                     counts.train, counts.validation, counts.test);
    AdviceCandidate candidate;
    candidate.name = model.name;
    candidate.family = model.family;
    candidate.languages = model.language;
    candidate.spoken = languageNamed(model.language).toStdString();
    candidate.parameters = model.anatomy.parameters();
    candidate.maxLength = model.maxLength;
    candidate.memoryBytes = forecastMemory(model.anatomy, recipe, figures).total();
    candidate.unknownShare = fit.unknownShare();
    candidate.piecesPerWord = fit.piecesPerWord();
    candidate.longerShare = static_cast<double>(fit.cutOff(model.maxLength)) /
                            static_cast<double>(std::max<std::int64_t>(1, fit.texts));
    return candidate;
}

void Advisor::judge() {
    const auto& chosen = bench_.models().chosen();
    const bool card = !bench_.compute().device.empty() && bench_.compute().device != "CPU";
    // How much memory a card has is not known here; a run that finds too little goes on in smaller pieces.
    const AdviceMachine machine{card, card ? 0 : static_cast<double>(machineMemory())};
    std::vector<AdviceCandidate> candidates;
    judged_.clear();
    chosen_ = -1;
    for (const ModelInfo& model : models_)
        if (const TextFit* fit = fitOf(model)) {
            if (chosen && chosen->folder == model.folder) chosen_ = static_cast<int>(judged_.size());
            judged_.push_back(&model);
            candidates.push_back(candidate(model, *fit));
        }
    advice_ = advise({tried_.language, languageNamed(tried_.language).toStdString()}, machine, candidates);
    emit changed();
}

std::optional<Verdict> Advisor::verdict() const {
    if (chosen_ < 0) return std::nullopt;
    return advice_.verdicts[static_cast<std::size_t>(chosen_)];
}

const ModelInfo* Advisor::better() const {
    return chosen_ >= 0 && advice_.isClearlyBetterThan(chosen_) ? best() : nullptr;
}

const ModelInfo* Advisor::best() const {
    return judged_.size() < 2 || advice_.best < 0 ? nullptr : judged_[static_cast<std::size_t>(advice_.best)];
}

Message Advisor::becauseOfBetter() const {
    return better() ? advice_.verdicts[static_cast<std::size_t>(advice_.best)].because : Message();
}

} // namespace espalier
