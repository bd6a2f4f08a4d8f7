#include "core/tokenizer/models/Models.h"

#include "core/tokenizer/Component.h"
#include "core/tokenizer/models/Bpe.h"
#include "core/tokenizer/models/Unigram.h"
#include "core/tokenizer/models/WordPiece.h"

namespace espalier {

namespace {

// Whole words only.
class WordLevel : public SubwordModel {
public:
    WordLevel(Vocabulary vocabulary, const std::string& unknown, const std::string& origin)
        : vocabulary_(std::move(vocabulary)), unknownId_(vocabulary_.require(unknown, "unknown", origin)) {}

    static std::unique_ptr<SubwordModel> fromJson(const Json& json, const std::string& origin) {
        return std::make_unique<WordLevel>(Vocabulary::fromJson(memberOf(json, "vocab"), origin),
                                           valueOr(json, "unk_token", std::string("<unk>"), origin), origin);
    }

    void tokenize(std::string_view word, std::vector<Piece>& pieces) const override {
        const std::int32_t id = vocabulary_.find(word);
        pieces.push_back({id < 0 ? unknownId_ : id, 0, static_cast<std::uint32_t>(word.size())});
    }
    const Vocabulary& vocabulary() const override { return vocabulary_; }
    std::int32_t unknownId() const override { return unknownId_; }

private:
    Vocabulary vocabulary_;
    std::int32_t unknownId_;
};

constexpr KnownComponent<SubwordModel> known[] = {
    {"WordPiece", WordPiece::fromJson},
    {"BPE", Bpe::fromJson},
    {"Unigram", Unigram::fromJson},
    {"WordLevel", WordLevel::fromJson},
};

// Files of before tokenizers 0.10 don't name the type of their model.
std::string typeOf(const Json& json, const std::string& origin) {
    if (json.contains("type")) return valueOr(json, "type", std::string(), origin);
    if (json.contains("merges")) return "BPE";
    if (memberOf(json, "vocab").is_array()) return "Unigram";
    return json.contains("max_input_chars_per_word") ? "WordPiece" : "WordLevel";
}

} // namespace

std::unique_ptr<SubwordModel> modelFromJson(const Json& json, const std::string& origin) {
    if (!json.is_object()) failKey(origin, "model", "an object", json);
    return makeComponent(known, typeOf(json, origin), json, "model", origin);
}

std::vector<std::int32_t> byteTokens(const Vocabulary& vocabulary) {
    std::vector<std::int32_t> ids;
    for (int byte = 0; byte < 256; ++byte) {
        ids.push_back(vocabulary.find(fmt::format("<0x{:02X}>", byte)));
        if (ids.back() < 0) return {};
    }
    return ids;
}

} // namespace espalier
