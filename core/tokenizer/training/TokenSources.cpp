#include "core/tokenizer/training/TokenSources.h"

#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/tokenizer/TokenizerConfig.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace espalier {

namespace {

// A role, the one that does the same in other families, and how the token is usually called, for folders that
// don't say.
struct Role {
    const char *name, *other;
    const char *bert, *roberta;
};
constexpr Role roles[] = {
    {"pad_token", "", "[PAD]", "<pad>"},         {"unk_token", "", "[UNK]", "<unk>"},
    {"cls_token", "bos_token", "[CLS]", "<s>"},  {"bos_token", "cls_token", "[CLS]", "<s>"},
    {"sep_token", "eos_token", "[SEP]", "</s>"}, {"eos_token", "sep_token", "[SEP]", "</s>"},
    {"mask_token", "", "[MASK]", "<mask>"}};

class OldVocabulary {
public:
    OldVocabulary(const Tokenizer& tokenizer, const fs::path& folder)
        : tokenizer_(tokenizer), config_(folder), kind_(styleOf(tokenizer)) {
        for (std::int32_t id = 0; id < tokenizer.vocabularySize(); ++id) {
            ids_.emplace(tokenizer.token(id), id);
            texts_.emplace(kind_.text(tokenizer.token(id)), id);
        }
        for (const std::int32_t id : tokenizer.encode({"", {}}, {}).ids) around_.insert(id);
    }

    std::int32_t withRole(const std::string& role) const { // -1: none
        const auto* known =
            std::find_if(std::begin(roles), std::end(roles), [&](const auto& r) { return role == r.name; });
        if (known == std::end(roles)) return -1;
        for (const std::string key : {known->name, known->other})
            if (!key.empty())
                if (const auto id = find(config_.specialToken(key, "")); id >= 0) return id;
        const auto id = find(known->bert);
        return id >= 0 ? id : find(known->roberta);
    }

    // The token that stands for this text, "ing" or " the"; -1: none.
    std::int32_t withText(const std::string& text) const {
        const auto at = texts_.find(text);
        return at == texts_.end() ? -1 : at->second;
    }

    // As it reads the text; where it knows some of it without what it doesn't.
    std::vector<std::int32_t> read(const std::string& text) const {
        std::vector<std::int32_t> known;
        bool any = false;
        for (const std::int32_t id : tokenizer_.encode({text, {}}, {}).ids) {
            if (around_.contains(id)) continue;
            any = true;
            if (id != tokenizer_.unknownId()) known.push_back(id);
        }
        if (known.empty() && any && tokenizer_.unknownId() >= 0) known.push_back(tokenizer_.unknownId());
        return known;
    }

    // A token that is part of a character, by the letters for its bytes.
    std::vector<std::int32_t> readBytes(const std::string& token) const {
        std::vector<std::int32_t> ids;
        for (std::size_t i = 0; i < token.size();) {
            const std::size_t begin = i;
            nextCodePoint(token, i);
            if (const auto id = find(token.substr(begin, i - begin)); id >= 0) ids.push_back(id);
        }
        return ids;
    }
    bool isByteLevel() const { return kind_.name == std::string_view("bpe"); }

private:
    // How it marks words: its tokens say so.
    static const VocabularyKind& styleOf(const Tokenizer& tokenizer) {
        bool continued = false, bytes = false;
        for (std::int32_t id = 0; id < tokenizer.vocabularySize(); ++id) {
            const auto token = tokenizer.token(id);
            continued = continued || (token.size() > 2 && token.starts_with("##"));
            bytes = bytes || token.starts_with("Ġ");
        }
        return vocabularyKindNamed(continued ? "wordpiece" : bytes ? "bpe" : "unigram");
    }

    std::int32_t find(const std::string& token) const {
        const auto at = ids_.find(token);
        return token.empty() || at == ids_.end() ? -1 : at->second;
    }

    const Tokenizer& tokenizer_;
    TokenizerConfig config_;
    const VocabularyKind& kind_;
    std::unordered_map<std::string, std::int32_t> ids_, texts_;
    std::unordered_set<std::int32_t> around_; // what it puts around every text
};

std::int32_t oldSpecial(const std::string& token, const VocabularyKind& kind, const OldVocabulary& old) {
    for (const auto& [role, text] : kind.roles)
        if (text == token)
            if (const auto id = old.withRole(role); id >= 0) return id;
    return -1;
}

} // namespace

TokenSources sourcesOf(const TrainedVocabulary& vocabulary, const Tokenizer& tokenizer,
                       const fs::path& folder) {
    const auto& kind = vocabularyKindNamed(vocabulary.settings.kind);
    const OldVocabulary old(tokenizer, folder);
    const std::size_t special = kind.specialTokens().size();
    TokenSources sources;
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
        const std::string& token = vocabulary.tokens[id];
        const std::string text = kind.text(token);
        const auto same = id < special ? oldSpecial(token, kind, old) : old.withText(text);
        auto& ids = sources.ids.emplace_back();
        if (same >= 0)
            ids = {same};
        else if (id >= special)
            ids = isValidUtf8(text)   ? old.read(text)
                  : old.isByteLevel() ? old.readBytes(token)
                                      : std::vector<std::int32_t>();
        ++(same >= 0 ? sources.same : ids.empty() ? sources.unknown : sources.composed);
    }
    return sources;
}

} // namespace espalier
