#include "ui/dialogs/DownloadDialog.h"

#include "ui/theme/Dress.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Numbers.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace espalier {
namespace {

QString bytesOf(std::uint64_t count) {
    return numbers::bytes(static_cast<double>(count));
}

// Nothing where the name is one.
std::optional<Problem> problemOf(const QString& name) {
    try {
        parseRepositoryName(name.toStdString());
        return std::nullopt;
    } catch (...) {
        return currentProblem();
    }
}

// "ORG/" goes on: nobody is told off in the middle of a word.
bool isUnfinished(const QString& name) {
    return name.isEmpty() || QStringLiteral("/@-.").contains(name.back());
}

QString titleOf(const RepositoryName& name) {
    return QString::fromStdString(name.revision == "main" ? name.id : name.id + '@' + name.revision);
}

QString filesOf(const RepositoryInfo& info) {
    QStringList files;
    for (const RepositoryFile& file : info.files)
        files << QString::fromStdString(file.path) + u' ' + bytesOf(file.bytes);
    return files.join(QStringLiteral(" · "));
}

} // namespace

DownloadDialog::DownloadDialog(ModelHub& hub, QWidget* parent)
    : QDialog(parent), hub_(hub), name_(new QLineEdit), look_(new QPushButton(tr("Look up"))),
      hint_(new Label(TextRole::Caption)), notice_(new Notice), offer_(new Card),
      warning_(new Label(TextRole::Warning)), progress_(new QWidget), bar_(new QProgressBar),
      amount_(new Label), file_(new Label(TextRole::Caption)), offline_(new QCheckBox(tr("Work offline"))),
      close_(new QPushButton), act_(new QPushButton) {
    dress(this);
    setWindowTitle(tr("Download a model"));
    setMinimumWidth(560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(buildQuestion());
    column->addWidget(notice_);
    column->addWidget(buildOffer());
    column->addWidget(progress_);
    column->addStretch(1);
    column->addWidget(buildButtons());
    buildProgress();
    connectHub();
    if (hub_.offer()) name_->setText(asked_ = titleOf(hub_.offer()->info.name));
    judgeName();
}

// Qt keeps a window as high as its parts want at least, but doesn't ask how high wrapped texts get at its
// width.
bool DownloadDialog::event(QEvent* event) {
    const bool known = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        setMinimumHeight(layout()->totalHeightForWidth(width()));
    return known;
}

QWidget* DownloadDialog::buildQuestion() {
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* caption = new Label(TextRole::Heading);
    caption->setText(tr("Which model of the hub?"));
    caption->setBuddy(name_);
    column->addWidget(caption);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    name_->setObjectName(QStringLiteral("repository"));
    name_->setPlaceholderText(QStringLiteral("sentence-transformers/all-MiniLM-L6-v2"));
    row->addWidget(name_, 1);
    look_->setObjectName(QStringLiteral("lookUp"));
    look_->setAutoDefault(false);
    row->addWidget(look_);
    column->addLayout(row);
    column->addWidget(hint_->wrapped());
    return part;
}

QWidget* DownloadDialog::buildOffer() {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const QString names[] = {tr("Licence"), tr("Family"), tr("Size"), tr("Room"), tr("Files")};
    for (int row = 0; row < rowCount; ++row) {
        auto* caption = new Label(TextRole::Caption);
        caption->setText(names[row]);
        grid->addWidget(caption, row, 0);
        auto* fact = new ElidedLabel(TextRole::Body, Qt::ElideRight);
        grid->addWidget(facts_[static_cast<std::size_t>(row)] = fact, row, 1);
    }
    offer_->body()->addLayout(grid);
    offer_->body()->addWidget(warning_->wrapped());
    offer_->setObjectName(QStringLiteral("offer"));
    warning_->setObjectName(QStringLiteral("offerWarning"));
    return offer_;
}

void DownloadDialog::buildProgress() {
    auto* column = new QVBoxLayout(progress_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    bar_->setAccessibleName(tr("Progress"));
    column->addWidget(bar_);
    column->addWidget(amount_);
    column->addWidget(file_->wrapped());
}

QWidget* DownloadDialog::buildButtons() {
    auto* part = new QWidget;
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 8, 0, 0);
    offline_->setObjectName(QStringLiteral("workOffline"));
    row->addWidget(offline_);
    row->addStretch(1);
    close_->setObjectName(QStringLiteral("closeDownload"));
    close_->setAutoDefault(false);
    row->addWidget(close_);
    act_->setObjectName(QStringLiteral("download"));
    setStyleRole(act_, "primary");
    act_->setAutoDefault(false);
    row->addWidget(act_);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(act_, &QPushButton::clicked, this, &DownloadDialog::act);
    return part;
}

void DownloadDialog::connectHub() {
    connect(name_, &QLineEdit::textChanged, this, &DownloadDialog::judgeName);
    connect(name_, &QLineEdit::returnPressed, this, &DownloadDialog::lookUp);
    connect(look_, &QPushButton::clicked, this, &DownloadDialog::lookUp);
    connect(offline_, &QCheckBox::clicked, &hub_, &ModelHub::setOffline);
    connect(&hub_, &ModelHub::offlineChanged, this, &DownloadDialog::refresh);
    connect(&hub_, &ModelHub::changed, this, &DownloadDialog::refresh);
    connect(&hub_, &ModelHub::progressed, this, &DownloadDialog::showProgress);
    connect(&hub_, &ModelHub::failed, this, [this](const Problem& problem) { notice_->tell(problem); });
    connect(&hub_, &ModelHub::fetched, this, &QDialog::accept);
    connect(this, &QDialog::finished, this, [this] { // nobody waits for the answer any more
        if (hub_.isLookingUp()) hub_.cancel();
    });
}

void DownloadDialog::judgeName() {
    const QString name = name_->text().trimmed();
    const auto problem = problemOf(name);
    const bool wrong = problem && !isUnfinished(name);
    hint_->setRole(wrong ? TextRole::Warning : TextRole::Caption);
    hint_->setText(wrong ? words(problem->what) + u' ' + words(problem->remedy)
                         : tr("ORG/NAME as on its page; with @REVISION a branch, a tag or a commit of it."));
    refresh();
}

void DownloadDialog::lookUp() {
    if (!look_->isEnabled()) return;
    notice_->hide();
    asked_ = name_->text().trimmed();
    hub_.lookUp(asked_);
}

void DownloadDialog::act() {
    notice_->hide();
    if (hub_.isFetching())
        hub_.cancel();
    else
        hub_.fetch();
}

void DownloadDialog::refresh() {
    const bool fetching = hub_.isFetching(), looking = hub_.isLookingUp();
    // Of another name that is being typed nothing is known.
    const bool known = fetching || asked_ == name_->text().trimmed();
    const auto offer = known ? hub_.offer() : std::nullopt;
    name_->setEnabled(!fetching);
    look_->setText(looking ? tr("Looking it up…") : tr("Look up"));
    look_->setEnabled(!fetching && !looking && !problemOf(name_->text().trimmed()));
    offline_->setChecked(hub_.isOffline());
    offline_->setEnabled(!hub_.isOfflineForced());
    offline_->setToolTip(tr("No connection is opened at all, by nothing in this program."));
    offer_->setVisible(offer.has_value());
    if (offer) showOffer(*offer);
    const bool begun = offer && offer->bytesToFetch > 0 && offer->bytesToFetch < offer->info.bytes();
    act_->setText(fetching                            ? tr("Stop")
                  : offer && offer->bytesToFetch == 0 ? tr("Use this model")
                  : begun                             ? tr("Go on downloading")
                                                      : tr("Download"));
    act_->setToolTip(fetching ? tr("What has arrived is kept, and the download goes on with it later")
                              : QString());
    act_->setEnabled(fetching || (offer && offer->isUsable() && offer->hasRoom()));
    close_->setText(fetching ? tr("Go on in the background") : tr("Close"));
    progress_->setVisible(fetching);
    if (fetching) showProgress();
}

void DownloadDialog::showOffer(const HubOffer& offer) {
    const RepositoryInfo& info = offer.info;
    const QString all = bytesOf(info.bytes());
    const auto files = static_cast<int>(info.files.size());
    offer_->setTitle(titleOf(info.name));
    facts_[Licence]->setText(info.license.empty()
                                 ? tr("not said: see %1").arg(QString::fromStdString(info.page))
                                 : QString::fromStdString(info.license));
    facts_[Family]->setText(!offer.family                 ? tr("not shown yet")
                            : offer.family->title.empty() ? tr("not supported")
                                                          : QString::fromStdString(offer.family->title));
    facts_[Size]->setText(offer.bytesToFetch == 0 ? tr("%1 in %2 files, all here already").arg(all).arg(files)
                          : offer.bytesToFetch == info.bytes()
                              ? tr("%1 in %2 files to download").arg(all).arg(files)
                              : tr("%1 in %2 files, %3 still to download")
                                    .arg(all)
                                    .arg(files)
                                    .arg(bytesOf(offer.bytesToFetch)));
    facts_[Room]->setText(offer.room ? tr("%1 free on the disk").arg(bytesOf(*offer.room)) : tr("not known"));
    facts_[Files]->setText(filesOf(info));
    const QStringList said = warnings(offer);
    warning_->setText(said.join(u'\n'));
    warning_->setVisible(!said.empty());
}

// What is in the way, or soon will be.
QStringList DownloadDialog::warnings(const HubOffer& offer) const {
    QStringList said;
    if (!offer.isUsable()) said << words(offer.family->problem) + u' ' + words(offer.family->remedy);
    if (!offer.hasRoom())
        said << tr("There is no room for it. Make room, or choose another disk with HF_HUB_CACHE.");
    if (offer.info.gated)
        said << tr("Its licence must be accepted on %1 first, with the account whose token is in HF_TOKEN.")
                    .arg(QString::fromStdString(offer.info.page));
    return said;
}

void DownloadDialog::showProgress() {
    const HubProgress& progress = hub_.progress();
    bar_->setValue(static_cast<int>(progress.share() * 1000));
    QStringList parts{tr("%1 of %2").arg(bytesOf(progress.now.bytes), bytesOf(progress.now.allBytes))};
    if (progress.bytesPerSecond > 0) parts << tr("%1 a second").arg(numbers::bytes(progress.bytesPerSecond));
    if (progress.secondsLeft >= 0) parts << tr("%1 left").arg(numbers::duration(progress.secondsLeft));
    amount_->setText(parts.join(QStringLiteral(" · ")));
    const bool waits = !progress.now.waiting.empty();
    file_->setRole(waits ? TextRole::Warning : TextRole::Caption);
    file_->setText(waits ? tr("%1 It is tried again in a moment.").arg(words(progress.now.waiting))
                         : QString::fromStdString(progress.now.file));
}

} // namespace espalier
