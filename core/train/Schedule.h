#pragma once
// The learning rate's course over a run.
#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

class Schedule {
public:
    // warmup: a share of all steps below 1, else a number of steps. Throws Error(Usage) for an unknown name.
    Schedule(const std::string& name, double warmup, std::int64_t steps);

    // Factor of the learning rate for the step after `done` finished ones; warm-up rises linearly from 0, as
    // Transformers' get_linear_schedule_with_warmup.
    double factor(std::int64_t done) const;
    static const std::vector<std::string>& names();

private:
    bool decays_;
    std::int64_t warmup_, steps_;
};

} // namespace espalier
