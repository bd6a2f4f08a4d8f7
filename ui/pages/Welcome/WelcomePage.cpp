#include "ui/pages/Welcome/WelcomePage.h"

#include "ui/bench/Sample.h"
#include "ui/settings/Settings.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/EntryList.h"

#include <QDateTime>
#include <QDir>
#include <QPushButton>
#include <QScrollArea>

namespace espalier {
namespace {

QString lastChanged(const QString& folder) {
    const QDateTime when = std::max(QFileInfo(folder + QStringLiteral("/project.json")).lastModified(),
                                    QFileInfo(folder + QStringLiteral("/data.sqlite")).lastModified());
    return when.isValid() ? when.toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString();
}

} // namespace

WelcomePage::WelcomePage(Workbench& shared)
    : Page(shared), open_(header()->addButton()), new_(header()->addPrimary()), recentCard_(new Card),
      recent_(new EntryList), none_(new EmptyState(Glyph::Espalier)), sampleCard_(new Card),
      promise_(new Label(TextRole::Secondary)), read_(this) {
    open_->setIcon(icon(Glyph::Folder));
    new_->setIcon(icon(Glyph::Plus, Tone::OnAccent));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(buildRecent(), 3);
    row->addWidget(buildSamples(), 2);
    body()->addLayout(row, 1);
    body()->addWidget(buildSteps());

    connect(open_, &QPushButton::clicked, &shared, &Workbench::openProjectWanted);
    connect(new_, &QPushButton::clicked, &shared, &Workbench::newProjectWanted);
    connect(&shared, &Workbench::failed, this, [this] { enableSamples(true); });
    connect(recent_, &EntryList::entryChosen, this, [this](const QString& folder) {
        notice()->hide();
        bench().openProject(folder);
    });
}

QWidget* WelcomePage::buildRecent() {
    recent_->setObjectName(QStringLiteral("recentProjects"));
    recentCard_->body()->addWidget(recent_, 1);
    recentCard_->body()->addWidget(none_, 1);
    return recentCard_;
}

QWidget* WelcomePage::buildSamples() {
    auto* scroll = new QScrollArea; // for large letters in a small window
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(promise_->wrapped());
    for (const char* name : {"tickets", "reviews-zh"}) addSample(QLatin1String(name), column);
    column->addStretch(1);
    scroll->setWidget(page);
    sampleCard_->body()->addWidget(scroll);
    return sampleCard_;
}

QWidget* WelcomePage::buildSteps() {
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(24);
    for (const Glyph glyph : {Glyph::Data, Glyph::Model, Glyph::Train, Glyph::Evaluate, Glyph::Export}) {
        auto* picture = new QLabel;
        picture->setPixmap(icon(glyph, Tone::Accent).pixmap(20, 20));
        connect(&Theme::current(), &Theme::changed, picture,
                [picture, glyph] { picture->setPixmap(icon(glyph, Tone::Accent).pixmap(20, 20)); });
        const Step step{new Label(TextRole::Heading), new Label(TextRole::Caption)};
        auto* column = new QVBoxLayout;
        column->setSpacing(4);
        column->addWidget(picture);
        column->addWidget(step.title);
        column->addWidget(step.words->wrapped());
        column->addStretch(1);
        row->addLayout(column, 1);
        steps_.push_back(step);
    }
    card->body()->addLayout(row);
    return card;
}

void WelcomePage::addSample(const QString& name, QVBoxLayout* column) {
    const Sample sample{new Label(TextRole::Heading), new Label(TextRole::Secondary), new QPushButton};
    column->addSpacing(8);
    column->addWidget(newLine());
    column->addSpacing(8);
    column->addWidget(sample.title);
    column->addWidget(sample.words->wrapped());
    column->addSpacing(4);
    column->addWidget(sample.start, 0, Qt::AlignLeft);
    sample.start->setIcon(icon(Glyph::Play));
    sample.start->setObjectName(QStringLiteral("trySample-") + name);
    connect(sample.start, &QPushButton::clicked, this, [this, name] { start(name); });
    samples_.push_back(sample);
}

void WelcomePage::start(const QString& sample) {
    notice()->hide();
    enableSamples(false); // a second click would make a second project
    SampleRequest request;
    request.name = sample;
    trySample(bench(), request);
}

void WelcomePage::enableSamples(bool enabled) {
    for (const Sample& sample : samples_) sample.start->setEnabled(enabled);
}

void WelcomePage::opened() {
    enableSamples(true);
    read();
}

// In the background: a project may lie on a drive that takes its time.
void WelcomePage::read() {
    const auto work = [folders = settings::recentProjects()](const Job::Context&) {
        std::vector<Recent> projects;
        for (const QString& folder : folders) projects.push_back({folder, lastChanged(folder)});
        return projects;
    };
    read_.start({}, work, [this](const std::vector<Recent>& projects) { show(projects); });
}

void WelcomePage::show(const std::vector<Recent>& projects) {
    projects_ = projects;
    std::vector<Entry> entries;
    for (const auto& [folder, changed] : projects_) {
        const bool there = !changed.isEmpty();
        entries.push_back({folder,
                           QFileInfo(folder).completeBaseName(),
                           QDir::toNativeSeparators(folder),
                           there ? changed : tr("not there any more"),
                           {},
                           there});
    }
    recent_->setEntries(entries);
    recent_->setVisible(!entries.empty());
    none_->setVisible(entries.empty());
}

void WelcomePage::retranslate() {
    header()->setTitle(tr("Welcome to Espalier"));
    header()->setSubtitle(tr("Teach a language model to sort texts the way you do"));
    open_->setText(tr("Open project…"));
    new_->setText(tr("New project…"));
    recentCard_->setTitle(tr("Recent projects"));
    recent_->setAccessibleName(tr("Recent projects"));
    none_->setTexts(tr("No projects yet"),
                    tr("Start one with a table of texts and their labels, or try a sample first."));
    sampleCard_->setTitle(tr("See how it works"));
    promise_->setText(tr("One click makes a project and trains a model, here on this computer. Then type "
                         "sentences of your own."));
    const std::pair<QString, QString> words[] = {
        {tr("Support tickets"), tr("English messages to a help desk, sorted by what they are about.")},
        {tr("Restaurant reviews"), tr("Chinese reviews, sorted into food, delivery, service and place.")}};
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        samples_[i].title->setText(words[i].first);
        samples_[i].words->setText(words[i].second);
        samples_[i].start->setText(tr("Try the sample"));
        samples_[i].start->setAccessibleName(tr("Try the sample: %1").arg(words[i].first));
    }
    const std::pair<QString, QString> steps[] = {
        {tr("Import"), tr("A table of texts, each with its label")},
        {tr("Choose"), tr("A model to start from, and the layers that may change")},
        {tr("Train"), tr("Watch it learn; stop whenever you like")},
        {tr("Judge"), tr("See what it gets right, and read what it gets wrong")},
        {tr("Export"), tr("A folder that other tools load")}};
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        steps_[i].title->setText(steps[i].first);
        steps_[i].words->setText(steps[i].second);
    }
    show(projects_);
}

} // namespace espalier
