#include "ui/pages/Data/RefusedCard.h"

#include "ui/theme/StyleRole.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

namespace espalier {

RefusedCard::RefusedCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), model_(new RefusedModel(this)), table_(new Table), show_(new QPushButton) {
    setObjectName(QStringLiteral("refused"));
    setStyleRole(show_, "link");
    tools()->addWidget(show_);
    table_->setModel(model_);
    table_->setStretchColumn(RefusedModel::Reason);
    body()->addWidget(table_);
    connect(show_, &QPushButton::clicked, this, [this] {
        const auto file = bench_.project()->folder() / bench_.data().state().info.refusedFile;
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(file.string())));
    });
    connect(&bench_.data(), &DataSet::changed, this, &RefusedCard::refresh);
}

void RefusedCard::refresh() {
    const DataState& state = bench_.data().state();
    model_->setRows(state.refused);
    setVisible(state.info.refused > 0);
    setTitle(tr("%1 rows could not be taken").arg(numbers::grouped(state.info.refused)));
    show_->setVisible(!state.info.refusedFile.empty());
    show_->setToolTip(QString::fromStdString(state.info.refusedFile));
    constexpr int shown = 4;
    const int rows = std::min(shown, std::max(1, model_->rowCount()));
    table_->setFixedHeight(table_->fixedHeight() + (rows - model_->rowCount()) * table_->rowHeight(0));
}

void RefusedCard::retranslate() {
    show_->setText(tr("Show the file that keeps them"));
    table_->setAccessibleName(tr("Rows that could not be taken"));
    model_->retranslate();
    refresh();
}

} // namespace espalier
