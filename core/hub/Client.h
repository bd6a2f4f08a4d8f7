#pragma once
// Asks the hub about one repository: redirects followed, the token kept to the hub's own host, refusals put
// into words, failures that may pass tried again.
#include "core/hub/Names.h"
#include "core/hub/Transport.h"

namespace espalier {

// An answer that is neither the thing asked for nor a failure that may pass.
struct StatusError : Error {
    StatusError(int httpStatus, Message what, Message remedy = {})
        : Error(ErrorKind::Network, std::move(what), std::move(remedy)), status(httpStatus) {}
    int status;
};

// Where an answer of `url` leads. Throws Error(Network) for what is no address, and for a way from an
// encrypted connection to one that is not; only who set up an unencrypted endpoint goes there.
std::string redirected(const std::string& url, const std::string& location, const std::string& endpoint);

class HubClient {
public:
    // onWait hears why the client waits before it tries again.
    HubClient(HubSettings settings, RepositoryName repository,
              std::function<void(const Message&)> onWait = {});

    // Once, redirects included. onHead and onBody get the answer proper, of status 200 or 206.
    void get(const HttpRequest& request, const StopToken& stop);

    // A text of at most so many bytes, with patience.
    std::string text(const std::string& url, std::size_t mostBytes, const StopToken& stop);

    // Does the work again after each PassingError, as HubSettings::waits says. Work that has reached a good
    // deal more bytes than ever before may fail as often again.
    void persist(const std::function<void()>& work, const StopToken& stop,
                 const std::function<std::uint64_t()>& reached = {});

    std::string apiUrl() const; // of the repository's description
    std::string fileUrl(const std::string& path, const std::string& commit) const;

private:
    void requireAnswer(const HttpHead& head, const std::string& url) const;

    Transport transport_;
    RepositoryName repository_;
    std::function<void(const Message&)> onWait_;
};

} // namespace espalier
