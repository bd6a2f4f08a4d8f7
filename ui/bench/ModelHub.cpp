#include "ui/bench/ModelHub.h"

#include "core/hub/Client.h"
#include "core/hub/Room.h"
#include "ui/jobs/EngineLoader.h"
#include "ui/settings/Settings.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr int pollMs = 250;

HubSettings settingsFor(bool offline) {
    HubSettings hub = hubSettings();
    hub.offline = hub.offline || offline;
    return hub;
}

// Of a gated model the hub shows no file before its licence is accepted.
std::optional<FamilyFacts> familyOf(const RepositoryInfo& info, const HubSettings& hub,
                                    const StopToken& stop) {
    try {
        return engine().describeFamily(modelTypeOf(info, hub, stop), info.name.id);
    } catch (const StatusError&) {
        if (!info.gated) throw;
        return std::nullopt;
    }
}

HubOffer offerOf(const std::string& name, bool offline, const StopToken& stop) {
    const HubSettings hub = settingsFor(offline);
    HubOffer offer;
    offer.info = describeRepository(parseRepositoryName(name), hub, stop);
    offer.family = familyOf(offer.info, hub, stop);
    offer.bytesToFetch = bytesToFetch(offer.info, hub);
    offer.room = roomIn(hub.cache);
    return offer;
}

} // namespace

struct ModelHub::Latest {
    std::mutex mutex;
    DownloadProgress progress;
};

double HubProgress::share() const {
    return now.allBytes > 0 ? static_cast<double>(now.bytes) / static_cast<double>(now.allBytes) : 0;
}

ModelHub::ModelHub(QObject* parent, Activities* activities)
    : QObject(parent), turns_(std::make_shared<std::mutex>()), look_(this), fetch_(this, activities) {
    poll_.setInterval(pollMs);
    connect(&poll_, &QTimer::timeout, this, &ModelHub::poll);
    for (Job* job : {&look_, &fetch_}) connect(job, &Job::failed, this, &ModelHub::failed);
    connect(&look_, &Job::ended, this, &ModelHub::changed);
    connect(&fetch_, &Job::ended, this, [this] {
        poll_.stop();
        take();
        if (offer_) offer_->bytesToFetch = progress_.now.allBytes - progress_.now.bytes;
        emit changed();
    });
}

bool ModelHub::isOffline() const {
    return settings::offline() || isOfflineForced();
}

bool ModelHub::isOfflineForced() const {
    return offlineByEnvironment();
}

void ModelHub::setOffline(bool offline) {
    settings::setOffline(offline);
    if (offline) cancel();
    emit offlineChanged();
}

void ModelHub::lookUp(const QString& name) {
    if (isFetching()) return;
    offer_.reset();
    const auto work = [name = name.toStdString(), offline = isOffline()](const Job::Context& context) {
        return offerOf(name, offline, context.stop);
    };
    look_.start({}, work, [this](HubOffer offer) { offer_ = std::move(offer); });
    emit changed();
}

void ModelHub::fetch() {
    if (!offer_ || isFetching()) return;
    latest_ = std::make_shared<Latest>();
    latest_->progress.allBytes = offer_->info.bytes();
    there_ = offer_->info.bytes() - offer_->bytesToFetch;
    rate_ = {};
    progress_ = {};
    take();
    const auto work = [info = offer_->info, offline = isOffline(), latest = latest_,
                       turns = turns_](const Job::Context& context) {
        const std::lock_guard turn(*turns); // a cancelled one lets go of its files first
        const auto tell = [&](const DownloadProgress& now) {
            const std::lock_guard lock(latest->mutex);
            latest->progress = now;
        };
        return download(info, settingsFor(offline), tell, context.stop);
    };
    fetch_.start(message("ui", "Downloading {0}", offer_->info.name.id), work,
                 [this](const std::filesystem::path& folder) {
                     offer_.reset();
                     emit fetched(QString::fromStdString(folder.string()));
                 });
    poll_.start();
    emit changed();
}

void ModelHub::cancel() {
    look_.cancel();
    fetch_.cancel();
}

// Counts up from what was there: files that are there are passed over.
void ModelHub::take() {
    {
        const std::lock_guard lock(latest_->mutex);
        progress_.now = latest_->progress;
    }
    progress_.now.bytes = std::min(progress_.now.allBytes, there_ + progress_.now.fetched);
}

void ModelHub::poll() {
    const std::uint64_t before = progress_.now.fetched;
    take();
    const auto arrived = static_cast<std::int64_t>(std::max(before, progress_.now.fetched) - before);
    progress_.bytesPerSecond = rate_.add(pollMs / 1000.0, arrived);
    const auto left = static_cast<double>(progress_.now.allBytes - progress_.now.bytes);
    progress_.secondsLeft = progress_.bytesPerSecond > 0 ? left / progress_.bytesPerSecond : -1;
    fetch_.report(fetch_.title(), progress_.share(), progress_.secondsLeft);
    emit progressed();
}

} // namespace espalier
