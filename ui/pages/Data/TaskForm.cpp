#include "ui/pages/Data/TaskForm.h"

#include "ui/models/TaskWords.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/Label.h"

#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>

namespace espalier {

TaskForm::TaskForm(QWidget* parent)
    : QWidget(parent), task_(new Choice), meaning_(new Label(TextRole::Caption)), several_(new QWidget),
      separatorName_(new Label(TextRole::Secondary)), separator_(new QLineEdit) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    task_->setObjectName(QStringLiteral("task"));
    for (const auto& task : readableTasks()) task_->addItem(QString(), QString::fromStdString(task));
    column->addWidget(task_);
    column->addWidget(meaning_->wrapped());
    auto* row = new QHBoxLayout(several_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    separator_->setObjectName(QStringLiteral("labelSeparator"));
    separator_->setMaxLength(8);
    separator_->setFixedWidth(64);
    separatorName_->setBuddy(separator_);
    row->addWidget(separatorName_);
    row->addWidget(separator_);
    row->addStretch(1);
    column->addWidget(several_);
    const auto choose = [this] {
        chosen_ = true;
        refresh();
        emit edited();
    };
    connect(task_, &QComboBox::activated, this, choose);
    connect(separator_, &QLineEdit::textEdited, this, choose);
    show({});
}

void TaskForm::reset() {
    chosen_ = false;
    show({});
}

void TaskForm::suggest(const LabelReading& reading) {
    if (!chosen_) show(reading);
}

void TaskForm::show(const LabelReading& reading) {
    const auto& names = readableTasks();
    task_->setCurrentIndex(
        static_cast<int>(std::find(names.begin(), names.end(), reading.task) - names.begin()));
    separator_->setText(QString::fromStdString(reading.separator));
    refresh();
}

LabelReading TaskForm::reading() const {
    LabelReading reading;
    reading.task = task_->currentData().toString().toStdString();
    if (!separator_->text().isEmpty()) reading.separator = separator_->text().toStdString();
    return reading;
}

void TaskForm::refresh() {
    const std::string task = reading().task;
    several_->setVisible(task == multiLabel);
    meaning_->setText(task == multiLabel   ? tr("A text may have none, one or several of the labels.")
                      : task == regression ? tr("The column holds numbers; the model learns to say one.")
                                           : tr("Every text has exactly one of the labels."));
}

void TaskForm::retranslate() {
    for (int i = 0; i < task_->count(); ++i)
        task_->setItemText(i, taskTitle(task_->itemData(i).toString().toStdString()));
    task_->setAccessibleName(tr("What is learned"));
    separatorName_->setText(tr("Between two labels stands"));
    separator_->setAccessibleName(tr("What stands between two labels"));
    refresh();
}

} // namespace espalier
