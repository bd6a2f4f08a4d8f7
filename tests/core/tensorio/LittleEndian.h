#pragma once
// Numbers as files hold them, to write hostile files by hand.
#include <cstdint>
#include <string>
#include <string_view>

namespace espalier {

inline std::string littleEndian(std::uint64_t value, std::size_t width) {
    return {reinterpret_cast<const char*>(&value), width};
}

// A literal with NULs in it.
template<std::size_t N>
std::string raw(const char (&literal)[N]) {
    return {literal, N - 1};
}

} // namespace espalier
