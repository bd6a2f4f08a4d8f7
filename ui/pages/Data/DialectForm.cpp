#include "ui/pages/Data/DialectForm.h"

#include "ui/widgets/Choice.h"
#include "ui/widgets/Label.h"

#include <QCheckBox>
#include <QGridLayout>

namespace espalier {
namespace {

constexpr const char* encodings[] = {"UTF-8",        "UTF-16LE",     "UTF-16BE",     "GB18030",   "Big5",
                                     "windows-1252", "windows-1250", "windows-1251", "Shift_JIS", "EUC-KR"};
constexpr char delimiters[] = {',', ';', '\t', '|'};
constexpr char quotes[] = {'"', '\'', '\0'};

} // namespace

DialectForm::DialectForm(QWidget* parent)
    : QWidget(parent), encoding_(new Choice), delimiter_(new Choice), quote_(new Choice),
      header_(new QCheckBox) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    encodingName_ = addRow(grid, encoding_);
    delimiterName_ = addRow(grid, delimiter_);
    quoteName_ = addRow(grid, quote_);
    grid->addWidget(header_, grid->rowCount(), 0, 1, 2);
    encoding_->setObjectName(QStringLiteral("encoding"));
    delimiter_->setObjectName(QStringLiteral("delimiter"));
    header_->setObjectName(QStringLiteral("firstRowIsHeader"));

    for (const char* name : encodings) encoding_->addItem(QLatin1String(name));
    for (const char character : delimiters) delimiter_->addItem(QString(), int{character});
    for (const char character : quotes) quote_->addItem(QString(), int{character});
    for (Choice* choice : {encoding_, delimiter_, quote_})
        connect(choice, &QComboBox::activated, this, &DialectForm::take);
    connect(header_, &QCheckBox::clicked, this, &DialectForm::take);
}

Label* DialectForm::addRow(QGridLayout* grid, Choice* choice) {
    auto* name = new Label(TextRole::Secondary);
    name->setBuddy(choice);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0);
    grid->addWidget(choice, row, 1);
    return name;
}

void DialectForm::setDialect(const Dialect& dialect) {
    dialect_ = dialect;
    const QString name = QString::fromStdString(dialect.encoding);
    if (encoding_->findText(name) < 0) encoding_->addItem(name);
    encoding_->setCurrentText(name);
    delimiter_->setCurrentIndex(delimiter_->findData(int{dialect.delimiter}));
    quote_->setCurrentIndex(quote_->findData(int{dialect.quote}));
    header_->setChecked(dialect.header);
}

void DialectForm::take() {
    const Dialect chosen{encoding_->currentText().toStdString(),
                         static_cast<char>(delimiter_->currentData().toInt()),
                         static_cast<char>(quote_->currentData().toInt()), header_->isChecked()};
    if (chosen == dialect_) return;
    dialect_ = chosen;
    emit edited();
}

void DialectForm::retranslate() {
    encodingName_->setText(tr("Encoding"));
    delimiterName_->setText(tr("Columns end at"));
    quoteName_->setText(tr("Quotes"));
    header_->setText(tr("The first row holds the names"));
    const QString between[] = {tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Vertical bar")};
    for (int i = 0; i < 4; ++i) delimiter_->setItemText(i, between[i]);
    const QString around[] = {tr("Double  \" \""), tr("Single  ' '"), tr("None")};
    for (int i = 0; i < 3; ++i) quote_->setItemText(i, around[i]);
}

} // namespace espalier
