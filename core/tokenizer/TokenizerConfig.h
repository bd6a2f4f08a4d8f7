#pragma once
// What stands beside a vocabulary in a Hugging Face folder, whatever the family: tokenizer_config.json,
// special_tokens_map.json and added_tokens.json, each where present.
#include "core/base/Json.h"
#include "core/tokenizer/AddedTokens.h"
#include "core/tokenizer/Pipeline.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

class TokenizerConfig {
public:
    explicit TokenizerConfig(const std::filesystem::path& folder);

    std::string file() const { return (folder_ / "tokenizer_config.json").string(); }
    bool flag(const std::string& key, bool fallback) const;
    std::int64_t number(const std::string& key, std::int64_t fallback) const;
    // The tokenizer's class without "Fast"; where it isn't said that of the model's family, or "".
    std::string className() const;
    std::string text(const std::string& key, const std::string& fallback) const;
    // The text of a special token by its role: "cls_token", "unk_token"…
    std::string specialToken(const std::string& role, const std::string& fallback) const;
    // Those that the files number, then the special ones that the vocabulary holds; `roles` with their usual
    // texts, for files that leave these out. A role "" is none that a file could name.
    enum class Missing { LeftOut, Appended }; // special tokens that the vocabulary hasn't
    std::vector<AddedToken> addedTokens(const std::vector<std::pair<std::string, std::string>>& roles,
                                        const Vocabulary& vocabulary, Missing missing) const;
    // Sets model_max_length and truncation_side.
    void apply(Stages& stages) const;

private:
    const Json& entry(const std::string& role) const; // null where no file has it
    AddedToken tokenOf(const Json& value, const std::string& key) const;
    std::vector<AddedToken> numberedTokens() const;
    std::vector<AddedToken> listedTokens() const;

    std::filesystem::path folder_;
    Json config_, map_;
};

} // namespace espalier
