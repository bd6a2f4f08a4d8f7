#include "core/hub/Settings.h"

#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/Text.h"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace espalier {

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? trimmed(value) : std::string();
}

std::string firstVariable(std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (auto value = variable(name); !value.empty()) return value;
    return {};
}

fs::path home() {
    return variable("HOME");
}

fs::path withHome(const std::string& path) {
    return path.starts_with("~/") ? home() / path.substr(2) : fs::path(path);
}

fs::path hubHome() {
    if (const auto chosen = variable("HF_HOME"); !chosen.empty()) return withHome(chosen);
    const auto caches = variable("XDG_CACHE_HOME");
    return (caches.empty() ? home() / ".cache" : withHome(caches)) / "huggingface";
}

bool isOn(const char* name) {
    const auto value = lowered(variable(name));
    return value == "1" || value == "on" || value == "yes" || value == "true";
}

std::string endpoint() {
    auto url = variable("HF_ENDPOINT");
    if (url.empty()) return HubSettings().endpoint;
    while (url.ends_with('/')) url.pop_back();
    const auto scheme = lowered(url.substr(0, url.find("://")));
    const bool plain = url.find_first_of("@?# \\") == std::string::npos; // '@': a password would be shown
    if ((scheme == "http" || scheme == "https") && url.size() > scheme.size() + 3 && plain) return url;
    throw Error(ErrorKind::Usage,
                message("hub", "HF_ENDPOINT is no address of a hub: expected https://HOST or http://HOST, "
                               "without user, password or query."),
                message("hub", "Correct it, or unset it for {0}.", HubSettings().endpoint));
}

std::string token() {
    auto found = firstVariable({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"});
    if (found.empty()) {
        const auto chosen = variable("HF_TOKEN_PATH");
        const fs::path file = chosen.empty() ? hubHome() / "token" : withHome(chosen);
        std::error_code ignored;
        if (fs::is_regular_file(file, ignored)) found = trimmed(readFile(file));
    }
    // Anything else, a line break above all, would end its header and begin another.
    const bool sound = std::all_of(found.begin(), found.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (sound) return found;
    throw Error(
        ErrorKind::Usage,
        message("hub", "The hub's token holds white space or characters that no token has."),
        message("hub", "Copy it once more into HF_TOKEN, or into the file that HF_TOKEN_PATH names."));
}

void waitFor(std::chrono::milliseconds time, const StopToken& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, time, [] { return false; });
    throwIfStopped(stop);
}

} // namespace

std::filesystem::path hubCache() {
    const auto chosen = firstVariable({"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"});
    return chosen.empty() ? hubHome() / "hub" : withHome(chosen);
}

bool offlineByEnvironment() {
    return isOn("HF_HUB_OFFLINE") || isOn("TRANSFORMERS_OFFLINE");
}

HubSettings hubSettings() {
    HubSettings settings;
    settings.endpoint = endpoint();
    settings.token = token();
    settings.cache = hubCache();
    settings.offline = offlineByEnvironment();
    settings.wait = waitFor;
    return settings;
}

} // namespace espalier
