#include "ui/pages/Try/TextCard.h"

#include "core/base/Text.h"
#include "ui/models/CellText.h"
#include "ui/widgets/Table.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace espalier {
namespace {

constexpr std::int64_t sampleCount = 8;
constexpr std::size_t mostTyped =
    20'000; // characters, far beyond what a model reads: a field takes no megabytes

// Texts that it has not learned from, spread over all there are.
std::vector<StoredRow> pickRows(DatasetStore& store) {
    const PartCounts counts = store.counts();
    RowQuery query;
    query.part = counts.test > 0 ? Part::Test : counts.validation > 0 ? Part::Validation : Part::Train;
    const std::int64_t all = store.count(query);
    std::vector<StoredRow> picked;
    for (std::int64_t i = 0; i < std::min(sampleCount, all); ++i)
        for (StoredRow& row : store.rows(query, i * all / std::min(sampleCount, all), 1))
            picked.push_back(std::move(row));
    return picked;
}

QPlainTextEdit* newEdit(const char* name) {
    auto* edit = new QPlainTextEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(72);
    return edit;
}

} // namespace

TextCard::TextCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), firstName_(new Label(TextRole::Caption)),
      secondName_(new Label(TextRole::Caption)), first_(newEdit("tryText")),
      second_(newEdit("trySecondText")), samplesName_(new Label(TextRole::Caption)),
      model_(new QStandardItemModel(0, 2, this)), table_(new Table), read_(this) {
    body()->addWidget(firstName_);
    body()->addWidget(first_, 1);
    body()->addWidget(secondName_);
    body()->addWidget(second_, 1);
    body()->addSpacing(8);
    body()->addWidget(samplesName_);
    body()->addWidget(table_, 2);
    table_->setObjectName(QStringLiteral("trySamples"));
    table_->horizontalHeader()->hide();
    table_->setModel(model_);
    typing_.setSingleShot(true);
    typing_.setInterval(120);
    connect(&typing_, &QTimer::timeout, this, &TextCard::edited);
    for (QPlainTextEdit* edit : {first_, second_})
        connect(edit, &QPlainTextEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
    connect(table_, &Table::rowSelected, this, [this](int row) {
        const StoredRow& sample = samples_[static_cast<std::size_t>(row)];
        first_->setPlainText(QString::fromStdString(shortened(sample.text, mostTyped)));
        second_->setPlainText(QString::fromStdString(shortened(sample.pair.value_or(""), mostTyped)));
    });
    connect(&bench_.data(), &DataSet::changed, this, &TextCard::readSamples);
    connect(&bench_, &Workbench::projectChanged, this, [this] {
        first_->clear();
        second_->clear();
    });
}

QString TextCard::text() const {
    return first_->toPlainText();
}

std::optional<QString> TextCard::pair() const {
    return second_->isHidden() ? std::nullopt : std::optional(second_->toPlainText());
}

void TextCard::readSamples() {
    refresh();
    if (!bench_.project()) return read_.cancel();
    const auto work = [project = bench_.project()](const Job::Context&) { return pickRows(project->data()); };
    read_.start({}, work, [this](std::vector<StoredRow> rows) {
        samples_ = std::move(rows);
        showSamples();
    });
}

void TextCard::showSamples() {
    model_->setRowCount(0);
    for (const StoredRow& sample : samples_) {
        auto* text = new QStandardItem(cellText(bothTexts(sample)));
        auto* label = new QStandardItem(QString::fromStdString(sample.label));
        label->setData(true, ChipRole);
        model_->appendRow({text, label});
    }
    table_->setStretchColumn(0);
    refresh();
}

void TextCard::refresh() {
    const bool two = bench_.data().state().info.columns.secondText.has_value();
    for (QWidget* widget : std::initializer_list<QWidget*>{firstName_, secondName_, second_})
        widget->setVisible(two);
    for (QWidget* widget : std::initializer_list<QWidget*>{samplesName_, table_})
        widget->setVisible(!samples_.empty());
}

void TextCard::retranslate() {
    setTitle(tr("Text"));
    firstName_->setText(tr("First text"));
    secondName_->setText(tr("Second text"));
    first_->setPlaceholderText(tr("Type a sentence…"));
    first_->setAccessibleName(tr("Text to try"));
    second_->setAccessibleName(tr("Second text to try"));
    samplesName_->setText(tr("Or one of your own, with the label it has in the data:"));
    table_->setAccessibleName(tr("Texts of the data"));
    refresh();
}

} // namespace espalier
