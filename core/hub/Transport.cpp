#include "core/hub/Transport.h"

#include "core/hub/Names.h"

#include <charconv>

namespace espalier {

std::string HttpHead::header(const std::string& name) const {
    const auto it = headers.find(name);
    return it == headers.end() ? std::string() : it->second;
}

std::optional<std::uint64_t> HttpHead::number(const std::string& name) const {
    const auto text = header(name);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string shownUrl(const std::string& url) {
    return shownName(url.substr(0, url.find('?')));
}

void requireOnline(const HubSettings& settings, const std::string& url) {
    if (!settings.offline) return;
    throw Error(
        ErrorKind::Network, message("hub", "Offline: {0} was not asked, nothing was sent.", shownUrl(url)),
        message("hub", "Turn the offline switch off (HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE), or install a "
                       "bundle made on another computer: espalier-cli model install FILE."));
}

} // namespace espalier
