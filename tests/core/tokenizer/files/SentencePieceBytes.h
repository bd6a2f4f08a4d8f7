#pragma once
// Writes a sentencepiece model: https://protobuf.dev/programming-guides/encoding/
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace espalier {

inline std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
    return bytes += static_cast<char>(value);
}

inline std::string numberField(std::uint32_t number, std::uint64_t value) {
    return varint(number << 3) + varint(value);
}

inline std::string bytesField(std::uint32_t number, std::string_view content) {
    return varint(number << 3 | 2) + varint(content.size()) += content;
}

inline std::string floatField(std::uint32_t number, float value) {
    std::string bytes = varint(number << 3 | 5);
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(std::bit_cast<std::uint32_t>(value) >> shift);
    return bytes;
}

struct SentencePieceBytes {
    std::string pieces, trainer, normalizer;

    // type: 1 normal, 2 unknown, 3 control, 4 defined by a user, 6 a byte
    void piece(std::string_view text, float score, std::uint64_t type = 1) {
        pieces += bytesField(1, bytesField(1, text) + floatField(2, score) + numberField(3, type));
    }
    void kind(std::uint64_t kind) { trainer += numberField(3, kind); } // 1 unigram, 2 BPE
    void unknownId(std::uint64_t id) { trainer += numberField(40, id); }
    void characterMap(std::string_view table) { normalizer += bytesField(2, table); }

    std::string model() const { return pieces + bytesField(2, trainer) + bytesField(3, normalizer); }
};

} // namespace espalier
