#include "core/model/TorchErrors.h"

namespace espalier {

bool isOutOfMemory(const c10::Error& error) {
    if (dynamic_cast<const c10::OutOfMemoryError*>(&error)) return true;
    // The CPU's allocator throws a plain error, on Windows in other words.
    const std::string what = error.what_without_backtrace();
    return what.find("can't allocate memory") != std::string::npos ||
           what.find("not enough memory") != std::string::npos;
}

void failInLibTorch(const c10::Error& error) {
    const std::string what = error.what_without_backtrace();
    if (isOutOfMemory(error))
        throw Error(ErrorKind::Memory, message("model", "There is not enough memory: {0}", what),
                    message("model",
                            "Use a smaller batch, shorter texts or a smaller model, freeze more layers, or "
                            "close other programs."));
    throw Error(ErrorKind::Training, message("model", "LibTorch could not go on: {0}", what),
                message("model", "Please report it together with what you did."));
}

} // namespace espalier
