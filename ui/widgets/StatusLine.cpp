#include "ui/widgets/StatusLine.h"

#include "ui/jobs/Job.h"
#include "ui/theme/Dress.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Numbers.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace espalier {

StatusLine::StatusLine(Activities& activities, QWidget* parent)
    : QFrame(parent), activities_(activities), bar_(new QProgressBar),
      words_(new ElidedLabel(TextRole::Body, Qt::ElideRight)), cancel_(new QToolButton), device_(new Label),
      offline_(new QToolButton) {
    dress(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(16);
    setMinimumHeight(32);
    bar_->setFixedWidth(180);
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    row->addWidget(bar_);
    row->addWidget(words_);
    setStyleRole(cancel_, "quiet");
    QSizePolicy keepsItsPlace = cancel_->sizePolicy(); // or the line would grow when a job begins
    keepsItsPlace.setRetainSizeWhenHidden(true);
    cancel_->setSizePolicy(keepsItsPlace);
    cancel_->setObjectName(QStringLiteral("stopActivity"));
    cancel_->setIcon(icon(Glyph::Close));
    row->addWidget(cancel_);
    row->addStretch(1);
    row->addWidget(device_);
    setStyleRole(offline_, "quiet");
    offline_->setObjectName(QStringLiteral("offline"));
    offline_->setCheckable(true);
    row->addWidget(offline_);
    connect(offline_, &QToolButton::clicked, this, &StatusLine::offlineWanted);
    connect(&activities_, &Activities::changed, this, &StatusLine::refresh);
    connect(cancel_, &QToolButton::clicked, this, [this] {
        if (Job* job = shown()) emit cancelWanted(job);
    });
    retranslate();
}

void StatusLine::setDevice(const QString& device) {
    device_->setText(device);
}

void StatusLine::retranslate() {
    cancel_->setToolTip(tr("Stop this"));
    cancel_->setAccessibleName(tr("Stop this"));
    bar_->setAccessibleName(tr("Progress"));
    setOffline(offline_->isChecked(), !offline_->isEnabled());
    refresh();
}

void StatusLine::setOffline(bool offline, bool forced) {
    offline_->setChecked(offline);
    offline_->setEnabled(!forced);
    offline_->setText(offline ? QStringLiteral("● ") + tr("Offline") : QStringLiteral("○ ") + tr("Online"));
    offline_->setToolTip(
        forced ? tr("HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set: this program opens no connection.")
        : offline
            ? tr("This program opens no connection: your texts and models stay on this computer.")
            : tr("Connections are opened only to download a model, when you ask for it; your texts stay "
                 "on this computer. Press to forbid even that."));
}

Job* StatusLine::shown() const {
    return activities_.running().isEmpty() ? nullptr : activities_.running().front();
}

void StatusLine::refresh() {
    const Job* job = shown();
    bar_->setVisible(job);
    cancel_->setVisible(job);
    if (!job) return words_->setText(tr("Ready"));
    bar_->setRange(0, job->done() < 0 ? 0 : 1000); // no range: it moves to and fro
    if (job->done() >= 0) bar_->setValue(static_cast<int>(job->done() * 1000));
    QString text = words(job->title());
    if (job->secondsLeft() >= 0)
        text += QStringLiteral(" · ") + tr("%1 left").arg(numbers::duration(job->secondsLeft()));
    words_->setText(text);
}

} // namespace espalier
