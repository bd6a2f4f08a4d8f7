#include "ui/pages/Model/FitCard.h"

#include "core/base/Parallel.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"

#include <QHBoxLayout>

#include <algorithm>

namespace espalier {
namespace {

constexpr std::int64_t sampled = 2000, piece = 100; // rows, and rows that lie together

// From all over the data: files are often sorted.
std::vector<StoredRow> sampleRows(DatasetStore& store, const StopToken& stop) {
    const std::int64_t all = store.count({});
    const std::int64_t pieces = std::min(sampled, all + piece - 1) / piece;
    std::vector<StoredRow> sample;
    for (std::int64_t i = 0; i < pieces; ++i) {
        throwIfStopped(stop);
        const std::int64_t from = all <= sampled ? i * piece : i * (all - piece) / (pieces - 1);
        for (StoredRow& row : store.rows({}, from, piece)) sample.push_back(std::move(row));
    }
    return sample;
}

TextFit measureRows(const std::filesystem::path& model, DatasetStore& store, const StopToken& stop) {
    const std::vector<StoredRow> rows = sampleRows(store, stop);
    std::vector<TextPair> texts;
    for (const StoredRow& row : rows)
        texts.push_back({row.text, row.pair ? std::optional<std::string_view>(*row.pair) : std::nullopt});
    return measureFit(*loadTokenizer(model), texts, hardwareThreads(), stop);
}

} // namespace

FitCard::FitCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), unknown_(new FigureLabel), pieces_(new FigureLabel),
      cutOff_(new FigureLabel), advice_(new Label(TextRole::Secondary)), measure_(this) {
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (FigureLabel* figure : {unknown_, pieces_, cutOff_}) figures->addWidget(figure, 1);
    body()->addLayout(figures);
    body()->addWidget(advice_->wrapped());
    connect(&bench_.data(), &DataSet::imported, this, &FitCard::forget);
    connect(&bench_.data(), &DataSet::changed, this, &FitCard::measure);
    connect(&bench_.models(), &ModelShelf::chosenChanged, this, &FitCard::measure);
    connect(&bench_, &Workbench::projectChanged, this, &FitCard::forget);
    connect(&bench_, &Workbench::recipeChanged, this, &FitCard::refresh);
    connect(&measure_, &Job::failed, this, [this](const Problem& problem) {
        problem_ = problem;
        refresh();
    });
}

void FitCard::forget() {
    measure_.cancel();
    measuredModel_.clear();
    fit_.reset();
    problem_.reset();
    refresh();
}

void FitCard::measure() {
    const auto& model = bench_.models().chosen();
    const std::string wanted =
        model && !bench_.data().state().empty() ? model->folder.string() : std::string();
    if (wanted == measuredModel_) return;
    forget();
    measuredModel_ = wanted;
    if (wanted.empty()) return;
    const auto work = [project = bench_.project(), wanted](const Job::Context& context) {
        return measureRows(wanted, project->data(), context.stop);
    };
    measure_.start({}, work, [this](TextFit fit) {
        fit_ = std::move(fit);
        refresh();
    });
}

double FitCard::meanTokens() const {
    return fit_ ? fit_->meanTokens(bench_.recipe().maxLength) : 0;
}

QString FitCard::advice() const {
    if (problem_) return words(problem_->what) + u' ' + words(problem_->remedy);
    if (!fit_) return bench_.data().state().empty() ? tr("Import texts to see.") : QString();
    if (fit_->unknownShare() > 0.02)
        return tr("Many words are unknown to this model. Was it made for this language?");
    if (fit_->piecesPerWord() > 2.5)
        return tr("Words fall into many pieces: the model knows little of this language.");
    if (10 * fit_->cutOff(bench_.recipe().maxLength) > fit_->texts)
        return tr("The end of many texts is not read. A greater text length on the next page helps.");
    return tr("It knows the words of your texts.");
}

void FitCard::refresh() {
    const QString none = QStringLiteral("–");
    unknown_->setFigure(fit_ ? numbers::percent(fit_->unknownShare(), fit_->unknownShare() < 0.1 ? 1 : 0)
                             : none);
    pieces_->setFigure(fit_ ? numbers::decimal(fit_->piecesPerWord(), 1) : none);
    const std::int64_t maxLength = bench_.recipe().maxLength;
    const double cut = fit_ && fit_->texts > 0
                           ? static_cast<double>(fit_->cutOff(maxLength)) / static_cast<double>(fit_->texts)
                           : 0;
    cutOff_->setFigure(fit_ ? numbers::percent(cut, 0) : none);
    cutOff_->setRemark(tr("of the texts, at %1 tokens").arg(maxLength));
    advice_->setText(advice());
    advice_->setVisible(!advice_->text().isEmpty());
    emit measured();
}

void FitCard::retranslate() {
    setTitle(tr("Fits your texts?"));
    unknown_->setCaption(tr("Unknown"));
    unknown_->setRemark(tr("of all word pieces"));
    pieces_->setCaption(tr("Pieces"));
    pieces_->setRemark(tr("a word falls into"));
    cutOff_->setCaption(tr("Cut off"));
    refresh();
}

} // namespace espalier
