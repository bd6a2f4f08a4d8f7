#include "core/tensorio/Refusal.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

namespace espalier {

void refuseFile(const fs::path& file, const Message& why, const Message& remedy) {
    throw Error(
        ErrorKind::Format,
        message("tensorio", "{0} can't be read as PyTorch weights: {1}", file.string(), why.english()),
        remedy);
}

Message saveAgain() {
    return message("tensorio", "Load it with PyTorch and save its state_dict() again with torch.save.");
}

std::string shown(std::string_view bytes) {
    constexpr std::size_t longest = 80;
    return shortened(toUtf8(bytes.substr(0, 4 * longest), "UTF-8"), longest);
}

} // namespace espalier
