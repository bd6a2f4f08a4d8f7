#include "core/base/Text.h"
#include "core/hub/Transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <exception>

namespace espalier {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t hardlyABytes = 1024; // in HubSettings::stall
constexpr std::size_t mostHeaderBytes = 64 << 10;
constexpr int longestPollMs = 1000; // a stop wakes it at once

void startLibrary() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw Error(ErrorKind::Network, message("hub", "The network library can't be started: {0}.",
                                                curl_easy_strerror(started)));
}

// What the callbacks of one transfer see. They are called by C code, so what is thrown waits in `thrown`.
struct Exchange {
    const HttpRequest& request;
    CURL* handle;
    HttpHead head;
    std::size_t headerBytes = 0;
    bool headGiven = false;
    std::uint64_t received = 0;
    std::exception_ptr thrown;

    template<class Work>
    bool guarded(Work&& work) {
        try {
            work();
            return true;
        } catch (...) {
            thrown = std::current_exception();
            return false;
        }
    }

    // Once the header has ended, before the body.
    void giveHead() {
        if (headGiven) return;
        headGiven = true;
        long status = 0;
        curl_off_t wait = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait);
        head.status = static_cast<int>(status);
        head.retryAfter = std::chrono::seconds(wait);
        if (request.onHead) request.onHead(head);
    }

    void addHeader(std::string_view line) {
        headerBytes += line.size();
        if (headerBytes > mostHeaderBytes)
            throw Error(ErrorKind::Network, message("hub", "{0} sends a header of more than {1} bytes.",
                                                    shownUrl(request.url), mostHeaderBytes));
        if (line.starts_with("HTTP/")) head.headers.clear(); // of the answer proper, not of "100 Continue"
        if (const auto colon = line.find(':'); colon != std::string_view::npos)
            head.headers[lowered(trimmed(line.substr(0, colon)))] = trimmed(line.substr(colon + 1));
    }
};

std::size_t onHeader(char* bytes, std::size_t, std::size_t size, void* exchange) {
    auto& e = *static_cast<Exchange*>(exchange);
    return e.guarded([&] { e.addHeader({bytes, size}); }) ? size : 0;
}

std::size_t onBody(char* bytes, std::size_t, std::size_t size, void* exchange) {
    auto& e = *static_cast<Exchange*>(exchange);
    e.received += size;
    const auto take = [&] {
        e.giveHead();
        if (e.request.onBody) e.request.onBody({bytes, size});
    };
    return e.guarded(take) ? size : 0;
}

Message networkRemedy() {
    return message("hub",
                   "Check the network connection and, where one is needed, the proxy (https_proxy). What has "
                   "arrived is kept: the same again goes on with it.");
}

// curl's own words name no token. A certificate or an address does not get better by trying again.
[[noreturn]] void fail(const std::string& url, CURLcode code, const std::string& words) {
    const auto what = message("hub", "{0}: {1}.", shownUrl(url), words);
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        throw Error(ErrorKind::Network, what,
                    message("hub",
                            "The server can't prove who it is: check the computer's clock and certificates, "
                            "and who runs this network."));
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        throw Error(ErrorKind::Network, what, message("hub", "Check HF_ENDPOINT."));
    default: throw PassingError(what, networkRemedy());
    }
}

[[noreturn]] void failStalled(const std::string& url, std::chrono::milliseconds stall) {
    throw PassingError(message("hub", "{0}: hardly a byte came for {1} ms.", shownUrl(url), stall.count()),
                       networkRemedy());
}

// One part of an address, "" where it lacks it.
std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Url parsed(const std::string& text) {
    Url url(curl_url(), curl_url_cleanup);
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) url.reset();
    return url;
}

} // namespace

struct Transport::State {
    CURLM* multi = curl_multi_init();
    CURL* easy = curl_easy_init();
    char words[CURL_ERROR_SIZE] = {};
    std::string range;

    ~State() {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }

