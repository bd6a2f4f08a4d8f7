#pragma once
// A search on its own thread. What its trials tell is collected there and handed to the window as it is.
#include "core/project/Project.h"
#include "core/train/Search.h"
#include "ui/jobs/Job.h"

namespace espalier {

// A trial as the window shows it.
struct TrialProgress {
    int number = 0;
    std::vector<std::string> values;
    std::vector<std::pair<double, double>> scores; // step, what it is judged by; in order
    std::int64_t steps = 0;
    bool running = false, failed = false;
    std::filesystem::path folder;
};

class SearchJob : public QObject {
    Q_OBJECT
public:
    SearchJob(QObject* parent, Activities* activities);
    ~SearchJob() override;

    // In the project's folder, where the same search goes on if it began before.
    void start(std::shared_ptr<Project> project, const SearchPlan& plan);
    void cancel(); // everything is saved
    bool isRunning() const { return job_.isRunning(); }

signals:
    void moved(const std::vector<espalier::TrialProgress>& trials);    // in order of their numbers
    void finished(const std::vector<espalier::TrialProgress>& trials); // the best first
    void failed(const espalier::Problem& problem);
    void ended();

private:
    class Feed;
    std::shared_ptr<Feed> feed_;
    Job job_;
};

} // namespace espalier
