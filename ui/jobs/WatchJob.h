#pragma once
// Looks on while another program trains a run: once a second what is new in the run's folder.
#include "ui/jobs/TrainJob.h"

namespace espalier {

class RunFollower;

class WatchJob : public QObject {
    Q_OBJECT
public:
    explicit WatchJob(QObject* parent);

    void start(const std::filesystem::path& run);
    void stop();
    bool isRunning() const { return timer_.isActive(); }
    void askToPause(); // whoever trains the run

signals:
    void news(const std::vector<espalier::TrainNews>& news);
    void ended(); // nobody trains it any more
    void failed(const espalier::Problem& problem);

private:
    void look();

    std::filesystem::path run_;
    std::shared_ptr<RunFollower> follower_;
    QTimer timer_;
    Job look_, pause_;
};

} // namespace espalier
