#pragma once
// How every tool counts and closes.
#include "core/base/Error.h"

#include <functional>
#include <string>

namespace espalier::tools {

// Thrown by a case that asks for what Espalier doesn't have yet.
struct Unsupported {
    std::string why;
};

class Tally {
public:
    // Runs one case: its text comes after the name; it returns whether it passed. Prints a line.
    void run(const std::string& name, const std::function<bool(std::string& text)>& check) {
        std::string text;
        try {
            const bool ok = check(text);
            ++(ok ? passed_ : failed_);
            fmt::print("{} {:<34} {}\n", ok ? "ok    " : "FAILED", name, text);
        } catch (const Unsupported& unsupported) {
            ++unsupported_;
            fmt::print("unsupported {:<29} {}\n", name, unsupported.why);
        } catch (const std::exception& error) {
            ++failed_;
            const std::string_view what = error.what(); // LibTorch's goes on with where in its own code
            fmt::print("FAILED {:<34} {}\n", name, what.substr(0, what.find('\n')));
        }
    }

    // The closing line; returns the exit code. A run without any case has failed.
    int close() const {
        fmt::print("{} passed, {} failed, {} unsupported\n", passed_, failed_, unsupported_);
        return failed_ > 0 || passed_ + unsupported_ == 0 ? 1 : 0;
    }

private:
    int passed_ = 0, failed_ = 0, unsupported_ = 0;
};

} // namespace espalier::tools
