#pragma once
// What the command line shows: lines for people with a bar on a terminal, or JSON lines.
#include "core/base/Json.h"
#include "core/base/Stop.h"
#include "core/data/import/CsvReader.h"
#include "core/train/Observer.h"

namespace espalier::cli {

void printLine(const std::string& text);    // standard output
void printNote(const std::string& text);    // standard error
void printJson(const Json& json);           // one line, flushed
std::string thousands(std::int64_t number); // "10 003"
std::string duration(double seconds);       // "2 min 10 s"
std::string byteSize(std::uint64_t bytes);  // "91 MB"
std::string written(const Json& value);     // texts without quotation marks
double peakMemoryMb();

// Whether somebody sits at a terminal who can be asked.
bool canAsk();
// Asks on standard error, reads a line: y or n, `usually` where it is empty, no at the end of input. Throws
// Stopped on Ctrl-C.
bool isAgreed(const std::string& question, bool usually, const StopToken& stop);

// One line on standard error that is drawn over; nothing where that is no terminal.
class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    void show(double done,
              const std::string& words); // at most some ten times a second, but always at done = 1
    void clear();
    bool isSeen() const { return terminal_; }

private:
    bool terminal_;
    bool shown_ = false;
    double last_ = -1;
};

// --refused: where the rows of `data` that are refused are saved in that folder; "" without one. part: where
// a command reads several files, which may have the same name.
std::filesystem::path refusedFile(const std::string& folder, const std::string& data,
                                  const std::string& part = {});
constexpr auto refusedHelp = "Folder where refused rows are saved, as NAME.refused.csv";
// What of a file could not be read, on standard error or as a JSON line.
void reportRefused(const ImportReport& report, const std::string& file, bool json);

} // namespace espalier::cli
