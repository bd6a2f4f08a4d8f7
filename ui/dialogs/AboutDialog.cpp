#include "ui/dialogs/AboutDialog.h"

#include "ui/theme/Dress.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace espalier {

AboutDialog::AboutDialog(const ComputeNames& compute, QWidget* parent) : QDialog(parent) {
    dress(this);
    setWindowTitle(tr("About Espalier"));
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    const auto add = [&](TextRole role, const QString& text) {
        auto* label = new Label(role);
        label->setText(text);
        column->addWidget(role == TextRole::Secondary ? label->wrapped() : label);
    };
    add(TextRole::Title, QStringLiteral("Espalier " ESPALIER_VERSION));
    add(TextRole::Secondary, tr("Adapts a language model to your own texts. They stay on this computer."));
    column->addSpacing(8);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const QString threads = compute.threads == 1 ? tr("1 thread") : tr("%1 threads").arg(compute.threads);
    const QStringList computes{QString::fromStdString(compute.device), threads,
                               QString::fromStdString(compute.precision)};
    const std::pair<QString, QString> rows[] = {
        {tr("Computes on"), compute.device.empty() ? QString() : computes.join(QStringLiteral(" · "))},
        {tr("Matrix products"), QString::fromStdString(compute.road)},
        {tr("Library"), QString::fromStdString(compute.library)},
        {tr("Licence"), QStringLiteral("GPL-3.0-or-later")},
    };
    int row = 0; // what is not known yet is left out
    for (const auto& [name, value] : rows) {
        if (value.isEmpty()) continue;
        auto* caption = new Label(TextRole::Caption);
        caption->setText(name);
        grid->addWidget(caption, row, 0);
        auto* text = new Label;
        text->setText(value);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(text, row++, 1);
    }
    column->addLayout(grid);
    column->addSpacing(16);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* close = new QPushButton(tr("Close"));
    setStyleRole(close, "primary");
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    buttons->addWidget(close);
    column->addLayout(buttons);
}

} // namespace espalier
