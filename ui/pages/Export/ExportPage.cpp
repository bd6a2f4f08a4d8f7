#include "ui/pages/Export/ExportPage.h"

#include "core/base/Text.h"
#include "core/data/Words.h"
#include "core/export/HuggingFace.h"
#include "core/task/Names.h"
#include "ui/dialogs/PathDialog.h"
#include "ui/jobs/EngineLoader.h"
#include "ui/pages/Export/ProofCard.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Card.h"

#include <QDir>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace espalier {
namespace {

QString freeFolder(const QDir& parent, const QString& name) {
    for (int i = 1;; ++i) {
        const QString folder = parent.filePath(i == 1 ? name : QStringLiteral("%1-%2").arg(name).arg(i));
        if (!QFileInfo::exists(folder)) return folder;
    }
}

constexpr std::size_t enoughTexts = 1000; // to learn from, where there are no others

struct Proof {
    ExportProof found;
    ProofCard::Basis basis;
};

// The part by which the run was judged, so that its accuracy can be compared; else any that has texts.
std::vector<Example> examplesOf(Examples all, const Evaluation* judged) {
    if (judged && judged->part == "validation") return std::move(all.validation);
    if (judged || !all.test.empty()) return std::move(all.test);
    if (!all.validation.empty()) return std::move(all.validation);
    all.train.resize(std::min(all.train.size(), enoughTexts));
    return std::move(all.train);
}

std::string anyAnswer(const Recipe& recipe, const std::string& text) {
    if (recipe.task == regression) return "0";
    if (recipe.task != tokenClassification) return recipe.labels.front();
    return joined(std::vector(wordsIn(text).size(), recipe.labels.front()), " ");
}

Proof proveRun(const OpenedRun& run, const QString& target, Examples all, const StopToken& stop) {
    using Basis = ProofCard::Basis;
    const bool same = contentHash(all) == run.summary.recipe.dataHash;
    const Evaluation* judged = same ? run.evaluation() : nullptr;
    std::vector<Example> examples = examplesOf(std::move(all), judged);
    // What other data call a text does not matter to what is predicted, and the run may not know it.
    if (!same)
        for (Example& example : examples) example.label = anyAnswer(run.summary.recipe, example.text);
    return {engine().proveExport(run.summary.folder, target.toStdString(), examples, stop),
            !same    ? Basis::OtherData
            : judged ? Basis::SameTexts
                     : Basis::NeverJudged};
}

// Transformers has no class whose head reads all tokens.
QString readersOf(const std::string& pooling) {
    if (pooling == "auto")
        return ExportPage::tr("Any tool that reads this format loads it: Transformers, and this program.");
    return pooling == "attention"
               ? ExportPage::tr("This program loads it: no other has a head that pools by attention.")
               : ExportPage::tr("The sentence-transformers library loads it, and this program.");
}

} // namespace

ExportPage::ExportPage(Workbench& shared)
    : Page(shared), export_(header()->addPrimary()), placeCard_(new Card), target_(new QLineEdit),
      choose_(new QPushButton), contents_(new Label(TextRole::Caption)), proof_(new ProofCard),
      cardCard_(new Card), card_(new QPlainTextEdit), read_(this), write_(this, &shared.activities()),
      prove_(this, &shared.activities()) {
    export_->setIcon(icon(Glyph::Export, Tone::OnAccent));
    export_->setObjectName(QStringLiteral("export"));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(buildLeft(), 1);
    card_->setObjectName(QStringLiteral("modelCard"));
    card_->setTabChangesFocus(true);
    cardCard_->body()->addWidget(card_, 1);
    row->addWidget(cardCard_, 1);
    body()->addLayout(row, 1);
    connectAll();
}

QWidget* ExportPage::buildLeft() {
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    target_->setObjectName(QStringLiteral("exportFolder"));
    auto* place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(target_, 1);
    place->addWidget(choose_);
    placeCard_->body()->addLayout(place);
    placeCard_->body()->addWidget(contents_->wrapped());
    column->addWidget(placeCard_);
    column->addWidget(proof_);
    column->addStretch(1);
    return left;
}

