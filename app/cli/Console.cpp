#include "app/cli/Console.h"

#include "core/base/Clock.h"
#include "core/base/Text.h"

#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace espalier::cli {

namespace {
const Stopwatch sinceStart;
}

void printLine(const std::string& text) {
    std::fprintf(stdout, "%s\n", text.c_str());
    std::fflush(stdout);
}

void printNote(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
}

void printJson(const Json& json) {
    printLine(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string thousands(std::int64_t number) {
    auto text = std::to_string(number);
    for (auto i = static_cast<int>(text.size()) - 3; i > (number < 0 ? 1 : 0); i -= 3)
        text.insert(static_cast<std::size_t>(i), " ");
    return text;
}

std::string duration(double seconds) {
    const auto s = static_cast<std::int64_t>(std::llround(seconds));
    if (s < 60) return fmt::format("{} s", s);
    if (s < 3600) return fmt::format("{} min {} s", s / 60, s % 60);
    return fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
}

std::string byteSize(std::uint64_t bytes) {
    constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 999.5 && unit + 1 < std::size(units); ++unit) value /= 1000;
    return fmt::format("{:.{}f} {}", value, unit > 0 && value < 9.95 ? 1 : 0, units[unit]);
}

std::string written(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

double peakMemoryMb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

bool canAsk() {
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

bool isAgreed(const std::string& question, bool usually, const StopToken& stop) {
    constexpr int lookAgainMs = 50;
    std::fprintf(stderr, "%s %s ", question.c_str(), usually ? "[Y/n]" : "[y/N]");
    std::fflush(stderr);
    std::string line;
    for (char c = 0; c != '\n';) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        throwIfStopped(stop); // a blocking read would not hear of it
        if (::poll(&input, 1, lookAgainMs) <= 0) continue;
        if (::read(STDIN_FILENO, &c, 1) != 1) return false;
        line += c;
    }
    line = lowered(trimmed(line));
    return line.empty() ? usually : line == "y" || line == "yes";
}

ProgressBar::ProgressBar() : terminal_(::isatty(STDERR_FILENO) != 0) {}
ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::show(double done, const std::string& words) {
    constexpr double secondsBetween = 0.08;
    if (!terminal_) return;
    const double now = sinceStart.seconds();
    if (done < 1 && last_ >= 0 && now - last_ < secondsBetween) return;
    last_ = now;
    constexpr int width = 24;
    const int filled = static_cast<int>(std::lround(std::clamp(done, 0.0, 1.0) * width));
    std::string bar;
    for (int i = 0; i < width; ++i) bar += i < filled ? "━" : "╌";
    std::fprintf(stderr, "\r\033[K%s %3.0f %%  %s", bar.c_str(), 100 * done, words.c_str());
    std::fflush(stderr);
    shown_ = true;
}

void ProgressBar::clear() {
    if (shown_) std::fprintf(stderr, "\r\033[K");
    std::fflush(stderr);
    shown_ = false;
    last_ = -1;
}

std::filesystem::path refusedFile(const std::string& folder, const std::string& data,
                                  const std::string& part) {
    if (folder.empty()) return {};
    const auto name = std::filesystem::path(data).stem().string() + (part.empty() ? "" : "." + part);
    return std::filesystem::path(folder) / (name + ".refused.csv");
}

void reportRefused(const ImportReport& report, const std::string& file, bool json) {
    if (report.refused == 0 && report.damaged == 0) return;
    const auto saved = report.refusedFile ? report.refusedFile->string() : std::string();
    if (json) {
        Json lines = Json::array();
        for (const auto& row : report.refusedRows)
            lines.push_back({{"line", row.line}, {"reason", row.reason.english()}});
        printJson({{"event", "refused"},
                   {"file", file},
                   {"rows", report.refused},
                   {"first", lines},
                   {"saved", saved.empty() ? Json() : Json(saved)},
                   {"damaged", report.damaged}});
        return;
    }
    if (report.damaged > 0)
        printNote(fmt::format("{}: {} rows hold bytes that are no text in its encoding; each became \uFFFD.",
                              file, thousands(report.damaged)));
    if (report.refused == 0) return;
    printNote(fmt::format("{}: {} rows were refused and left out.", file, thousands(report.refused)));
    const auto shown = std::min<std::size_t>(5, report.refusedRows.size());
    for (std::size_t i = 0; i < shown; ++i)
        printNote(
            fmt::format("  line {}: {}", report.refusedRows[i].line, report.refusedRows[i].reason.english()));
    if (const auto rest = report.refused - static_cast<std::int64_t>(shown); rest > 0)
        printNote(fmt::format("  and {} more.", thousands(rest)));
    printNote(saved.empty() ? "  --refused FOLDER saves them with their reasons."
                            : fmt::format("  All of them are in {}.", saved));
}

} // namespace espalier::cli
