#include "core/base/Clock.h"

#include <ctime>

namespace espalier {

std::string nowIso8601() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[40];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &local);
    return text;
}

} // namespace espalier
