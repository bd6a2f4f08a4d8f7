#pragma once
// How far work on many bytes is: a bar that is drawn over on a terminal; where there is none a line for
// every tenth of long work, or JSON lines.
#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/base/Clock.h"

#include <optional>

namespace espalier::cli {

class ByteProgress {
public:
    ByteProgress(std::string what, const Context& context) : what_(std::move(what)), json_(context.json) {}

    void show(std::uint64_t done, std::uint64_t all); // as often as one likes
    void say(const Message& message);
    void clear() { bar_.clear(); }

private:
    bool isDue(std::uint64_t done, std::uint64_t all);
    void tellLine(std::uint64_t done, std::uint64_t all);
    std::string words(std::uint64_t done, std::uint64_t all) const;

    std::string what_; // "Fetching"
    bool json_;
    ProgressBar bar_;
    Stopwatch since_;
    double lastLine_ = 0; // seconds at which the last line was printed
    std::uint64_t lastTenth_ = 0;
    std::optional<std::uint64_t> atFirst_; // what was there before took no time
};

} // namespace espalier::cli
