#pragma once
// All texts of a file or of a project's data set, whatever their labels.
#include "app/cli/Command.h"

#include <string_view>

namespace espalier::cli {

struct TextSource {
    std::string data, text, secondText, refused;

    void addOptions(CLI::App& command);
    // One after the other, never all in memory. What is refused is reported. Throws Stopped.
    void each(const Context& context, const std::function<void(std::string_view text)>& take) const;
};

} // namespace espalier::cli
