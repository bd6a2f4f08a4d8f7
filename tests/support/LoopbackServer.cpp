#include "tests/support/LoopbackServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace espalier::test {

namespace {

int boundSocket(int& port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (socket < 0 || ::bind(socket, any, size) != 0 || ::getsockname(socket, any, &size) != 0)
        throw std::runtime_error("no port on 127.0.0.1");
    port = ntohs(address.sin_port);
    return socket;
}

bool sendAll(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string receiveHead(int connection) {
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
        const auto received = ::recv(connection, buffer, sizeof buffer, 0);
        if (received <= 0) return {};
        head.append(buffer, static_cast<std::size_t>(received));
    }
    return head;
}

Asked parsed(const std::string& head) {
    Asked asked;
    std::istringstream lines(head);
    std::string line, method;
    std::getline(lines, line);
    std::istringstream(line) >> method >> asked.target;
    while (std::getline(lines, line)) {
        const auto colon = line.find(": ");
        if (colon == std::string::npos) continue;
        auto name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        asked.headers[name] = line.substr(colon + 2, line.find_last_not_of("\r\n") - colon - 1);
    }
    return asked;
}

} // namespace

LoopbackServer::LoopbackServer(Handler handler) : handler_(std::move(handler)) {
    listening_ = boundSocket(port_);
    ::listen(listening_, 16);
    thread_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
    ending_ = true;
    ::shutdown(listening_, SHUT_RDWR); // wakes accept()
    thread_.join();
    ::close(listening_);
}

std::vector<Asked> LoopbackServer::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

int LoopbackServer::times(const std::string& part) const {
    const auto all = asked();
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [&](const Asked& a) { return a.target.find(part) != std::string::npos; }));
}

void LoopbackServer::serve() {
    while (!ending_) {
        const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        serveOne(connection);
        ::close(connection);
    }
}

void LoopbackServer::serveOne(int connection) {
    const auto head = receiveHead(connection);
    if (head.empty()) return;
    const auto asked = parsed(head);
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(asked);
    }
    const auto answer = handler_(asked);
    std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " Said\r\nConnection: close\r\n";
    const auto length = answer.length.value_or(std::to_string(answer.body.size()));
    if (!length.empty()) out += "Content-Length: " + length + "\r\n";
    for (const auto& line : answer.headers) out += line + "\r\n";
    out += "\r\n" + answer.body.substr(0, answer.sent);
    if (!sendAll(connection, out)) return;
    char byte = 0;
    while (answer.silent && ::recv(connection, &byte, 1, 0) > 0) {
    }
}

int unusedPort() {
    int port = 0;
    ::close(boundSocket(port));
    return port;
}

} // namespace espalier::test
