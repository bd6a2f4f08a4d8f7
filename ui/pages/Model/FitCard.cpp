#include "ui/pages/Model/FitCard.h"

#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"

#include <QHBoxLayout>

namespace espalier {

FitCard::FitCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), unknown_(new FigureLabel), pieces_(new FigureLabel),
      cutOff_(new FigureLabel), advice_(new Label(TextRole::Secondary)) {
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (FigureLabel* figure : {unknown_, pieces_, cutOff_}) figures->addWidget(figure, 1);
    body()->addLayout(figures);
    body()->addWidget(advice_->wrapped());
    connect(&bench_.outlook(), &Outlook::changed, this, &FitCard::refresh);
}

QString FitCard::advice() const {
    const auto& fit = bench_.outlook().fit();
    if (const auto& problem = bench_.outlook().fitProblem())
        return words(problem->what) + u' ' + words(problem->remedy);
    if (!fit) return bench_.data().state().empty() ? tr("Import texts to see.") : QString();
    if (fit->unknownShare() > 0.02)
        return tr("Many words are unknown to this model. Was it made for this language?");
    if (fit->piecesPerWord() > 2.5)
        return tr("Words fall into many pieces: the model knows little of this language.");
    if (10 * fit->cutOff(bench_.recipe().maxLength) > fit->texts)
        return tr("The end of many texts is not read. A greater text length on the next page helps.");
    return tr("It knows the words of your texts.");
}

void FitCard::refresh() {
    const auto& fit = bench_.outlook().fit();
    const QString none = QStringLiteral("–");
    unknown_->setFigure(fit ? numbers::percent(fit->unknownShare(), fit->unknownShare() < 0.1 ? 1 : 0)
                            : none);
    pieces_->setFigure(fit ? numbers::decimal(fit->piecesPerWord(), 1) : none);
    const std::int64_t maxLength = bench_.recipe().maxLength;
    const double cut = fit && fit->texts > 0
                           ? static_cast<double>(fit->cutOff(maxLength)) / static_cast<double>(fit->texts)
                           : 0;
    cutOff_->setFigure(fit ? numbers::percent(cut, 0) : none);
    cutOff_->setRemark(tr("of the texts, at %1 tokens").arg(maxLength));
    advice_->setText(advice());
    advice_->setVisible(!advice_->text().isEmpty());
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
