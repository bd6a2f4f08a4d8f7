#include "ui/jobs/ExitSignals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

constexpr std::array ends{SIGTERM, SIGHUP, SIGINT};
std::array<int, 2> wakeUp{-1, -1}; // a handler may do nothing but write

void onSignal(int) {
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(wakeUp[1], &byte, 1);
}

} // namespace

ExitSignals::ExitSignals(QObject* parent) : QObject(parent) {
    if (::pipe2(wakeUp.data(), O_CLOEXEC | O_NONBLOCK) != 0) return; // then they end the program as ever
    auto* notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes;
        while (::read(wakeUp[0], bytes.data(), bytes.size()) > 0) continue;
        emit asked();
    });
    for (const int signal : ends) std::signal(signal, onSignal);
}

ExitSignals::~ExitSignals() {
    for (const int signal : ends) std::signal(signal, SIG_DFL);
    for (int& end : wakeUp)
        if (end >= 0) ::close(std::exchange(end, -1));
}

} // namespace espalier
