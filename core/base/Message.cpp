#include "core/base/Message.h"

#include <cctype>

namespace espalier {

std::string substitute(const std::string& text, const std::vector<std::string>& args) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '{' && i + 2 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1])) &&
            text[i + 2] == '}') {
            const auto index = static_cast<std::size_t>(text[i + 1] - '0');
            if (index < args.size()) out += args[index];
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string Message::english() const {
    return substitute(text, args);
}

} // namespace espalier
