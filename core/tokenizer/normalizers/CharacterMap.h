#pragma once
// The table of characters that a sentencepiece model carries ("precompiled_charsmap"): a trie of what is
// replaced and the texts that take its place. Kudo and Richardson 2018, arXiv:1808.06226.
#include "core/base/Json.h"
#include "core/tokenizer/Normalizer.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace espalier {

class CharacterMap : public Normalizer {
public:
    // The table as it stands in a sentencepiece model; an empty one changes nothing. Error(Format) where it
    // is damaged.
    CharacterMap(std::string_view table, const std::string& origin);
    static std::unique_ptr<Normalizer> fromJson(const Json& json, const std::string& origin); // in base64

    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override;

private:
    // What takes the place of `part`: that of the shortest beginning in the table, as in the reference.
    std::optional<std::string_view> replacementOf(std::string_view part) const;

    std::vector<std::uint32_t> trie_; // units of a double array (Darts-clone)
    std::string texts_;               // each ends at a NUL
    std::array<bool, 128> changesAscii_{};
};

} // namespace espalier
