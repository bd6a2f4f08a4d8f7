#include "ui/pages/Data/DataPage.h"

#include "core/base/Files.h"
#include "ui/dialogs/PathDialog.h"
#include "ui/pages/Data/FactsColumn.h"
#include "ui/pages/Data/ImportView.h"
#include "ui/pages/Data/RefusedCard.h"
#include "ui/pages/Data/RowsCard.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Numbers.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPushButton>
#include <QStackedWidget>

namespace espalier {
namespace {

bool isSpreadsheet(const QString& file) {
    const QString ending = QFileInfo(file).suffix().toLower();
    return ending == u"xlsx" || ending == u"xls" || ending == u"ods";
}

} // namespace

DataPage::DataPage(Workbench& shared)
    : Page(shared), empty_(new EmptyState(Glyph::Data)), import_(new ImportView), stack_(new QStackedWidget),
      rows_(new RowsCard(shared)), refused_(new RefusedCard(shared)), facts_(new FactsColumn(shared)),
      choose_(header()->addButton()), paste_(header()->addButton()), back_(header()->addButton()),
      take_(header()->addPrimary()), continue_(header()->addPrimary()), write_(this) {
    choose_->setIcon(icon(Glyph::Folder));
    choose_->setObjectName(QStringLiteral("chooseFile"));
    paste_->setObjectName(QStringLiteral("paste"));
    back_->setObjectName(QStringLiteral("leavePreview"));
    take_->setObjectName(QStringLiteral("import"));
    continue_->setObjectName(QStringLiteral("continueToModel"));
    stack_->addWidget(empty_);
    stack_->addWidget(import_);
    stack_->addWidget(buildRows());
    body()->addWidget(stack_, 1);

    connect(empty_, &EmptyState::actionWanted, this, &DataPage::ask);
    connect(choose_, &QPushButton::clicked, this, &DataPage::ask);
    connect(paste_, &QPushButton::clicked, this, &DataPage::paste);
    connect(back_, &QPushButton::clicked, this, &DataPage::leavePreview);
    connect(take_, &QPushButton::clicked, this, [this] {
        notice()->hide();
        bench().data().import(import_->request());
    });
    connect(continue_, &QPushButton::clicked, this, [this] { emit bench().stageWanted(Stage::Model); });
    connect(import_, &ImportView::changed, this, &DataPage::refresh);
    connect(import_, &ImportView::failed, this, &Page::tell);
    connect(rows_, &RowsCard::failed, this, &Page::tell);
    connect(&write_, &Job::failed, this, &Page::tell);
    connectBench();
}

QWidget* DataPage::buildRows() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    auto* left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(rows_, 1);
    left->addWidget(refused_);
    row->addLayout(left, 1);
    row->addWidget(facts_);
    return page;
}

void DataPage::connectBench() {
    connect(&bench(), &Workbench::projectChanged, this, &DataPage::leavePreview);
    connect(&bench(), &Workbench::fileOffered, this, [this] {
        if (const QString file = bench().takeOfferedFile(); !file.isEmpty()) preview(file);
    });
    DataSet& rows = bench().data();
    connect(&rows, &DataSet::changed, this, &DataPage::refresh);
    connect(&rows, &DataSet::busyChanged, this, &DataPage::refresh);
    connect(&rows, &DataSet::failed, this, &Page::tell);
    connect(&rows, &DataSet::imported, this, [this](const ImportReport& report) {
        leavePreview();
        if (report.damaged > 0)
            notice()->tell(
                Notice::Kind::Warning,
                tr("%1 rows hold characters that could not be read.").arg(numbers::grouped(report.damaged)),
                tr("They are shown as �. If there are many, import the file again with another "
                   "encoding."));
    });
}

void DataPage::ask() {
    askPath(this,
            {PathQuestion::Kind::File,
             tr("Choose a table of texts and labels"),
             {},
             tr("Tables (*.csv *.tsv *.txt);;All files (*)")},
            [this](const QString& file) { preview(file); });
}

// Kept with the project, so that the rows have a file they came from.
void DataPage::paste() {
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        notice()->tell(Notice::Kind::Warning, tr("There is no text on the clipboard."),
                       tr("Copy the rows of a table with their headings, then paste."));
        return;
    }
    const QString file = QString::fromStdString((bench().project()->folder() / "pasted.csv").string());
    const auto work = [file = file.toStdString(), text](const Job::Context&) {
        writeFileAtomically(file, text.toStdString());
    };
    write_.start({}, work, [this, file] { preview(file); });
}

void DataPage::preview(const QString& file) {
    notice()->hide();
    if (isSpreadsheet(file)) {
        notice()->tell(Notice::Kind::Warning, tr("%1 is a spreadsheet.").arg(QFileInfo(file).fileName()),
                       tr("Save the sheet as CSV in your spreadsheet program, then open that file."));
        return;
    }
    previewing_ = true;
    import_->setFile(file);
    refresh();
}

void DataPage::leavePreview() {
    previewing_ = false;
    notice()->hide();
    refresh();
}

QString DataPage::subtitle() const {
    const DataState& state = bench().data().state();
    if (previewing_) {
        const QString missing = import_->missing(), name = QFileInfo(import_->file()).fileName();
        return missing.isEmpty() ? name : name + QStringLiteral(" · ") + missing;
    }
    if (state.empty()) return tr("The labelled texts to learn from");
    if (state.numbers)
        return tr("%1 · %2 rows · numbers from %3 to %4")
            .arg(QString::fromStdString(state.info.name), numbers::grouped(state.counts.total()),
                 QString::number(state.numbers->least), QString::number(state.numbers->most));
    return tr("%1 · %2 rows · %3 labels")
        .arg(QString::fromStdString(state.info.name), numbers::grouped(state.counts.total()),
             numbers::grouped(static_cast<qint64>(state.labels.size())));
}

void DataPage::refresh() {
    const bool empty = bench().data().state().empty(), busy = bench().data().isBusy();
    stack_->setCurrentIndex(previewing_ ? 1 : empty ? 0 : 2);
    header()->setSubtitle(subtitle());
    choose_->setVisible(previewing_ || !empty);
    back_->setVisible(previewing_);
    take_->setVisible(previewing_);
    take_->setEnabled(import_->isReady() && !busy);
    import_->setEnabled(!busy);
    continue_->setVisible(!previewing_ && !empty);
    back_->setText(empty ? tr("Not this file") : tr("Back to the rows"));
}

void DataPage::retranslate() {
    header()->setTitle(tr("Data"));
    empty_->setTexts(tr("Drop a table here"),
                     tr("A CSV or TSV file with one text a row and its label in another column."),
                     tr("Choose a file…"));
    choose_->setText(tr("Another file…"));
    paste_->setText(tr("Paste"));
    paste_->setShortcut(QKeySequence::Paste); // a field with the focus comes first; setText() forgets it
    paste_->setToolTip(tr("Reads a table from the clipboard"));
    take_->setText(tr("Import"));
    continue_->setText(tr("Continue to model"));
    import_->retranslate();
    rows_->retranslate();
    refused_->retranslate();
    facts_->retranslate();
    refresh();
}

} // namespace espalier
