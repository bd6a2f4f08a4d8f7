#pragma once
// A sentence for a person: an English text with {0}, {1}… and the values to put in. Core never knows the
// reader's language; the window looks the text up under its context, the command line prints it as it is.
#include <fmt/format.h>

#include <string>
#include <vector>

namespace espalier {

struct Message {
    std::string context; // the folder of core that speaks; the translation context
    std::string text;
    std::vector<std::string> args;

    bool empty() const { return text.empty(); }
    std::string english() const;
};

// lupdate reads calls of this function (see ui/CMakeLists.txt): keep both strings literal.
template<class... Args>
Message message(const char* context, const char* text, const Args&... args) {
    return {context, text, {fmt::format("{}", args)...}};
}

// Puts args into the {0}, {1}… of text; what is not a placeholder stays as it is.
std::string substitute(const std::string& text, const std::vector<std::string>& args);

} // namespace espalier
