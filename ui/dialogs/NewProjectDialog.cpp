#include "ui/dialogs/NewProjectDialog.h"

#include "ui/bench/Workbench.h"
#include "ui/theme/Dress.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Label.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace espalier {

NewProjectDialog::NewProjectDialog(QWidget* parent)
    : QDialog(parent), name_(new QLineEdit), folder_(new ElidedLabel(TextRole::Secondary)),
      create_(new QPushButton(tr("Create"))) {
    dress(this);
    setWindowTitle(tr("New project"));
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    auto* caption = new Label(TextRole::Heading);
    caption->setText(tr("What is this project called?"));
    caption->setBuddy(name_);
    column->addWidget(caption);
    name_->setPlaceholderText(tr("Support tickets"));
    column->addWidget(name_);
    column->addSpacing(4);
    auto* place = new QHBoxLayout;
    place->addWidget(folder_, 1);
    auto* change = new QPushButton(tr("Another place…"));
    setStyleRole(change, "link");
    place->addWidget(change);
    column->addLayout(place);
    column->addSpacing(16);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    buttons->addWidget(cancel);
    setStyleRole(create_, "primary");
    create_->setDefault(true);
    buttons->addWidget(create_);
    column->addLayout(buttons);

    connect(name_, &QLineEdit::textChanged, this, &NewProjectDialog::refresh);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(create_, &QPushButton::clicked, this, &QDialog::accept);
    connect(change, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Where the project's folder goes"), place_);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
            place_ = chosen;
            refresh();
        });
        dialog->open();
    });
    refresh();
}

QString NewProjectDialog::name() const {
    const QString typed = name_->text().simplified();
    return typed.isEmpty() ? name_->placeholderText() : typed;
}

QString NewProjectDialog::folder() const {
    return Workbench::freshFolder(name(), place_);
}

void NewProjectDialog::refresh() {
    folder_->setText(QDir::toNativeSeparators(folder()));
}

} // namespace espalier
