#include "core/hub/Client.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr int mostRedirects = 5;
constexpr std::size_t mostRedirectBytes = 64 << 10;
constexpr std::uint64_t goodDeal = 1 << 20;
constexpr std::chrono::minutes longestWait{5};

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isSecure(const std::string& url) {
    return originOf(url).starts_with("https:");
}

} // namespace

std::string redirected(const std::string& url, const std::string& location, const std::string& endpoint) {
    const auto next = absoluteUrl(url, location);
    if (next.empty())
        throw Error(ErrorKind::Network, message("hub", "{0} redirects to \"{1}\": expected an address.",
                                                shownUrl(url), shownUrl(location)));
    if (!isSecure(next) && (isSecure(url) || isSecure(endpoint)))
        throw Error(ErrorKind::Network,
                    message("hub", "{0} redirects to {1}: from an encrypted connection to one that is not.",
                            shownUrl(url), shownUrl(next)),
                    message("hub", "Nothing was taken from there. Try again later, or on another network."));
    return next;
}

HubClient::HubClient(HubSettings settings, RepositoryName repository,
                     std::function<void(const Message&)> onWait)
    : transport_(std::move(settings)), repository_(std::move(repository)), onWait_(std::move(onWait)) {}

std::string HubClient::apiUrl() const {
    return fmt::format("{}/api/models/{}/revision/{}?blobs=true", transport_.settings().endpoint,
                       repository_.id, percentEncoded(repository_.revision, false));
}

std::string HubClient::fileUrl(const std::string& path, const std::string& commit) const {
    return fmt::format("{}/{}/resolve/{}/{}", transport_.settings().endpoint, repository_.id, commit,
                       percentEncoded(path, true));
}

void HubClient::get(const HttpRequest& request, const StopToken& stop) {
    const auto& settings = transport_.settings();
    HttpRequest hop = request;
    for (int hops = 0; hops <= mostRedirects; ++hops) {
        bool isAnswer = false;
        std::size_t ignored = 0;
        hop.token = originOf(hop.url) == originOf(settings.endpoint) ? settings.token : std::string();
        hop.onHead = [&](const HttpHead& head) {
            if (isRedirect(head.status)) return;
            requireAnswer(head, hop.url);
            isAnswer = true;
            if (request.onHead) request.onHead(head);
        };
        hop.onBody = [&](std::string_view bytes) {
            if (isAnswer)
                request.onBody(bytes);
            else if ((ignored += bytes.size()) > mostRedirectBytes)
                throw Error(ErrorKind::Network,
                            message("hub", "{0} sends a redirect with a body of more than {1} bytes.",
                                    shownUrl(hop.url), mostRedirectBytes));
        };
        const auto head = transport_.get(hop, stop);
        if (isAnswer) return;
        hop.url = redirected(hop.url, head.header("location"), settings.endpoint);
    }
    throw Error(ErrorKind::Network,
                message("hub", "{0}: more than {1} redirects, one after the other.", shownUrl(request.url),
                        mostRedirects),
                message("hub", "Check HF_ENDPOINT, or try again later."));
}

void HubClient::requireAnswer(const HttpHead& head, const std::string& url) const {
    const auto& endpoint = transport_.settings().endpoint;
    const auto said = head.header("x-error-code"); // the hub's own word
    const auto status = head.status;
    if (status == 200 || status == 206) return;
    if (status == 429 || status == 408 || status >= 500)
        throw PassingError(
            status == 429 ? message("hub", "{0} is asked too often (429).", shownUrl(url))
                          : message("hub", "{0} fails with status {1}.", shownUrl(url), status),
            message("hub", "Try again later: what has arrived is kept, and the same again goes on with it."),
            head.retryAfter);
    if (status == 401 || status == 403)
        throw StatusError(
            status,
            message("hub", "{0} refuses {1} ({2}): it is gated or private, or there is no such model.",
                    endpoint, repository_.id, status),
            transport_.settings().token.empty()
                ? message("hub",
                          "Check the name. Accept the licence on the model's page, {0}/{1}, and set HF_TOKEN "
                          "to a "
                          "token of the account that did.",
                          endpoint, repository_.id)
                : message("hub",
                          "Check the name. Accept the licence on the model's page, {0}/{1}, with the account "
                          "whose token is in use.",
                          endpoint, repository_.id));
    if (status == 404 && said == "RevisionNotFound")
        throw StatusError(
            status, message("hub", "{0} has no revision \"{1}\".", repository_.id, repository_.revision),
            message("hub", "Its page, {0}/{1}, lists branches and tags.", endpoint, repository_.id));
    if (status == 404 && said == "EntryNotFound")
        throw StatusError(status, message("hub", "{0} lists a file that it does not have.", shownUrl(url)));
    if (status == 404)
        throw StatusError(status,
                          message("hub", "{0} has no model \"{1}\" with a revision \"{2}\".", endpoint,
                                  repository_.id, repository_.revision),
                          message("hub", "Check the name: ORG/NAME, as on the model's page."));
    throw StatusError(status,
                      message("hub", "{0} answers with status {1}, expected 200.", shownUrl(url), status));
}

std::string HubClient::text(const std::string& url, std::size_t mostBytes, const StopToken& stop) {
    std::string bytes;
    HttpRequest request;
    request.url = url;
    request.onBody = [&](std::string_view more) {
        if (bytes.size() + more.size() > mostBytes)
            throw Error(ErrorKind::Network,
                        message("hub", "{0} sends more than {1} bytes, expected a short text.", shownUrl(url),
                                mostBytes));
        bytes += more;
    };
    persist(
        [&] {
            bytes.clear();
            get(request, stop);
        },
        stop);
    return bytes;
}

void HubClient::persist(const std::function<void()>& work, const StopToken& stop,
                        const std::function<std::uint64_t()>& reached) {
    const auto& settings = transport_.settings();
    std::uint64_t farthest = reached ? reached() : 0;
    for (std::size_t failures = 0;;) {
        try {
            return work();
        } catch (const PassingError& error) {
            if (reached && reached() >= farthest + goodDeal) {
                farthest = reached();
                failures = 0;
            }
            if (failures == settings.waits.size() || error.earliest > longestWait) throw;
            const auto wait = std::max<std::chrono::milliseconds>(settings.waits[failures++], error.earliest);
            if (onWait_) onWait_(error.message());
            if (settings.wait) settings.wait(wait, stop);
        }
        throwIfStopped(stop);
    }
}

} // namespace espalier
