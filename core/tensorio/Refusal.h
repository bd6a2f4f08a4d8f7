#pragma once
// Why a file of PyTorch weights is not read: one sentence for all that can be wrong with it.
#include "core/base/Files.h"
#include "core/base/Message.h"

namespace espalier {

// Throws Error(Format).
[[noreturn]] void refuseFile(const fs::path& file, const Message& why,
                             const Message& remedy = message("tensorio", "Download or copy the file again."));

// The remedy for what a file may be, but not here.
Message saveAgain();

// Text of the file for a sentence: shortened, and what is no UTF-8 replaced.
std::string shown(std::string_view bytes);

} // namespace espalier
