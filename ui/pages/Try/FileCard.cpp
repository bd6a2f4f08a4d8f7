#include "ui/pages/Try/FileCard.h"

#include "ui/dialogs/PathDialog.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/Numbers.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

namespace espalier {
namespace {

// "new.csv" → "new.predicted.csv" beside it, or the first of "new.predicted 2.csv"… that is free.
QString outputFor(const QString& input) {
    const QFileInfo file(input);
    for (int i = 1;; ++i) {
        const QString number = i == 1 ? QString() : QStringLiteral(" %1").arg(i);
        const QString path =
            file.dir().filePath(file.completeBaseName() + QStringLiteral(".predicted%1.csv").arg(number));
        if (!QFileInfo::exists(path)) return path;
    }
}

} // namespace

FileCard::FileCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), choose_(new QPushButton), predict_(new QPushButton),
      show_(new QPushButton), name_(new ElidedLabel), columnName_(new Label(TextRole::Secondary)),
      column_(new Choice), probabilities_(new QCheckBox), result_(new Label(TextRole::Secondary)),
      read_(this), work_(this, &bench.activities()) {
    choose_->setIcon(icon(Glyph::Folder));
    choose_->setObjectName(QStringLiteral("choosePredictFile"));
    predict_->setObjectName(QStringLiteral("predictFile"));
    setStyleRole(show_, "link");
    column_->setMaximumWidth(180);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(choose_);
    row->addWidget(name_, 1);
    row->addWidget(columnName_);
    row->addWidget(column_);
    row->addWidget(probabilities_);
    row->addWidget(predict_);
    body()->addLayout(row);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(result_);
    foot->addWidget(show_);
    foot->addStretch(1);
    body()->addLayout(foot);

    connect(choose_, &QPushButton::clicked, this, &FileCard::ask);
    connect(predict_, &QPushButton::clicked, this, &FileCard::predict);
    connect(show_, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(output_)); });
    for (Job* job : {&read_, &work_}) connect(job, &Job::failed, this, &FileCard::failed);
    connect(&work_, &Job::ended, this, &FileCard::refresh);
}

void FileCard::setPredictor(PredictorPtr predictor) {
    predictor_ = std::move(predictor);
    refresh();
}

void FileCard::ask() {
    askPath(this,
            {PathQuestion::Kind::File,
             tr("Choose a table of texts"),
             {},
             tr("Tables (*.csv *.tsv *.txt);;All files (*)")},
            [this](const QString& file) { setFile(file); });
}

void FileCard::setFile(const QString& file) {
    file_ = file;
    column_->clear();
    report_.reset();
    const auto work = [path = std::filesystem::path(file.toStdString())](const Job::Context& context) {
        return previewRows(path, guessDialect(path), 20, context.stop);
    };
    read_.start({}, work, [this](const Preview& preview) { takeColumns(preview); });
    refresh();
}

void FileCard::takeColumns(const Preview& preview) {
    for (const std::string& name : preview.columns) column_->addItem(QString::fromStdString(name));
    const int known = column_->findText(QString::fromStdString(bench_.data().state().info.columns.text));
    const std::vector<ColumnRole> roles = guessRoles(preview);
    const auto guessed = std::find(roles.begin(), roles.end(), ColumnRole::Text) - roles.begin();
    column_->setCurrentIndex(known >= 0 ? known : static_cast<int>(guessed) % std::max(1, column_->count()));
    refresh();
}

void FileCard::predict() {
    PredictFileOptions options;
    options.text = column_->currentText().toStdString();
    options.probabilities = probabilities_->isChecked();
    options.secondText = bench_.data().state().info.columns.secondText;
    report_.reset();
    output_ = outputFor(file_);
    const auto work = [predictor = predictor_, file = file_.toStdString(), output = output_.toStdString(),
                       options](const Job::Context& context) {
        PredictFileOptions stoppable = options;
        stoppable.stop = context.stop;
        stoppable.progress = context.progress;
        return predictFile(*predictor, file, output, stoppable);
    };
    const std::string name = QFileInfo(file_).fileName().toStdString();
    work_.start(message("data", "Predicting {0}", name), work, [this](PredictFileReport report) {
        report_ = std::move(report);
        refresh();
        emit finished();
    });
    refresh();
}

void FileCard::refresh() {
    const bool running = work_.isRunning(), file = !file_.isEmpty();
    name_->setRole(file ? TextRole::Body : TextRole::Secondary);
    name_->setText(file ? QFileInfo(file_).fileName() : tr("or drop a CSV or TSV file on this page"));
    for (QWidget* widget : std::initializer_list<QWidget*>{columnName_, column_, probabilities_, predict_})
        widget->setVisible(file);
    choose_->setEnabled(!running);
    predict_->setEnabled(predictor_ && column_->count() > 0 && !running);
    result_->setVisible(report_.has_value());
    show_->setVisible(report_.has_value());
    if (!report_) return;
    QStringList facts{tr("%1 texts predicted").arg(numbers::grouped(report_->import.rows))};
    if (report_->import.refused > 0)
        facts << tr("%1 rows could not be read and are left out")
                     .arg(numbers::grouped(report_->import.refused));
    facts << tr("%1 a second").arg(numbers::rate(report_->samplesPerSecond));
    result_->setText(facts.join(QStringLiteral(" · ")));
    show_->setText(QFileInfo(output_).fileName());
    show_->setToolTip(QDir::toNativeSeparators(output_));
}

void FileCard::retranslate() {
    setTitle(tr("A whole file"));
    choose_->setText(tr("Choose a file…"));
    columnName_->setText(tr("Text is in"));
    column_->setAccessibleName(tr("The column that holds the text"));
    probabilities_->setText(tr("With the probability of every label"));
    predict_->setText(tr("Predict"));
    refresh();
}

} // namespace espalier