    // As long as it lives the transfer belongs to `multi`.
    struct Running {
        State& state;
        explicit Running(State& s) : state(s) { curl_multi_add_handle(state.multi, state.easy); }
        ~Running() { curl_multi_remove_handle(state.multi, state.easy); }
    };

    void prepare(const HttpRequest& request, curl_slist* headers, Exchange& exchange) {
        curl_easy_reset(easy);
        words[0] = 0;
        const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
        set(CURLOPT_URL, request.url.c_str());
        set(CURLOPT_HTTPHEADER, headers);
        set(CURLOPT_ERRORBUFFER, words);
        set(CURLOPT_USERAGENT, "espalier/" ESPALIER_VERSION);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); // a proxy's are not the server's
#if LIBCURL_VERSION_NUM >= 0x075500
        set(CURLOPT_PROTOCOLS_STR, "http,https");
#else
        set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
        set(CURLOPT_QUICK_EXIT, 1L); // a stop does not wait for a look-up of a name
#endif
        if (request.from > 0) {
            range = fmt::format("{}-", request.from);
            set(CURLOPT_RANGE, range.c_str());
        }
        set(CURLOPT_HEADERFUNCTION, onHeader);
        set(CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
        set(CURLOPT_WRITEFUNCTION, onBody);
        set(CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
    }

    CURLcode run(const Exchange& exchange, std::chrono::milliseconds stall, const StopToken& stop) {
        const Running running(*this);
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi); });
        auto since = Clock::now();
        std::uint64_t receivedThen = 0;
        for (;;) {
            throwIfStopped(stop);
            int transfers = 0, messages = 0;
            if (const auto code = curl_multi_perform(multi, &transfers); code != CURLM_OK)
                fail(exchange.request.url, CURLE_FAILED_INIT, curl_multi_strerror(code));
            if (exchange.thrown) std::rethrow_exception(exchange.thrown);
            if (const auto* done = curl_multi_info_read(multi, &messages); done && done->msg == CURLMSG_DONE)
                return done->data.result;
            const auto now = Clock::now();
            if (now - since >= stall) {
                if (exchange.received < receivedThen + hardlyABytes) failStalled(exchange.request.url, stall);
                since = now;
                receivedThen = exchange.received;
            }
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(since + stall - now).count();
            curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min<long long>(left, longestPollMs)),
                            nullptr);
        }
    }
};

Transport::Transport(HubSettings settings) : settings_(std::move(settings)) {}
Transport::~Transport() = default;

HttpHead Transport::get(const HttpRequest& request, const StopToken& stop) {
    requireOnline(settings_, request.url);
    throwIfStopped(stop);
    startLibrary();
    if (!state_) state_ = std::make_unique<State>();

    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr, curl_slist_free_all);
    if (!request.token.empty())
        headers.reset(curl_slist_append(nullptr, ("Authorization: Bearer " + request.token).c_str()));
    Exchange exchange{request, state_->easy, {}, 0, false, 0, nullptr};
    state_->prepare(request, headers.get(), exchange);
    const auto code = state_->run(exchange, settings_.stall, stop);
    if (code != CURLE_OK) fail(request.url, code, *state_->words ? state_->words : curl_easy_strerror(code));
    exchange.giveHead();
    return std::move(exchange.head);
}

std::string absoluteUrl(const std::string& base, const std::string& location) {
    const auto url = parsed(base);
    if (!url || location.empty() || curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK)
        return {};
    const auto scheme = part(url.get(), CURLUPART_SCHEME);
    return scheme == "http" || scheme == "https" ? part(url.get(), CURLUPART_URL) : std::string();
}

std::string originOf(const std::string& text) {
    const auto url = parsed(text);
    if (!url) return {};
    return lowered(part(url.get(), CURLUPART_SCHEME)) + "://" + lowered(part(url.get(), CURLUPART_HOST)) +
           ":" + part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

} // namespace espalier
