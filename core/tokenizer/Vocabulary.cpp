#include "core/tokenizer/Vocabulary.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

namespace espalier {

namespace {
constexpr std::size_t maxTokens = std::size_t{1} << 24; // the largest vocabularies of the field have 2^18
}

Vocabulary::Vocabulary(std::vector<std::string> tokens, const std::string& origin)
    : tokens_(std::move(tokens)), index_(tokens_.size()) {
    if (tokens_.empty())
        throw Error(ErrorKind::Format, message("tokenizer", "{0}: the vocabulary is empty.", origin));
    if (tokens_.size() > maxTokens)
        throw Error(ErrorKind::Format,
                    message("tokenizer", "{0}: the vocabulary has {1} tokens, at most {2} are possible.",
                            origin, tokens_.size(), maxTokens));
    for (std::size_t i = 0; i < tokens_.size(); ++i)
        if (!index_.insert(tokens_[i], static_cast<std::int32_t>(i)))
            throw Error(ErrorKind::Format,
                        message("tokenizer", "{0}: the token \"{1}\" has two ids, {2} and {3}.", origin,
                                shortened(tokens_[i], 40), index_.find(tokens_[i]), i));
}

Vocabulary Vocabulary::fromJson(const Json& json, const std::string& origin) {
    if (!json.is_object()) failKey(origin, "vocab", "an object of tokens and ids", json);
    std::vector<const std::string*> byId(json.size(), nullptr);
    for (auto it = json.begin(); it != json.end(); ++it) {
        const bool fits =
            it->is_number_integer() && it->get<std::int64_t>() >= 0 && it->get<std::uint64_t>() < byId.size();
        if (!fits)
            failKey(origin, "vocab." + shortened(it.key(), 40),
                    fmt::format("an id from 0 to {}", byId.size() - 1), *it);
        const std::string*& place = byId[it->get<std::size_t>()];
        if (place)
            throw Error(ErrorKind::Format,
                        message("tokenizer", "{0}: the tokens \"{1}\" and \"{2}\" have the same id {3}.",
                                origin, shortened(*place, 40), shortened(it.key(), 40),
                                it->get<std::size_t>()));
        place = &it.key();
    }
    std::vector<std::string> tokens; // as many distinct ids as tokens, none out of range: no holes
    tokens.reserve(byId.size());
    for (const std::string* token : byId) tokens.push_back(*token);
    return Vocabulary(std::move(tokens), origin);
}

std::int32_t Vocabulary::require(const std::string& token, const std::string& role,
                                 const std::string& origin) const {
    const std::int32_t id = find(token);
    if (id < 0)
        throw Error(ErrorKind::Format,
                    message("tokenizer", "{0}: the {1} token \"{2}\" is not in the vocabulary.", origin, role,
                            shortened(token, 40)));
    return id;
}

} // namespace espalier
