#include "ui/pages/Model/ModelPage.h"

#include "ui/dialogs/DownloadDialog.h"
#include "ui/dialogs/PathDialog.h"
#include "ui/jobs/EngineLoader.h"
#include "ui/pages/Model/AboutCard.h"
#include "ui/pages/Model/Advisor.h"
#include "ui/pages/Model/FitCard.h"
#include "ui/pages/Model/LadderCard.h"
#include "ui/pages/Model/LanguageWords.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/EntryList.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/SideColumn.h"

#include <QPushButton>

#include <algorithm>

namespace espalier {
namespace {

Entry entryOf(const ModelInfo& model) {
    Entry entry;
    entry.key = QString::fromStdString(model.folder.string());
    entry.title = QString::fromStdString(model.name);
    entry.usable = model.problem.empty();
    entry.toolTip = entry.key;
    if (!entry.usable) {
        entry.detail = words(model.problem);
        entry.toolTip = (entry.detail + u'\n' + words(model.remedy)).trimmed();
        return entry;
    }
    QStringList facts{QString::fromStdString(model.familyTitle)};
    if (const QString language = languageNamed(model.language); !language.isEmpty()) facts << language;
    facts << numbers::shortened(static_cast<double>(model.anatomy.parameters()))
          << numbers::bytes(static_cast<double>(model.bytes));
    entry.detail = facts.join(QStringLiteral(" · "));
    return entry;
}

bool contains(const std::vector<ModelInfo>& models, const std::filesystem::path& folder) {
    return std::any_of(models.begin(), models.end(), [&](auto& model) { return model.folder == folder; });
}

} // namespace

ModelPage::ModelPage(Workbench& shared)
    : Page(shared), add_(header()->addButton()), download_(header()->addButton()),
      continue_(header()->addPrimary()), libraryCard_(new Card), list_(new EntryList),
      none_(new EmptyState(Glyph::Model)), about_(new AboutCard), advisor_(new Advisor(shared, this)),
      fit_(new FitCard(shared, *advisor_)), ladder_(new LadderCard(shared)), describe_(this) {
    add_->setIcon(icon(Glyph::Folder));
    add_->setObjectName(QStringLiteral("addModelFolder"));
    download_->setIcon(icon(Glyph::Download));
    download_->setObjectName(QStringLiteral("downloadModel"));
    continue_->setObjectName(QStringLiteral("continueToTraining"));
    list_->setObjectName(QStringLiteral("models"));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(buildLeft());
    row->addWidget(ladder_, 1);
    body()->addLayout(row, 1);

    connect(add_, &QPushButton::clicked, this, &ModelPage::addFolder);
    connect(download_, &QPushButton::clicked, this, &ModelPage::download);
    connect(none_, &EmptyState::actionWanted, this, &ModelPage::download);
    connect(continue_, &QPushButton::clicked, this, [this] { emit bench().stageWanted(Stage::Train); });
    connect(list_, &EntryList::entryChosen, this, &ModelPage::choose);
    connect(fit_, &FitCard::modelWanted, this, &ModelPage::choose);
    connect(advisor_, &Advisor::changed, this, &ModelPage::markBest);
    connect(&shared.models(), &ModelShelf::listed, this, &ModelPage::refreshList);
    connect(&shared.models(), &ModelShelf::chosenChanged, this, &ModelPage::refreshList);
    connect(&shared.models(), &ModelShelf::failed, this, &Page::tell);
    connect(&shared.data(), &DataSet::changed, this, &ModelPage::considerAdvice);
    connect(&shared.training(), &Training::ended, this, &ModelPage::considerAdvice);
    connect(&shared, &Workbench::stagesChanged, this, &ModelPage::refresh);
    connect(&shared, &Workbench::projectChanged, this, [this] { notice()->hide(); });
    connect(&describe_, &Job::failed, this, &Page::tell);
    connect(&shared.hub(), &ModelHub::failed, this, [this](const Problem& problem) {
        if (!dialog_) emit bench().failed(problem); // it went on behind the page
    });
}

QWidget* ModelPage::buildLeft() {
    auto* side = new SideColumn;
    list_->setMinimumHeight(64); // what is left of the window, and never nothing
    list_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    libraryCard_->body()->addWidget(list_, 1);
    libraryCard_->body()->addWidget(none_, 1);
    side->column()->addWidget(libraryCard_, 1);
    side->column()->addWidget(about_);
    side->column()->addWidget(fit_);
    return side;
}

void ModelPage::opened() {
    suggest();
    considerAdvice();
}

// A person who does not know models starts with the smallest that works.
void ModelPage::suggest() {
    const ModelInfo* model = bench().models().suggested();
    if (isVisible() && bench().project() && bench().recipe().model.empty() && model)
        bench().chooseModel(QString::fromStdString(model->folder.string()));
}

void ModelPage::addFolder() {
    askPath(this, {PathQuestion::Kind::Folder, tr("Choose a model's folder"), {}, {}},
            [this](const QString& folder) {
                notice()->hide();
                const auto work = [folder = folder.toStdString()](const Job::Context&) {
                    const auto found = engine().listModels({folder});
                    const auto usable = std::find_if(found.begin(), found.end(),
                                                     [](const ModelInfo& m) { return m.problem.empty(); });
                    // Says what is missing, where nothing is usable.
                    const auto model = usable == found.end() ? engine().describeModel(folder, 0) : *usable;
                    espalier::addFolder(folder);
                    return model;
                };
                describe_.start({}, work, [this](const ModelInfo& model) {
                    bench().models().refresh();
                    choose(QString::fromStdString(model.folder.string()));
                });
            });
}

void ModelPage::download() {
    dialog_ = new DownloadDialog(bench().hub(), this);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    dialog_->open();
}

void ModelPage::choose(const QString& folder) {
    const auto& chosen = bench().models().chosen();
    if (chosen && chosen->folder == folder.toStdString()) return;
    notice()->hide();
    bench().chooseModel(folder);
}

std::vector<ModelInfo> ModelPage::offered() const {
    const std::vector<ModelInfo>& library = bench().models().models();
    std::vector<ModelInfo> all = library;
    for (const ModelInfo& model : added_)
        if (!contains(library, model.folder)) all.push_back(model);
    return all;
}

void ModelPage::refreshList() {
    const auto& chosen = bench().models().chosen();
    if (chosen && !contains(offered(), chosen->folder)) added_.push_back(*chosen);
    showEntries();
    about_->setModel(chosen);
    suggest();
    considerAdvice();
    refresh();
}

void ModelPage::showEntries() {
    const auto& chosen = bench().models().chosen();
    std::vector<Entry> entries;
    for (const ModelInfo& model : offered()) {
        entries.push_back(entryOf(model));
        if (model.folder == best_) entries.back().aside = tr("suits best");
    }
    list_->setEntries(entries);
    list_->setPresent(chosen ? QString::fromStdString(chosen->folder.string()) : QString());
    list_->setVisible(!entries.empty());
    none_->setVisible(entries.empty() && bench().models().isListed());
}

// Trying every tokenizer takes a while: only where somebody looks.
void ModelPage::considerAdvice() {
    if (isVisible()) advisor_->consider(offered());
}

void ModelPage::markBest() {
    const ModelInfo* best = advisor_->best();
    const std::filesystem::path now = best ? best->folder : std::filesystem::path();
    if (now == best_) return;
    best_ = now;
    showEntries();
}

void ModelPage::refresh() {
    continue_->setEnabled(bench().stage(Stage::Train).possible);
    continue_->setToolTip(bench().stage(Stage::Train).reason);
}

void ModelPage::retranslate() {
    header()->setTitle(tr("Model"));
    header()->setSubtitle(tr("Choose what to start from, and what may change"));
    add_->setText(tr("Add folder…"));
    download_->setText(tr("Download…"));
    continue_->setText(tr("Continue to training"));
    libraryCard_->setTitle(tr("Models"));
    list_->setAccessibleName(tr("Models"));
    none_->setTexts(tr("No models yet"),
                    tr("Download one, or add the folder of a model in the Hugging Face format."),
                    tr("Download…"));
    about_->retranslate();
    advisor_->retranslate();
    fit_->retranslate();
    ladder_->retranslate();
    refreshList();
}

} // namespace espalier
