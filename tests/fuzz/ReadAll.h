#pragma once
// Looks at every byte of every tensor, so that a sanitizer sees those that don't belong to it, and holds
// their number against the shape.
#include "core/tensorio/Safetensors.h"

#include <cstdlib>

namespace espalier {

inline void readAll(const std::map<std::string, TensorEntry>& tensors) {
    volatile char seen = 0;
    for (const auto& [name, entry] : tensors) {
        for (const char byte : entry.bytes) seen = byte;
        std::int64_t elements = 1;
        bool none = false; // the other sizes may then multiply to anything
        for (const auto size : entry.shape) none = none || size == 0;
        for (const auto size : entry.shape) elements = none ? 0 : elements * size;
        if (elements != entry.elements()) std::abort();
    }
    static_cast<void>(seen);
}

} // namespace espalier
