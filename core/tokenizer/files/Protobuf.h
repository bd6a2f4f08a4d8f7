#pragma once
// Reads the fields of a protobuf message: https://protobuf.dev/programming-guides/encoding/
#include <cstdint>
#include <optional>
#include <string_view>

namespace espalier {

struct ProtobufField {
    std::uint32_t number = 0;
    std::uint64_t value = 0;  // of a varint, or the bits of a fixed-width number
    std::string_view content; // of a text, bytes or a message
};

class ProtobufReader {
public:
    explicit ProtobufReader(std::string_view message) : rest_(message) {}

    // The next field, none at the end. Throws std::runtime_error where the message is cut short or is none.
    std::optional<ProtobufField> next();

private:
    std::uint64_t varint();
    std::string_view take(std::uint64_t bytes);
    std::uint64_t fixed(std::uint64_t bytes);

    std::string_view rest_;
};

} // namespace espalier
