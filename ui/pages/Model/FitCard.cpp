#include "ui/pages/Model/FitCard.h"

#include "ui/pages/Model/Advisor.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace espalier {

FitCard::FitCard(Workbench& bench, Advisor& advisor, QWidget* parent)
    : Card(parent), bench_(bench), advisor_(advisor), unknown_(new FigureLabel), pieces_(new FigureLabel),
      cutOff_(new FigureLabel), advice_(new Label(TextRole::Secondary)), better_(new Label(TextRole::Accent)),
      choose_(new QPushButton) {
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (FigureLabel* figure : {unknown_, pieces_, cutOff_}) figures->addWidget(figure, 1);
    body()->addLayout(figures);
    advice_->setObjectName(QStringLiteral("advice"));
    better_->setObjectName(QStringLiteral("better"));
    choose_->setObjectName(QStringLiteral("chooseBetter"));
    setStyleRole(choose_, "link");
    body()->addWidget(advice_->wrapped());
    body()->addWidget(better_->wrapped());
    body()->addWidget(choose_, 0, Qt::AlignLeft);
    connect(&advisor_, &Advisor::changed, this, &FitCard::refresh); // it follows the outlook
    connect(choose_, &QPushButton::clicked, this, [this] {
        if (const ModelInfo* better = advisor_.better())
            emit modelWanted(QString::fromStdString(better->folder.string()));
    });
}

QString FitCard::advice() const {
    const auto& fit = bench_.outlook().fit();
    if (const auto& problem = bench_.outlook().fitProblem())
        return words(problem->what) + u' ' + words(problem->remedy);
    if (!fit) return bench_.data().state().empty() ? tr("Import texts to see.") : QString();
    const auto& model = bench_.models().chosen();
    const std::int64_t read = bench_.recipe().maxLength;
    if (model && read < model->maxLength && 10 * fit->cutOff(read) > fit->texts)
        return tr("The end of many texts is not read. A greater text length on the next page helps.");
    const auto verdict = advisor_.verdict();
    return verdict ? words(verdict->because) : QString();
}

void FitCard::refreshBetter() {
    const ModelInfo* better = advisor_.better();
    better_->setVisible(better);
    choose_->setVisible(better);
    if (better)
        better_->setText(tr("%1 suits better. %2")
                             .arg(QString::fromStdString(better->name), words(advisor_.becauseOfBetter())));
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
    refreshBetter();
}

void FitCard::retranslate() {
    setTitle(tr("Fits your texts?"));
    unknown_->setCaption(tr("Unknown"));
    unknown_->setRemark(tr("of all word pieces"));
    pieces_->setCaption(tr("Pieces"));
    pieces_->setRemark(tr("a word falls into"));
    cutOff_->setCaption(tr("Cut off"));
    choose_->setText(tr("Choose it"));
    refresh();
}

} // namespace espalier
