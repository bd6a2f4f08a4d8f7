#include "ui/pages/Data/RatioFields.h"

#include "ui/widgets/Label.h"
#include "ui/widgets/NumberField.h"

#include <QGridLayout>

namespace espalier {

RatioFields::RatioFields(QWidget* parent)
    : QWidget(parent), validationName_(new Label(TextRole::Caption)), testName_(new Label(TextRole::Caption)),
      seedName_(new Label(TextRole::Caption)),
      validation_(new NumberField(NumberField::Kind::Decimal, 0, 90)),
      test_(new NumberField(NumberField::Kind::Decimal, 0, 90)),
      seed_(new NumberField(NumberField::Kind::Whole, 0, 4294967295.0)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setRowStretch(2, 1); // the fields stay together where there is more room
    const std::pair<Label*, NumberField*> columns[] = {
        {validationName_, validation_}, {testName_, test_}, {seedName_, seed_}};
    for (int i = 0; i < 3; ++i) {
        grid->addWidget(columns[i].first, 0, i);
        grid->addWidget(columns[i].second, 1, i);
        grid->setColumnStretch(i, 1);
        columns[i].second->setMinimumWidth(56);
        columns[i].first->setBuddy(columns[i].second);
        connect(columns[i].second, &QDoubleSpinBox::valueChanged, this, [this] {
            if (!filling_) emit edited();
        });
    }
    setRatio({});
}

void RatioFields::setRatio(const SplitRatio& ratio) {
    filling_ = true;
    validation_->setValue(100 * ratio.validation);
    test_->setValue(100 * ratio.test);
    seed_->setValue(static_cast<double>(ratio.seed));
    filling_ = false;
}

SplitRatio RatioFields::ratio() const {
    return {validation_->value() / 100, test_->value() / 100, static_cast<std::uint64_t>(seed_->value())};
}

void RatioFields::retranslate() {
    validationName_->setText(tr("Validation, %"));
    testName_->setText(tr("Test, %"));
    seedName_->setText(tr("Seed"));
    validation_->setToolTip(tr("Rows that are looked at while it trains, to keep the best model"));
    test_->setToolTip(tr("Rows that are kept aside to judge the model at the end"));
    seed_->setToolTip(tr("The same number deals the rows out in the same way again"));
}

} // namespace espalier
