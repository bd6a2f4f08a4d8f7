// For builds without libcurl.
#include "core/hub/Transport.h"

namespace espalier {

struct Transport::State {};

Transport::Transport(HubSettings settings) : settings_(std::move(settings)) {}
Transport::~Transport() = default;

HttpHead Transport::get(const HttpRequest& request, const StopToken&) {
    requireOnline(settings_, request.url);
    throw Error(ErrorKind::Network, message("hub", "This build of Espalier was made without network access."),
                message("hub",
                        "Install libcurl with its headers and build again, or install a bundle made on "
                        "another computer: espalier-cli model install FILE."));
}

std::string absoluteUrl(const std::string&, const std::string&) {
    return {};
}

std::string originOf(const std::string&) {
    return {};
}

} // namespace espalier
