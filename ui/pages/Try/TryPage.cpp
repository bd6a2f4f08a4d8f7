#include "ui/pages/Try/TryPage.h"

#include "core/data/Words.h"
#include "core/task/Names.h"
#include "ui/jobs/EngineLoader.h"
#include "ui/pages/Try/AnswerCard.h"
#include "ui/pages/Try/TextCard.h"
#include "ui/widgets/EmptyState.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QStackedWidget>
#include <QUrl>

namespace espalier {
namespace {

Answer answerOf(const Predictor& predictor, const std::string& text, const std::optional<std::string>& pair,
                const StopToken& stop) {
    TextPair asked{text, std::nullopt};
    if (pair) asked.pair = *pair;
    Answer answer{predictor.task(), {}, predictor.probabilities({asked}, stop), {}, {}};
    if (predictor.task() == tokenClassification)
        for (const auto word : wordsIn(text))
            answer.words << QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    answer.given = predictor.given(answer.numbers);
    for (const std::string& label : predictor.labels()) answer.labels << QString::fromStdString(label);
    return answer;
}

} // namespace

TryPage::TryPage(Workbench& shared)
    : Page(shared), stack_(new QStackedWidget), empty_(new EmptyState(Glyph::Try)),
      text_(new TextCard(shared)), answer_(new AnswerCard), file_(new FileCard(shared)),
      load_(this, &shared.activities()), predict_(this) {
    setAcceptDrops(true);
    stack_->addWidget(empty_);
    stack_->addWidget(buildBench());
    body()->addWidget(stack_, 1);
    connect(text_, &TextCard::edited, this, &TryPage::predict);
    connect(&predict_, &Job::ended, this, [this] {
        if (again_) predict();
    });
    for (Job* job : {&load_, &predict_}) {
        connect(job, &Job::failed, this, &Page::tell);
        connect(job, &Job::failed, answer_, &AnswerCard::clear);
    }
    connect(file_, &FileCard::failed, this, &Page::tell);
    connect(&shared.runs(), &RunShelf::currentChanged, this, [this] {
        if (isVisible())
            load();
        else
            drop();
        refresh();
    });
}

QWidget* TryPage::buildBench() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(text_, 1);
    row->addWidget(answer_, 1);
    column->addLayout(row, 1);
    column->addWidget(file_);
    return page;
}

void TryPage::opened() {
    load();
}

void TryPage::drop() {
    load_.cancel();
    run_.clear();
    predictor_.reset();
    answer_->clear();
    file_->setPredictor(nullptr);
}

void TryPage::load() {
    const auto run = bench().runs().current();
    const auto folder = run ? run->summary.folder : std::filesystem::path();
    if (folder == run_) return;
    drop();
    notice()->hide();
    run_ = folder;
    if (!run) return;
    const auto work = [folder](const Job::Context&) -> PredictorPtr {
        return engine().openPredictor(folder, {});
    };
    load_.start(message("task", "Opening the model"), work, [this](PredictorPtr predictor) {
        predictor_ = std::move(predictor);
        file_->setPredictor(predictor_);
        predict();
    });
    predict();
}

// One text at a time; the newest is next.
void TryPage::predict() {
    if (text_->text().trimmed().isEmpty()) return answer_->clear();
    answer_->await();
    if (!predictor_) return; // it is still being opened
    again_ = predict_.isRunning();
    if (again_) return;
    std::optional<std::string> pair;
    if (const auto second = text_->pair()) pair = second->toStdString();
    const auto work = [predictor = predictor_, text = text_->text().toStdString(),
                       pair](const Job::Context& context) {
        return answerOf(*predictor, text, pair, context.stop);
    };
    predict_.start({}, work, [this, asked = predictor_](const Answer& answer) {
        if (asked == predictor_ && !text_->text().trimmed().isEmpty()) answer_->setAnswer(answer);
    });
}

void TryPage::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    const bool file = urls.size() == 1 && urls.front().isLocalFile();
    if (bench().runs().current() && file) event->acceptProposedAction();
}

void TryPage::dropEvent(QDropEvent* event) {
    file_->setFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

void TryPage::refresh() {
    const auto run = bench().runs().current();
    stack_->setCurrentIndex(run ? 1 : 0);
    header()->setSubtitle(run ? tr("With the run %1").arg(QString::fromStdString(run->summary.name))
                              : tr("Type a sentence and see what the model says"));
}

void TryPage::retranslate() {
    header()->setTitle(tr("Try"));
    empty_->setTexts(tr("No trained model yet"), tr("Train one, then type a sentence here."));
    text_->retranslate();
    answer_->retranslate();
    file_->retranslate();
    refresh();
}

} // namespace espalier
