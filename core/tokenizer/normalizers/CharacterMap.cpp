#include "core/tokenizer/normalizers/CharacterMap.h"

#include "core/tokenizer/Graphemes.h"
#include "core/tokenizer/normalizers/Rewriter.h"

#include <openssl/evp.h>

namespace espalier {

namespace {

constexpr std::size_t longestGrapheme = 5; // bytes; longer ones are replaced character by character

std::string fromBase64(const std::string& text, const std::string& origin) {
    if (text.size() > INT32_MAX) failKey(origin, "precompiled_charsmap", "base64", text.substr(0, 20));
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    const int count =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (count < 0) failKey(origin, "precompiled_charsmap", "base64", text.substr(0, 20));
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(count) - padding);
    return bytes;
}

// A unit of the double array: https://github.com/s-yata/darts-clone
std::uint32_t offsetOf(std::uint32_t unit) {
    return (unit >> 10) << ((unit & (1u << 9)) >> 6);
}
std::uint32_t labelOf(std::uint32_t unit) {
    return unit & ((1u << 31) | 0xFF);
}
bool hasLeaf(std::uint32_t unit) {
    return (unit >> 8) & 1;
}
std::uint32_t valueOf(std::uint32_t unit) {
    return unit & ((1u << 31) - 1);
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

// Where there are more characters than before the last of them come in beside, where there are fewer the last
// stands for the others too.
class Replacer {
public:
    Replacer(std::int32_t firstSource, NormalizedText& out) : out_(firstSource, out) {}

    void keep(std::string_view part) {
        for (std::size_t i = 0; i < part.size();) put(nextCodePoint(part, i), 0);
    }

    void replace(std::string_view part, std::string_view by) {
        const auto before = static_cast<int>(codePointCount(part)),
                   after = static_cast<int>(codePointCount(by));
        int at = 0;
        for (std::size_t i = 0; i < by.size(); ++at) put(nextCodePoint(by, i), at < before ? 0 : 1);
        if (after < before && pending_) change_ += after - before;
    }

    void finish() {
        if (pending_) out_.push(character_, change_);
    }

private:
    void put(char32_t c, int change) {
        finish();
        pending_ = true;
        character_ = c;
        change_ = change;
    }

    Rewriter out_;
    bool pending_ = false; // the last character, whose change may still grow
    char32_t character_ = 0;
    int change_ = 0;
};

} // namespace

CharacterMap::CharacterMap(std::string_view table, const std::string& origin) {
    if (table.empty()) return;
    const std::size_t size = table.size() < 4 ? 0 : littleEndian(table, 0);
    if (size == 0 || size % 4 != 0 || size > table.size() - 4)
        throw Error(
            ErrorKind::Format,
            message("tokenizer",
                    "{0}: the table of characters is damaged: of its {1} bytes the first {2} are the trie.",
                    origin, table.size(), size),
            message("tokenizer", "Download the file again."));
    for (std::size_t at = 0; at < size; at += 4) trie_.push_back(littleEndian(table, 4 + at));
    texts_ = table.substr(4 + size);
    if (!isValidUtf8(texts_))
        throw Error(
            ErrorKind::Format,
            message("tokenizer", "{0}: the table of characters is damaged: it is not valid UTF-8.", origin),
            message("tokenizer", "Download the file again."));
    for (std::size_t c = 0; c < changesAscii_.size(); ++c) {
        const char character = static_cast<char>(c);
        const auto replacement = replacementOf({&character, 1});
        changesAscii_[c] = replacement && *replacement != std::string_view(&character, 1);
    }
}

std::unique_ptr<Normalizer> CharacterMap::fromJson(const Json& json, const std::string& origin) {
    return std::make_unique<CharacterMap>(
        fromBase64(valueOr(json, "precompiled_charsmap", std::string(), origin), origin), origin);
}

std::optional<std::string_view> CharacterMap::replacementOf(std::string_view part) const {
    if (trie_.empty()) return {};
    std::size_t node = offsetOf(trie_[0]);
    for (const char c : part) {
        const auto byte = static_cast<unsigned char>(c);
        node ^= byte;
        if (byte == 0 || node >= trie_.size() || labelOf(trie_[node]) != byte) return {};
        const std::uint32_t unit = trie_[node];
        node ^= offsetOf(unit);
        if (!hasLeaf(unit)) continue;
        if (node >= trie_.size()) return {};
        const std::size_t begin = valueOf(trie_[node]);
        if (begin >= texts_.size()) return {};
        return std::string_view(texts_).substr(begin, texts_.find('\0', begin) - begin);
    }
    return {};
}

void CharacterMap::normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const {
    out.clear();
    const auto isPlain = [this](char c) {
        return static_cast<unsigned char>(c) < 128 && !changesAscii_[static_cast<unsigned char>(c)];
    };
    if (std::all_of(text.begin(), text.end(), isPlain)) return out.appendEach(text, firstSource);

    Replacer replacer(firstSource, out);
    forEachGrapheme(text, [&](std::string_view grapheme) {
        if (grapheme.size() <= longestGrapheme)
            if (const auto by = replacementOf(grapheme)) return replacer.replace(grapheme, *by);
        for (std::size_t i = 0; i < grapheme.size();) {
            const std::size_t begin = i;
            nextCodePoint(grapheme, i);
            const auto character = grapheme.substr(begin, i - begin);
            const auto by = replacementOf(character);
            by ? replacer.replace(character, *by) : replacer.keep(character);
        }
    });
    replacer.finish();
}

} // namespace espalier
