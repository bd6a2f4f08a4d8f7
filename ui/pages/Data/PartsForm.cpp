#include "ui/pages/Data/PartsForm.h"

#include "ui/dialogs/PathDialog.h"
#include "ui/models/RowsModel.h"
#include "ui/pages/Data/RatioFields.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/Label.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QPushButton>
#include <QStackedWidget>

namespace espalier {

PartsForm::PartsForm(QWidget* parent)
    : QWidget(parent), method_(new Choice), details_(new QStackedWidget),
      methodWords_(new Label(TextRole::Caption)), ratio_(new RatioFields),
      columnWords_(new Label(TextRole::Caption)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    method_->setObjectName(QStringLiteral("splitMethod"));
    method_->addItems({QString(), QString(), QString()});
    column->addWidget(method_);
    column->addWidget(methodWords_->wrapped());
    columnWords_->wrapped()->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    details_->addWidget(ratio_);
    details_->addWidget(columnWords_);
    details_->addWidget(buildFiles());
    column->addWidget(details_);
    connect(method_, &QComboBox::activated, this, [this] {
        refresh();
        emit edited();
    });
    connect(ratio_, &RatioFields::edited, this, &PartsForm::edited);
}

QWidget* PartsForm::buildFiles() {
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < files_.size(); ++i) {
        PartFile& part = files_[i] = {new Label(TextRole::Secondary), new ElidedLabel, new QPushButton, {}};
        const int row = static_cast<int>(i);
        part.choose->setObjectName(QStringLiteral("partFile-%1").arg(row));
        grid->addWidget(part.name, row, 0);
        grid->addWidget(part.shown, row, 1);
        grid->addWidget(part.choose, row, 2);
        connect(part.choose, &QPushButton::clicked, this, [this, i] { ask(i); });
    }
    return page;
}

void PartsForm::ask(std::size_t index) {
    askPath(this,
            {PathQuestion::Kind::File,
             index == 0 ? tr("Choose the file for validation") : tr("Choose the file for the test"),
             {},
             tr("Tables (*.csv *.tsv *.txt);;All files (*)")},
            [this, index](const QString& path) {
                files_[index].file = path;
                refresh();
                emit edited();
            });
}

void PartsForm::reset() {
    for (PartFile& part : files_) part.file.clear();
    ratio_->setRatio({});
    setMethod(Method::Ratio);
}

void PartsForm::setMethod(Method method) {
    method_->setCurrentIndex(static_cast<int>(method));
    refresh();
}

PartsForm::Method PartsForm::method() const {
    return static_cast<Method>(method_->currentIndex());
}

void PartsForm::setColumn(const QString& name) {
    column_ = name;
    refresh();
}

void PartsForm::fill(ImportRequest& request) const {
    request.method = method();
    request.ratio = ratio_->ratio();
    if (request.method != Method::Files) return;
    request.validationFile = files_[0].file.toStdString();
    request.testFile = files_[1].file.toStdString();
}

bool PartsForm::hasFile() const {
    return !files_[0].file.isEmpty() || !files_[1].file.isEmpty();
}

void PartsForm::refresh() {
    details_->setCurrentIndex(method_->currentIndex());
    columnWords_->setText(column_.isEmpty()
                              ? tr("Choose above the columns which one says the part of each row.")
                              : tr("The column %1 says the part of each row.").arg(column_));
    for (PartFile& part : files_)
        part.shown->setText(part.file.isEmpty() ? tr("none") : QFileInfo(part.file).fileName());
    const QString words[] = {
        tr("Every label is divided in these shares, by chance. The rest is for training."),
        tr("The file itself says which rows are for training and which for testing."),
        tr("This file is for training, others are for validation and test.")};
    methodWords_->setText(words[std::max(0, method_->currentIndex())]);
}

void PartsForm::retranslate() {
    const QString methods[] = {tr("By ratio"), tr("From a column"), tr("From separate files")};
    for (int i = 0; i < 3; ++i) method_->setItemText(i, methods[i]);
    method_->setAccessibleName(tr("How the rows are divided"));
    files_[0].name->setText(titleOf(Part::Validation));
    files_[1].name->setText(titleOf(Part::Test));
    for (PartFile& part : files_) {
        part.choose->setText(tr("Choose…"));
        part.choose->setAccessibleName(part.name->text());
    }
    ratio_->retranslate();
    refresh();
}

} // namespace espalier
