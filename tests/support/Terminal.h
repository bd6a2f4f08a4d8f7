#pragma once
// A pseudo-terminal, for a program that asks and draws where a person sits.
#include <QByteArray>
#include <QElapsedTimer>
#include <QProcess>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

namespace espalier::test {

class Terminal {
public:
    Terminal() : ours_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        if (ours_ < 0 || ::grantpt(ours_) != 0 || ::unlockpt(ours_) != 0) return;
        theirs_ = ::open(::ptsname(ours_), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    ~Terminal() {
        ::close(ours_);
        if (theirs_ >= 0) ::close(theirs_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool isThere() const { return theirs_ >= 0; }

    // Its standard input and standard error, as soon as it starts.
    void give(QProcess& process) const {
        process.setChildProcessModifier([theirs = theirs_] {
            ::dup2(theirs, STDIN_FILENO);
            ::dup2(theirs, STDERR_FILENO);
        });
    }
    void type(const QByteArray& text) const { (void)!::write(ours_, text.constData(), text.size()); }

    // What was written to it, until `part` is among it or the time is over.
    QByteArray readUntil(const QByteArray& part, int ms) {
        QElapsedTimer timer;
        timer.start();
        while (!seen_.contains(part) && timer.elapsed() < ms) {
            pollfd input{ours_, POLLIN, 0};
            char buffer[4096];
            if (::poll(&input, 1, 50) <= 0) continue;
            if (const auto size = ::read(ours_, buffer, sizeof buffer); size > 0)
                seen_.append(buffer, static_cast<qsizetype>(size));
        }
        return seen_;
    }

private:
    int ours_ = -1, theirs_ = -1;
    QByteArray seen_;
};

} // namespace espalier::test
