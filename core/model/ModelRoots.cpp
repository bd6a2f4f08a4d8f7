#include "core/base/Files.h"
#include "core/hub/Settings.h"
#include "core/model/Library.h"

#include <cstdlib>

namespace espalier {

namespace {

fs::path fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value ? fs::path(value) : fs::path();
}

fs::path dataHome() {
    const auto xdg = fromEnvironment("XDG_DATA_HOME");
    return xdg.empty() ? fromEnvironment("HOME") / ".local/share" : xdg;
}

} // namespace

std::vector<fs::path> modelRoots() {
    const auto own = fromEnvironment("ESPALIER_MODELS");
    return {own.empty() ? dataHome() / "espalier" / "models" : own, hubCache()};
}

} // namespace espalier
