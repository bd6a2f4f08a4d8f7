#include "ui/pages/Export/ProofCard.h"

#include "ui/theme/Icons.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

#include <cmath>

namespace espalier {
namespace {

constexpr double tolerance = 1e-5; // of a probability: what float32 on two paths may differ by

} // namespace

ProofCard::ProofCard(QWidget* parent)
    : Card(parent), place_(new ElidedLabel(TextRole::Secondary)), open_(new QPushButton),
      figures_(new QWidget), texts_(new FigureLabel), difference_(new FigureLabel),
      accuracyFigure_(new FigureLabel), verdict_(new Label(TextRole::Secondary)),
      remark_(new Label(TextRole::Secondary)) {
    setObjectName(QStringLiteral("exportProof"));
    open_->setIcon(icon(Glyph::Folder));
    open_->setObjectName(QStringLiteral("openExported"));
    body()->addWidget(place_);
    auto* row = new QHBoxLayout(figures_);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(12);
    for (FigureLabel* figure : {texts_, difference_, accuracyFigure_}) row->addWidget(figure, 1);
    body()->addWidget(figures_);
    body()->addWidget(verdict_->wrapped());
    body()->addWidget(remark_->wrapped());
    remark_->setObjectName(QStringLiteral("proofRemark"));
    body()->addSpacing(4);
    body()->addWidget(open_, 0, Qt::AlignLeft);
    connect(open_, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder_)); });
    hide();
}

void ProofCard::setExported(const QString& folder) {
    folder_ = folder;
    proof_.reset();
    checking_ = false;
    refresh();
}

void ProofCard::setChecking(bool checking) {
    checking_ = checking;
    refresh();
}

void ProofCard::setProof(const ExportProof& proof, Basis basis, std::optional<double> accuracy) {
    proof_ = proof;
    basis_ = basis;
    accuracy_ = accuracy;
    refresh();
}

void ProofCard::refresh() {
    setVisible(!folder_.isEmpty());
    place_->setText(QDir::toNativeSeparators(folder_));
    figures_->setVisible(proof_.has_value());
    remark_->hide();
    verdict_->setRole(TextRole::Secondary);
    verdict_->setText(checking_ ? tr("Checking that it answers as the run does…") : tr("Not checked yet."));
    if (!proof_) return;
    texts_->setFigure(numbers::grouped(proof_->texts));
    const double difference = proof_->largestDifference;
    difference_->setFigure(difference == 0 ? QStringLiteral("0") : numbers::learningRate(difference));
    accuracyFigure_->setVisible(basis_ == Basis::SameTexts && accuracy_);
    accuracyFigure_->setFigure(numbers::percent(proof_->accuracy));
    const bool same = std::abs(accuracy_.value_or(0) - proof_->accuracy) < 1e-9;
    accuracyFigure_->setRemark(same ? tr("the same as here")
                                    : tr("here it was %1").arg(numbers::percent(accuracy_.value_or(0))));
    remark_->setVisible(basis_ != Basis::SameTexts);
    remark_->setText(basis_ == Basis::OtherData
                         ? tr("Only predictions were compared: the data has changed since this run, so its "
                              "accuracy is not comparable.")
                         : tr("Only predictions were compared: this run was never judged."));
    const bool holds = difference <= tolerance;
    verdict_->setRole(holds ? TextRole::Accent : TextRole::Wrong);
    verdict_->setText(holds ? tr("The folder was opened again and answers as the run does.")
                            : tr("The folder does not answer as the run does. Do not use it."));
}

void ProofCard::retranslate() {
    setTitle(tr("Exported"));
    open_->setText(tr("Open folder"));
    texts_->setCaption(tr("Texts run again"));
    difference_->setCaption(tr("Largest difference"));
    difference_->setRemark(tr("of any probability"));
    accuracyFigure_->setCaption(tr("Accuracy"));
    refresh();
}

} // namespace espalier
