#pragma once
// What every tokenizer does: text in, ids out. It never sees a tensor.
#include "core/base/Error.h"
#include "core/base/Stop.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace espalier {

struct Encoding {
    std::vector<std::int32_t> ids;
    std::vector<std::int32_t> typeIds;
    // [begin, end) in code points of the text a token came from; [0, 0) for special tokens.
    std::vector<std::pair<std::int32_t, std::int32_t>> offsets;
    // Where words are asked about, not the text: the first token of each, -1 for one that was not read
    // (Words.h).
    std::optional<std::vector<std::int32_t>> words = {};
};

struct TextPair {
    std::string_view text;
    std::optional<std::string_view> pair; // an empty one counts as none, as in Transformers
};

struct EncodeOptions {
    std::int32_t maxLength = 0; // 0: no truncation; pairs are cut longest first
    bool offsets = true;
    // A text that has no token gets the unknown one, for a model has to read something; tokenizers without
    // special tokens find none in an empty text. Holds for encodeBatch.
    bool neverEmpty = false;
};

class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    virtual Encoding encode(const TextPair& text, const EncodeOptions& options) const = 0;
    virtual std::string token(std::int32_t id) const = 0; // "" for an id out of range
    // The text of these tokens, without the special ones.
    virtual std::string decode(std::span<const std::int32_t> ids) const = 0;
    virtual std::int32_t vocabularySize() const = 0;         // largest id + 1
    virtual std::int32_t unknownId() const = 0;              // -1 where the family has none
    virtual std::int32_t specialTokens(bool pair) const = 0; // how many an encoding carries beside the text
    virtual std::int32_t modelMaxLength() const = 0;         // 0: not said by the files

    // Same order as texts; uses `threads` threads; throws Stopped.
    std::vector<Encoding> encodeBatch(const std::vector<TextPair>& texts, const EncodeOptions& options,
                                      int threads, const StopToken& stop = {}) const;
};

// A sound tokenizer of a kind that this program does not know; the message names the component.
struct UnsupportedTokenizer : Error {
    using Error::Error;
};

// From a Hugging Face folder: tokenizer.json, or vocab.txt, vocab.json with merges.txt or a sentencepiece
// model, each with tokenizer_config.json. A component that is not known is an UnsupportedTokenizer of kind
// Format that names it.
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder);

// The names of the tokenizer's files that are present in a folder, to copy beside exported weights.
std::vector<std::string> tokenizerFiles(const std::filesystem::path& folder);
bool isTokenizerFile(std::string_view name);

} // namespace espalier
