#pragma once
// The learning rate's course over a run.
#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

struct ScheduleSettings {
    std::string name = "linear";
    double warmup = 0.1; // a share of all steps below 1, else a number of steps
    double cycles = 2;   // of cosine_restarts
    double power = 2;    // of polynomial
};

class Schedule {
public:
    // Throws Error(Usage) for an unknown name.
    Schedule(const ScheduleSettings& settings, std::int64_t steps);

    // Factor of the learning rate for the step after `done` finished ones; warm-up rises linearly from 0, as
    // Transformers' get_linear_schedule_with_warmup.
    double factor(std::int64_t done) const;
    static const std::vector<std::string>& names();

private:
    // How far the run is after the warm-up, in [0, 1].
    struct Place {
        double share;
        std::int64_t done, warmup;
        const ScheduleSettings& settings;
    };
    using Course = double (*)(const Place& place);
    static const std::vector<std::pair<std::string, Course>>& courses();

    ScheduleSettings settings_;
    Course course_;
    std::int64_t warmup_, steps_;
};

} // namespace espalier
