#pragma once
// A model of the hub on its way to this computer: looked up first, then fetched where that is wanted, also
// while no dialog is open. No connection is opened but for these two, and none while it is offline.
#include "core/hub/Download.h"
#include "core/model/Library.h"
#include "core/train/RateMeter.h"
#include "ui/jobs/Job.h"

#include <QTimer>

#include <mutex>

namespace espalier {

// What a person should know before anything large is fetched.
struct HubOffer {
    RepositoryInfo info;
    std::optional<FamilyFacts> family; // nothing where the hub shows no file yet: it is gated
    std::uint64_t bytesToFetch = 0;
    std::optional<std::uint64_t> room; // on the disk where it will be kept

    bool hasRoom() const { return !room || *room >= bytesToFetch; }
    bool isUsable() const { return !family || family->problem.empty(); }
};

struct HubProgress {
    DownloadProgress now;
    double bytesPerSecond = 0; // 0 where it can't be told
    double secondsLeft = -1;   // likewise < 0

    double share() const;
};

class ModelHub : public QObject {
    Q_OBJECT
public:
    ModelHub(QObject* parent, Activities* activities);

    // Kept from one start to the next. Going offline ends what is under way.
    bool isOffline() const;
    bool isOfflineForced() const; // by the environment
    void setOffline(bool offline);

    void lookUp(const QString& name); // then changed() with an offer(), or failed()
    void fetch();                     // what is on offer, then fetched() or failed()
    void cancel();                    // what has arrived is kept, and fetch() goes on with it
    bool isLookingUp() const { return look_.isRunning(); }
    bool isFetching() const { return fetch_.isRunning(); }
    const std::optional<HubOffer>& offer() const { return offer_; }
    const HubProgress& progress() const { return progress_; }

signals:
    void changed();
    void progressed();
    void fetched(const QString& folder);
    void failed(const espalier::Problem& problem);
    void offlineChanged();

private:
    struct Latest;
    void take();
    void poll();

    std::optional<HubOffer> offer_;
    HubProgress progress_;
    std::uint64_t there_ = 0; // bytes, before it was fetched
    RateMeter rate_;
    std::shared_ptr<Latest> latest_; // what the thread that fetches said last
    std::shared_ptr<std::mutex> turns_;
    QTimer poll_;
    Job look_, fetch_;
};

} // namespace espalier
