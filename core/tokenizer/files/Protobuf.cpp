#include "core/tokenizer/files/Protobuf.h"

#include <stdexcept>

namespace espalier {

std::uint64_t ProtobufReader::varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(take(1).front());
        value |= std::uint64_t{byte & 0x7Fu} << shift;
        if (byte < 0x80) return value;
    }
    throw std::runtime_error("a number has more than 64 bits");
}

std::string_view ProtobufReader::take(std::uint64_t bytes) {
    if (bytes > rest_.size()) throw std::runtime_error("it ends in the middle of a field");
    const auto taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
}

std::uint64_t ProtobufReader::fixed(std::uint64_t bytes) {
    std::uint64_t value = 0;
    int shift = 0;
    for (const char byte : take(bytes)) {
        value |= std::uint64_t{static_cast<unsigned char>(byte)} << shift;
        shift += 8;
    }
    return value;
}

std::optional<ProtobufField> ProtobufReader::next() {
    if (rest_.empty()) return {};
    const std::uint64_t tag = varint();
    if (tag >> 3 == 0 || tag >> 3 > UINT32_MAX) throw std::runtime_error("a field has no valid number");
    ProtobufField field;
    field.number = static_cast<std::uint32_t>(tag >> 3);
    switch (tag & 7) {
    case 0: field.value = varint(); break;
    case 1: field.value = fixed(8); break;
    case 2: field.content = take(varint()); break;
    case 5: field.value = fixed(4); break;
    default: throw std::runtime_error("a field has an unknown type");
    }
    return field;
}

} // namespace espalier
