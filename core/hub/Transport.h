#pragma once
// One request and its answer over the wire: no redirect is followed, nothing is tried again.
// TransportCurl.cpp, or where the build found no libcurl TransportNone.cpp.
#include "core/base/Error.h"
#include "core/hub/Settings.h"

#include <map>
#include <memory>
#include <optional>
#include <string_view>

namespace espalier {

struct HttpHead {
    int status = 0;
    std::map<std::string, std::string> headers; // names in lower case
    std::chrono::seconds retryAfter{0};

    std::string header(const std::string& name) const; // "" where it is not there
    std::optional<std::uint64_t> number(const std::string& name) const;
};

struct HttpRequest {
    std::string url;
    std::string token;      // "": none
    std::uint64_t from = 0; // the first byte wanted
    // What they throw ends the transfer and is thrown by get().
    std::function<void(const HttpHead&)> onHead;
    std::function<void(std::string_view)> onBody;
};

// A failure that may pass: worth trying again, at the earliest after so long.
struct PassingError : Error {
    PassingError(Message what, Message remedy, std::chrono::seconds after = {})
        : Error(ErrorKind::Network, std::move(what), std::move(remedy)), earliest(after) {}
    std::chrono::seconds earliest;
};

// The one gate before every request: throws Error(Network) where the settings say offline. Nothing behind it
// has opened a socket or looked up a name.
void requireOnline(const HubSettings& settings, const std::string& url);

class Transport {
public:
    explicit Transport(HubSettings settings);
    ~Transport();

    HttpHead get(const HttpRequest& request, const StopToken& stop);
    const HubSettings& settings() const { return settings_; }

private:
    struct State;
    HubSettings settings_;
    std::unique_ptr<State> state_; // the connection, which the next request to the same host uses again
};

// Where a redirect leads: `location` may be relative to `base`. "" for what is no http or https address.
std::string absoluteUrl(const std::string& base, const std::string& location);

// Without its query, which may hold a signature that opens what it names.
std::string shownUrl(const std::string& url);

// "scheme://host:port", by which two addresses are one server's.
std::string originOf(const std::string& url);

} // namespace espalier
