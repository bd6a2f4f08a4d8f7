#include "core/train/Schedule.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

#include <algorithm>
#include <cmath>

namespace espalier {

const std::vector<std::string>& Schedule::names() {
    static const std::vector<std::string> all{"constant", "linear"};
    return all;
}

Schedule::Schedule(const std::string& name, double warmup, std::int64_t steps)
    : decays_(name == "linear"),
      // a share is rounded up, as Transformers does
      warmup_(
          static_cast<std::int64_t>(std::ceil(warmup < 1 ? warmup * static_cast<double>(steps) : warmup))),
      steps_(steps) {
    if (std::find(names().begin(), names().end(), name) == names().end())
        throw Error(ErrorKind::Usage, message("train", "There is no schedule \"{0}\".", name),
                    message("train", "Choose one of {0}.", joined(names())));
}

double Schedule::factor(std::int64_t done) const {
    if (done < warmup_) return static_cast<double>(done) / static_cast<double>(warmup_);
    if (!decays_) return 1;
    const auto left =
        static_cast<double>(steps_ - done) / static_cast<double>(std::max<std::int64_t>(1, steps_ - warmup_));
    return std::max(0.0, left);
}

} // namespace espalier
