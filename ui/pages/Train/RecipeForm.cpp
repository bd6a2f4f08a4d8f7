#include "ui/pages/Train/RecipeForm.h"

#include "ui/widgets/Choice.h"
#include "ui/widgets/NumberField.h"

#include <QGridLayout>
#include <QSlider>

#include <cmath>

namespace espalier {
namespace {

// The slider goes over learning rates in steps of a tenth of a decade.
constexpr double mostCareful = 1e-6;
constexpr int sliderSteps = 30; // up to 1e-3

int sliderOf(double learningRate) {
    return static_cast<int>(std::lround(10 * std::log10(std::max(learningRate, mostCareful) / mostCareful)));
}

} // namespace

RecipeForm::RecipeForm(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)),
      epochs_(new NumberField(NumberField::Kind::Decimal, 0.01, 10000)),
      careful_(new QSlider(Qt::Horizontal)),
      learningRate_(new NumberField(NumberField::Kind::Scientific, 1e-8, 10)),
      batch_(new NumberField(NumberField::Kind::Whole, 1, 65536)),
      maxLength_(new NumberField(NumberField::Kind::Whole, 4, 1e6)), device_(new Choice),
      precision_(new Choice), seed_(new NumberField(NumberField::Kind::Whole, 0, 4294967295.0)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(16);
    grid_->setVerticalSpacing(4);
    grid_->setColumnMinimumWidth(1, 184);
    grid_->setColumnStretch(2, 1);
    auto* rate = new QWidget;
    auto* rateRow = new QHBoxLayout(rate);
    rateRow->setContentsMargins(0, 0, 0, 0);
    rateRow->setSpacing(8);
    careful_->setRange(0, sliderSteps);
    rateRow->addWidget(careful_, 1);
    learningRate_->setFixedWidth(84);
    rateRow->addWidget(learningRate_);
    device_->addItems({QString(), QString(), QString()});
    precision_->addItems({QString(), QString(), QString()});
    for (QWidget* field :
         std::initializer_list<QWidget*>{epochs_, rate, batch_, maxLength_, device_, precision_, seed_})
        rows_.push_back(addRow(field));

    connect(careful_, &QSlider::valueChanged, this, [this](int value) {
        if (!filling_ && value != sliderOf(learningRate_->value()))
            learningRate_->setValue(mostCareful * std::pow(10.0, value / 10.0));
    });
    for (NumberField* field : {epochs_, learningRate_, batch_, maxLength_, seed_})
        connect(field, &QDoubleSpinBox::valueChanged, this, &RecipeForm::take);
    for (Choice* choice : {device_, precision_})
        connect(choice, &QComboBox::currentIndexChanged, this, &RecipeForm::take);
}

RecipeForm::Row RecipeForm::addRow(QWidget* field) {
    const int row = grid_->rowCount();
    const Row labels{new Label, new Label(TextRole::Caption)};
    labels.name->setBuddy(field);
    grid_->addWidget(labels.name, row, 0);
    grid_->addWidget(field, row, 1);
    grid_->addWidget(labels.hint->wrapped(), row + 1, 1, 1,
                     2); // below: beside it a narrow window has no room
    grid_->setRowMinimumHeight(row + 2, 4);
    return labels;
}

void RecipeForm::setRecipe(const Recipe& recipe) {
    recipe_ = recipe;
    filling_ = true;
    epochs_->setValue(recipe.epochs);
    learningRate_->setValue(recipe.learningRate);
    careful_->setValue(sliderOf(recipe.learningRate));
    batch_->setValue(static_cast<double>(recipe.batch));
    maxLength_->setValue(static_cast<double>(recipe.maxLength));
    device_->setCurrentIndex(static_cast<int>(recipe.device));
    precision_->setCurrentIndex(static_cast<int>(recipe.precision));
    seed_->setValue(static_cast<double>(recipe.seed));
    filling_ = false;
}

void RecipeForm::take() {
    if (filling_) return;
    recipe_.epochs = epochs_->value();
    recipe_.learningRate = learningRate_->value();
    recipe_.batch = static_cast<std::int64_t>(batch_->value());
    recipe_.maxLength = static_cast<std::int64_t>(maxLength_->value());
    recipe_.device = static_cast<Device>(device_->currentIndex());
    recipe_.precision = static_cast<Precision>(precision_->currentIndex());
    recipe_.seed = static_cast<std::uint64_t>(seed_->value());
    careful_->setValue(sliderOf(recipe_.learningRate));
    emit edited(recipe_);
}

void RecipeForm::retranslate() {
    const std::array<std::pair<QString, QString>, 7> words = {{
        {tr("Epochs"), tr("How often every text is seen. Three are a good start.")},
        {tr("How careful"),
         tr("The learning rate: left keeps more of what the model knows, right learns faster.")},
        {tr("Batch"), tr("Texts a step. More is steadier and needs more memory.")},
        {tr("Text length"),
         tr("Longer texts are cut to so many tokens; a token is a word or a piece of one.")},
        {tr("Device"), tr("Automatic takes the graphics card where there is one.")},
        {tr("Precision"), tr("16 bits are faster where the device can, at nearly the same result.")},
        {tr("Seed"), tr("The same number gives the same run again.")},
    }};
    for (std::size_t i = 0; i < words.size(); ++i) {
        rows_[i].name->setText(words[i].first);
        rows_[i].hint->setText(words[i].second);
    }
    const std::array<std::pair<QWidget*, std::size_t>, 8> named = {{{epochs_, 0},
                                                                    {careful_, 1},
                                                                    {learningRate_, 1},
                                                                    {batch_, 2},
                                                                    {maxLength_, 3},
                                                                    {device_, 4},
                                                                    {precision_, 5},
                                                                    {seed_, 6}}};
    for (const auto& [field, row] : named) field->setAccessibleName(words[row].first);
    filling_ = true;
    const QStringList devices{tr("Automatic"), tr("Processor"), tr("Graphics card")};
    const QStringList precisions{tr("Automatic"), tr("32 bits"), tr("16 bits (bfloat16)")};
    for (int i = 0; i < 3; ++i) {
        device_->setItemText(i, devices[i]);
        precision_->setItemText(i, precisions[i]);
    }
    filling_ = false;
}

} // namespace espalier
