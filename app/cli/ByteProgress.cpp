#include "app/cli/ByteProgress.h"

namespace espalier::cli {

void ByteProgress::show(std::uint64_t done, std::uint64_t all) {
    if (!atFirst_) atFirst_ = done;
    const double share = all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 1;
    if (!json_ && bar_.isSeen())
        bar_.show(share, words(done, all));
    else if (isDue(done, all))
        tellLine(done, all);
}

bool ByteProgress::isDue(std::uint64_t done, std::uint64_t all) {
    const double secondsBetween = json_ ? 0.5 : 2;
    const double now = since_.seconds();
    const auto tenth = all > 0 ? 10 * done / all : 10;
    const bool atAnEnd = json_ && (done == *atFirst_ || done == all); // who reads JSON wants both ends
    if (!atAnEnd && (now - lastLine_ < secondsBetween || (!json_ && tenth == lastTenth_))) return false;
    lastLine_ = now;
    lastTenth_ = tenth;
    return true;
}

void ByteProgress::tellLine(std::uint64_t done, std::uint64_t all) {
    if (json_)
        printJson({{"event", "progress"}, {"bytes", done}, {"all_bytes", all}});
    else
        printNote(fmt::format("{}: {}", what_, words(done, all)));
}

std::string ByteProgress::words(std::uint64_t done, std::uint64_t all) const {
    constexpr double tooSoon = 1; // a second says something about the next ones
    const auto sizes = fmt::format("{} of {}", byteSize(done), byteSize(all));
    const double seconds = since_.seconds();
    if (seconds < tooSoon || done <= *atFirst_ || done >= all) return sizes;
    const double perSecond = static_cast<double>(done - *atFirst_) / seconds;
    return fmt::format("{} · {}/s · {} left", sizes, byteSize(static_cast<std::uint64_t>(perSecond)),
                       duration(static_cast<double>(all - done) / perSecond));
}

void ByteProgress::say(const Message& message) {
    bar_.clear();
    if (json_)
        printJson({{"event", "message"}, {"text", message.english()}});
    else
        printNote(message.english());
}

} // namespace espalier::cli
