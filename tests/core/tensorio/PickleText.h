#pragma once
// Pickles by hand: each function gives the operations that push one value.
#include "tests/core/tensorio/LittleEndian.h"

#include <initializer_list>

namespace espalier::pickled {

inline std::string text(const std::string& value) {
    return "X" + littleEndian(value.size(), 4) + value;
}

inline std::string integer(std::int64_t value) {
    return raw("\x8a\x08") + littleEndian(static_cast<std::uint64_t>(value), 8);
}

inline std::string name(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

inline std::string tuple(std::initializer_list<std::int64_t> values) {
    std::string all = "(";
    for (const auto value : values) all += integer(value);
    return all + "t";
}

inline std::string storage(const std::string& key, std::int64_t elements,
                           const std::string& type = "FloatStorage") {
    return "(" + text("storage") + name("torch", type) + text(key) + text("cpu") + integer(elements) + "tQ";
}

inline std::string tensor(const std::string& storage, std::int64_t offset,
                          std::initializer_list<std::int64_t> sizes,
                          std::initializer_list<std::int64_t> strides) {
    return name("torch._utils", "_rebuild_tensor_v2") + "(" + storage + integer(offset) + tuple(sizes) +
           tuple(strides) + "\x89}tR";
}

} // namespace espalier::pickled
