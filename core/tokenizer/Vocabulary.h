#pragma once
// The tokens of a model: id to token and back. Ids are 0, 1, 2… without holes, tokens differ.
#include "core/base/Json.h"
#include "core/tokenizer/TokenIndex.h"

#include <string>
#include <vector>

namespace espalier {

class Vocabulary {
public:
    // A token's id is its place. Error(Format) naming `origin` for a token that stands twice.
    Vocabulary(std::vector<std::string> tokens, const std::string& origin);
    // {"token": id, …}, as in tokenizer.json and vocab.json.
    static Vocabulary fromJson(const Json& json, const std::string& origin);

    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;

    std::int32_t size() const { return static_cast<std::int32_t>(tokens_.size()); }
    const std::string& token(std::int32_t id) const { return tokens_.at(static_cast<std::size_t>(id)); }
    std::int32_t find(std::string_view token) const { return index_.find(token); } // -1: no such token
    // As find(), but Error(Format) naming the token's role ("unknown", "separator") where it is missing.
    std::int32_t require(const std::string& token, const std::string& role, const std::string& origin) const;
    const TokenIndex& index() const { return index_; }

private:
    std::vector<std::string> tokens_;
    TokenIndex index_; // views into tokens_: moving keeps them alive, copying would not
};

} // namespace espalier
