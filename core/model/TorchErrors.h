#pragma once
// What LibTorch throws, said in words and without the stack that it adds.
#include "core/base/Error.h"

#include <c10/util/Exception.h>

#include <utility>

namespace espalier {

bool isOutOfMemory(const c10::Error& error);

// As Error(Memory) or Error(Training).
[[noreturn]] void failInLibTorch(const c10::Error& error);

// work(), with what LibTorch throws in words.
template<class Work>
decltype(auto) inWords(Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const c10::Error& error) {
        failInLibTorch(error);
    }
}

} // namespace espalier