void ExportPage::connectAll() {
    connect(export_, &QPushButton::clicked, this, &ExportPage::exportRun);
    connect(choose_, &QPushButton::clicked, this, &ExportPage::chooseParent);
    connect(target_, &QLineEdit::textChanged, this, &ExportPage::refresh);
    for (Job* job : {&read_, &write_, &prove_}) connect(job, &Job::failed, this, &Page::tell);
    for (Job* job : {&write_, &prove_}) connect(job, &Job::ended, this, &ExportPage::refresh);
    connect(&prove_, &Job::ended, this, [this] { proof_->setChecking(false); });
    connect(&bench().runs(), &RunShelf::currentChanged, this, [this] {
        if (isVisible()) readCard();
        refresh();
    });
}

void ExportPage::opened() {
    readCard();
}

// An edited card stays until another run is shown.
void ExportPage::readCard() {
    const auto run = bench().runs().current();
    const auto folder = run ? run->summary.folder : std::filesystem::path();
    if (folder == run_) return;
    run_ = folder;
    card_->clear();
    proof_->setExported({});
    notice()->hide();
    if (!run) return read_.cancel();
    const QDir project(QString::fromStdString(bench().project()->folder().string()));
    setTarget(
        freeFolder(project.filePath(QStringLiteral("exports")), QString::fromStdString(run->summary.name)));
    const auto work = [folder](const Job::Context&) { return modelCardFor(folder); };
    read_.start({}, work, [this](const std::string& text) {
        card_->setPlainText(QString::fromStdString(text));
        refresh();
    });
}

void ExportPage::setTarget(const QString& folder) {
    target_->setText(QDir::toNativeSeparators(folder));
}

QString ExportPage::target() const {
    return QDir::fromNativeSeparators(target_->text().trimmed());
}

void ExportPage::chooseParent() {
    askPath(this,
            {PathQuestion::Kind::Folder,
             tr("Choose where the exported folder goes"),
             QFileInfo(target()).path(),
             {}},
            [this](const QString& parent) {
                const auto run = bench().runs().current();
                if (run) setTarget(freeFolder(parent, QString::fromStdString(run->summary.name)));
            });
}

void ExportPage::exportRun() {
    notice()->hide();
    proof_->setExported({});
    const auto work = [run = run_, target = target().toStdString(),
                       card = card_->toPlainText().toStdString()](const Job::Context&) {
        exportHuggingFace(run, target, card);
    };
    write_.start(message("export", "Exporting"), work, [this] {
        proof_->setExported(target());
        prove();
    });
    refresh();
}

void ExportPage::prove() {
    const auto run = bench().runs().current();
    if (!run || run->summary.folder != run_) return;
    const auto work = [project = bench().project(), run, target = target()](const Job::Context& context) {
        return proveRun(*run, target, project->data().examples(), context.stop);
    };
    prove_.start(message("export", "Checking the exported folder"), work, [this, run](const Proof& proof) {
        const Evaluation* judged = run->evaluation();
        std::optional<double> accuracy;
        if (judged && run->summary.recipe.task != regression) accuracy = judged->metrics.accuracy;
        proof_->setProof(proof.found, proof.basis, accuracy);
    });
    proof_->setChecking(true);
}

void ExportPage::refresh() {
    const auto run = bench().runs().current();
    const bool busy = write_.isRunning() || prove_.isRunning();
    export_->setEnabled(run && !busy && !target().isEmpty() && !card_->toPlainText().isEmpty());
    placeCard_->setSubtitle(readersOf(run ? run->summary.recipe.pooling : std::string("auto")));
    header()->setSubtitle(
        run ? tr("The run %1, for other tools").arg(QString::fromStdString(run->summary.name))
            : tr("Take the trained model with you"));
}

void ExportPage::retranslate() {
    header()->setTitle(tr("Export"));
    export_->setText(tr("Export"));
    placeCard_->setTitle(tr("Hugging Face folder"));
    target_->setAccessibleName(tr("Folder to export to"));
    choose_->setText(tr("Choose…"));
    contents_->setText(
        tr("Weights, settings with the names of your labels, the tokenizer and the model card. "
           "The folder is made new; your texts are not in it."));
    cardCard_->setTitle(tr("Model card"));
    cardCard_->setSubtitle(tr("What others should know of the model. Change it as you like."));
    card_->setAccessibleName(tr("Model card"));
    proof_->retranslate();
    refresh();
}

} // namespace espalier
