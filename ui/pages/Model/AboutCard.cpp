#include "ui/pages/Model/AboutCard.h"

#include "ui/pages/Model/LanguageWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"

#include <QDir>
#include <QGridLayout>

namespace espalier {
namespace {

constexpr int summaryWidth = 480;           // about two lines of the card
constexpr std::int64_t boundless = 1 << 20; // ModelConfig::noLimit: its positions have no table

// Where they are only counted, by their codes, too.
QString languagesOf(const ModelInfo& model) {
    const QString codes = QString::fromStdString(model.language), named = languageNamed(model.language);
    if (codes.isEmpty()) return AboutCard::tr("not said");
    return codes.count(u',') < 2 ? named : named + QStringLiteral(": ") + codes;
}

} // namespace

AboutCard::AboutCard(QWidget* parent) : Card(parent), summary_(new Label(TextRole::Secondary)) {
    body()->addWidget(summary_->wrapped());
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < rowCount; ++row) {
        const auto i = static_cast<std::size_t>(row);
        grid->addWidget(names_[i] = new Label(TextRole::Caption), row, 0);
        grid->addWidget(values_[i] = new ElidedLabel, row, 1);
    }
    body()->addLayout(grid);
}

void AboutCard::setModel(const std::optional<ModelInfo>& model) {
    model_ = model;
    refresh();
}

void AboutCard::refresh() {
    setVisible(model_.has_value());
    if (!model_) return;
    setTitle(QString::fromStdString(model_->name));
    const QString summary = QString::fromStdString(model_->summary);
    summary_->setText(
        summary_->fontMetrics().elidedText(summary, Qt::ElideRight, Theme::current().px(summaryWidth)));
    summary_->setToolTip(summary);
    summary_->setVisible(!model_->summary.empty());
    values_[Family]->setText(QString::fromStdString(model_->familyTitle));
    values_[Languages]->setText(languagesOf(*model_));
    values_[Size]->setText(numbers::bytes(static_cast<double>(model_->bytes)));
    values_[Licence]->setText(model_->license.empty() ? tr("not said")
                                                      : QString::fromStdString(model_->license));
    values_[Reads]->setText(model_->maxLength < boundless
                                ? tr("up to %1 tokens").arg(numbers::grouped(model_->maxLength))
                                : tr("texts of any length"));
    values_[Vocabulary]->setText(tr("%1 word pieces").arg(numbers::grouped(model_->vocabularySize)));
    values_[Folder]->setText(QDir::toNativeSeparators(QString::fromStdString(model_->folder.string())));
}

void AboutCard::retranslate() {
    names_[Family]->setText(tr("Family"));
    names_[Languages]->setText(tr("Languages"));
    names_[Size]->setText(tr("Size"));
    names_[Licence]->setText(tr("Licence"));
    names_[Reads]->setText(tr("Reads"));
    names_[Vocabulary]->setText(tr("Knows"));
    names_[Folder]->setText(tr("Folder"));
    refresh();
}

} // namespace espalier
