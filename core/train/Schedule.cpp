#include "core/train/Schedule.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace espalier {

// After the warm-up. A new schedule is one line here.
const std::vector<std::pair<std::string, Schedule::Course>>& Schedule::courses() {
    static const auto half = [](double turn) { return 0.5 * (1 + std::cos(std::numbers::pi * turn)); };
    static const std::vector<std::pair<std::string, Course>> all{
        {"constant", [](const Place&) { return 1.0; }},
        {"linear", [](const Place& p) { return 1 - p.share; }},
        {"cosine",
         [](const Place& p) { return half(p.share); }}, // Loshchilov & Hutter 2017, arXiv:1608.03983
        {"cosine_restarts",
         [](const Place& p) {
             return p.share >= 1 ? 0.0 : half(std::fmod(p.share * p.settings.cycles, 1.0));
         }},
        {"polynomial", [](const Place& p) { return std::pow(1 - p.share, p.settings.power); }},
        {"inverse_sqrt", // Vaswani et al. 2017, arXiv:1706.03762
         [](const Place& p) {
             const auto from = static_cast<double>(std::max<std::int64_t>(1, p.warmup));
             return std::sqrt(from / std::max(from, static_cast<double>(p.done)));
         }},
        // Smith & Topin 2018, arXiv:1708.07120: up in the warm-up, down to nearly nothing. LibTorch's cosine
        // form.
        {"one_cycle", [](const Place& p) { return 1e-4 + (1 - 1e-4) * half(p.share); }},
    };
    return all;
}

const std::vector<std::string>& Schedule::names() {
    static const auto names = [] {
        std::vector<std::string> all;
        for (const auto& [name, course] : courses()) all.push_back(name);
        return all;
    }();
    return names;
}

Schedule::Schedule(const ScheduleSettings& settings, std::int64_t steps)
    : settings_(settings),
      // a share is rounded up, as Transformers does
      warmup_(static_cast<std::int64_t>(
          std::ceil(settings.warmup < 1 ? settings.warmup * static_cast<double>(steps) : settings.warmup))),
      steps_(steps) {
    const auto it = std::find_if(courses().begin(), courses().end(),
                                 [&](const auto& course) { return course.first == settings.name; });
    if (it == courses().end())
        throw Error(ErrorKind::Usage, message("train", "There is no schedule \"{0}\".", settings.name),
                    message("train", "Choose one of {0}.", joined(names())));
    course_ = it->second;
}

double Schedule::factor(std::int64_t done) const {
    if (done < warmup_) return static_cast<double>(done) / static_cast<double>(warmup_);
    const double share = static_cast<double>(done - warmup_) /
                         static_cast<double>(std::max<std::int64_t>(1, steps_ - warmup_));
    return course_({std::min(1.0, share), done, warmup_, settings_});
}

} // namespace espalier
