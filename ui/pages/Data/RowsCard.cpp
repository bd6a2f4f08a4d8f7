#include "ui/pages/Data/RowsCard.h"

#include "ui/models/RowsModel.h"
#include "ui/pages/Data/LabelDelegate.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/Numbers.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QToolButton>

namespace espalier {
namespace {

constexpr qsizetype mostLabels = 1000; // on offer; more are a column chosen by mistake

} // namespace

RowsCard::RowsCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), model_(new RowsModel(this)), table_(new Table),
      labelEditor_(new LabelDelegate(table_)), search_(new QLineEdit), label_(new Choice), part_(new Choice),
      undo_(new QToolButton) {
    body()->addLayout(buildTools());
    buildTable();
    body()->addWidget(table_, 1);
    typing_.setSingleShot(true);
    typing_.setInterval(250);
    connect(&typing_, &QTimer::timeout, this, &RowsCard::ask);
    connectBench();
    model_->setProject(bench_.project());
}

QLayout* RowsCard::buildTools() {
    search_->setObjectName(QStringLiteral("searchRows"));
    setStyleRole(search_, "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(icon(Glyph::Search), QLineEdit::LeadingPosition);
    label_->setObjectName(QStringLiteral("filterLabel"));
    label_->setMaximumWidth(180);
    part_->addItems({QString(), QString(), QString(), QString()});
    setStyleRole(undo_, "control");
    undo_->setIcon(icon(Glyph::Undo));
    undo_->setShortcut(QKeySequence::Undo);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(search_, 1);
    row->addWidget(label_);
    row->addWidget(part_);
    row->addWidget(undo_);
    connect(search_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
    for (Choice* choice : {label_, part_}) connect(choice, &QComboBox::activated, this, &RowsCard::ask);
    connect(undo_, &QToolButton::clicked, this,
            [this] { bench_.data().edit([](DatasetStore& store) { store.undo(); }); });
    return row;
}

void RowsCard::buildTable() {
    table_->setObjectName(QStringLiteral("rows"));
    table_->setModel(model_);
    table_->setItemDelegateForColumn(RowsModel::Label, labelEditor_);
    table_->setStretchColumn(RowsModel::Text);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    table_->horizontalHeader()->setSortIndicator(RowsModel::Line, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    connect(model_, &RowsModel::failed, this, &RowsCard::failed);
    connect(model_, &RowsModel::counted, this, [this](qint64 rows) {
        found_ = rows;
        refresh();
    });
    connect(model_, &RowsModel::labelWanted, this, [this](qint64 id, const QString& label) {
        bench_.data().edit([id, label = label.toStdString()](DatasetStore& s) { s.setLabel(id, label); });
    });
    // The first rows say how wide the columns are; later ones don't move them under the reader's eyes.
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        connect(model_, &QAbstractItemModel::dataChanged, table_, &Table::fitColumns,
                static_cast<Qt::ConnectionType>(Qt::AutoConnection | Qt::SingleShotConnection));
    });
}

void RowsCard::connectBench() {
    connect(&bench_, &Workbench::projectChanged, this, [this] {
        search_->clear();
        model_->setProject(bench_.project());
    });
    connect(&bench_.data(), &DataSet::changed, this, &RowsCard::take);
    connect(&bench_.data(), &DataSet::failed, model_, &RowsModel::refresh); // what was shown ahead is not so
    connect(&bench_.data(), &DataSet::busyChanged, this, &RowsCard::refresh);
}

void RowsCard::take() {
    fillLabels();
    const LabelReading& reading = bench_.data().state().info.labels;
    label_->setVisible(reading.task != regression);
    model_->setLabelMayBeEmpty(reading.task == multiLabel);
    table_->setColumnHidden(RowsModel::Second, !bench_.data().state().info.columns.secondText);
    model_->refresh();
    refresh();
}

void RowsCard::fillLabels() {
    const QString chosen = label_->currentIndex() > 0 ? label_->currentText() : QString();
    QStringList names;
    for (const LabelCount& count : bench_.data().state().labels) {
        if (names.size() == mostLabels) break;
        names << QString::fromStdString(count.label);
    }
    labelEditor_->setLabels(names);
    label_->clear();
    label_->addItem(tr("All labels"));
    label_->addItems(names);
    label_->setCurrentIndex(std::max(0, chosen.isEmpty() ? 0 : label_->findText(chosen)));
    if (!chosen.isEmpty() && label_->currentIndex() == 0) ask();
}

void RowsCard::ask() {
    RowQuery query = model_->query();
    query.search = search_->text().trimmed().toStdString();
    query.label.reset();
    if (label_->currentIndex() > 0) query.label = label_->currentText().toStdString();
    query.part.reset();
    if (part_->currentIndex() > 0) query.part = static_cast<Part>(part_->currentIndex() - 1);
    model_->setQuery(query);
}

void RowsCard::refresh() {
    const qint64 all = bench_.data().state().counts.total();
    setTitle(found_ == all ? tr("%1 rows").arg(numbers::grouped(all))
                           : tr("%1 of %2 rows").arg(numbers::grouped(found_), numbers::grouped(all)));
    undo_->setEnabled(bench_.data().state().canUndo && !bench_.data().isBusy());
    model_->setEditable(!bench_.data().isBusy());
}

void RowsCard::retranslate() {
    search_->setPlaceholderText(tr("Search the texts"));
    search_->setAccessibleName(tr("Search the texts"));
    label_->setAccessibleName(tr("Show only rows with this label"));
    part_->setAccessibleName(tr("Show only rows of this part"));
    undo_->setToolTip(tr("Undo the latest change"));
    undo_->setAccessibleName(tr("Undo the latest change"));
    table_->setAccessibleName(tr("All rows"));
    part_->setItemText(0, tr("All parts"));
    for (int i = 0; i < 3; ++i) part_->setItemText(i + 1, titleOf(static_cast<Part>(i)));
    model_->retranslate();
    fillLabels();
    refresh();
}

} // namespace espalier
