#pragma once
// An HTTP/1.1 server on 127.0.0.1 that does what a test tells it, good or bad. One connection at a time, one
// answer a connection.
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace espalier::test {

struct Asked {
    std::string target;                         // "/api/models/…", of a proxy "http://host/…"
    std::map<std::string, std::string> headers; // names in lower case
    std::string header(const std::string& name) const {
        const auto it = headers.find(name);
        return it == headers.end() ? std::string() : it->second;
    }
};

struct Answer {
    int status = 200;
    std::string body = {};
    std::vector<std::string> headers = {};  // whole lines
    std::optional<std::string> length = {}; // announced; by default the body's; "": none is
    std::size_t sent = std::string::npos;   // so much of the body, then the connection breaks
    bool silent = false;                    // then it stays open without a word until the client goes
};

class LoopbackServer {
public:
    using Handler = std::function<Answer(const Asked&)>; // called on the server's thread
    explicit LoopbackServer(Handler handler);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::vector<Asked> asked() const;
    int times(const std::string& partOfTarget) const; // that it was asked for

private:
    void serve();
    void serveOne(int connection);

    Handler handler_;
    int listening_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<Asked> asked_;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

// A port of this computer on which nobody listens.
int unusedPort();

} // namespace espalier::test
