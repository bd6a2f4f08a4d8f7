#pragma once
// How the hub is reached and where what comes from it is kept: the environment variables are those of
// huggingface_hub, so that a person who has set them up once finds everything.
#include "core/base/Stop.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace espalier {

struct HubSettings {
    std::string endpoint = "https://huggingface.co"; // HF_ENDPOINT; no slash at its end
    // HF_TOKEN, HUGGING_FACE_HUB_TOKEN, or the file HF_TOKEN_PATH or $HF_HOME/token. It goes to the
    // endpoint's own host and nowhere else: no log, no error, no other host.
    std::string token;
    std::filesystem::path cache;
    bool offline = false; // HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE: no socket is opened

    std::chrono::milliseconds stall{30'000}; // so long with hardly a byte, and a transfer has failed
    // After a failure that may pass the transfer waits so long, and goes on; after the last it gives up.
    std::vector<std::chrono::milliseconds> waits{std::chrono::seconds(1), std::chrono::seconds(2),
                                                 std::chrono::seconds(4), std::chrono::seconds(8),
                                                 std::chrono::seconds(16)};
    // Waits, or throws Stopped. Tests count instead.
    std::function<void(std::chrono::milliseconds, const StopToken&)> wait;
};

// Whether the environment forbids every connection.
bool offlineByEnvironment();

// As the environment says. Throws Error(Usage) for an endpoint or a token that can be none.
HubSettings hubSettings();

// HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, $HF_HOME/hub, $XDG_CACHE_HOME/huggingface/hub, or
// ~/.cache/huggingface/hub.
std::filesystem::path hubCache();

} // namespace espalier
