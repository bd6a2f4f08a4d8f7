#include "core/tokenizer/AddedTokens.h"

#include "core/base/Text.h"
#include "core/tokenizer/CodePoints.h"

#include <algorithm>

namespace espalier {

namespace {

// Begin of the character that ends before `end`.
std::size_t previousCharacter(std::string_view s, std::size_t end) {
    do --end;
    while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80);
    return end;
}

char32_t characterAt(std::string_view s, std::size_t i) {
    return nextCodePoint(s, i);
}

bool isSpace(char32_t c) {
    return propertiesOf(c) & codepoint::space;
}

bool touchesWord(std::string_view s, std::size_t begin, std::size_t end) {
    return (begin > 0 && isWordCharacter(characterAt(s, previousCharacter(s, begin)))) ||
           (end < s.size() && isWordCharacter(characterAt(s, end)));
}

std::size_t skipSpaceLeft(std::string_view s, std::size_t i) {
    while (i > 0 && isSpace(characterAt(s, previousCharacter(s, i)))) i = previousCharacter(s, i);
    return i;
}

std::size_t skipSpaceRight(std::string_view s, std::size_t i) {
    for (std::size_t next = i; next < s.size() && isSpace(nextCodePoint(s, next));) i = next;
    return i;
}

std::vector<AddedToken> matchedIn(const std::vector<AddedToken>& tokens, bool normalizedText,
                                  const Normalizer* normalizer) {
    std::vector<AddedToken> out;
    for (const AddedToken& token : tokens) {
        if (token.normalized != normalizedText) continue;
        out.push_back(token);
        if (!normalizedText || !normalizer) continue;
        NormalizedText content;
        normalizer->normalize(token.content, 0, content);
        out.back().content = content.text;
    }
    return out;
}

// Whether the token has its id in the vocabulary; false where it goes beyond.
bool isInVocabulary(const AddedToken& token, const Vocabulary& vocabulary, const std::string& origin) {
    const std::int32_t known = vocabulary.find(token.content);
    if (known >= 0 && known != token.id)
        throw Error(ErrorKind::Format,
                    message("tokenizer",
                            "{0}: the added token \"{1}\" has the id {2}, in the vocabulary it has {3}.",
                            origin, shortened(token.content, 40), token.id, known));
    if (known < 0 && token.id < vocabulary.size())
        throw Error(ErrorKind::Format,
                    message("tokenizer",
                            "{0}: the added token \"{1}\" has the id {2}, which is that of \"{3}\".", origin,
                            shortened(token.content, 40), token.id,
                            shortened(vocabulary.token(token.id), 40)));
    return known >= 0;
}

std::vector<std::string> tokensBeyond(const Vocabulary& vocabulary, const std::vector<AddedToken>& tokens,
                                      const std::string& origin) {
    std::vector<const AddedToken*> beyond;
    for (const AddedToken& token : tokens)
        if (!isInVocabulary(token, vocabulary, origin)) beyond.push_back(&token);
    std::sort(beyond.begin(), beyond.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    std::vector<std::string> contents;
    for (std::int32_t expected = vocabulary.size(); const AddedToken* token : beyond) {
        if (token->id != expected)
            throw Error(
                ErrorKind::Format,
                message("tokenizer",
                        "{0}: the added token \"{1}\" has the id {2}, expected {3}, the next free one.",
                        origin, shortened(token->content, 40), token->id, expected));
        contents.push_back(token->content);
        ++expected;
    }
    return contents;
}

} // namespace

AddedToken AddedToken::fromJson(const Json& json, const std::string& origin) {
    if (!json.is_object()) failKey(origin, "added_tokens", "objects", json);
    AddedToken token;
    token.content = valueOr(json, "content", std::string(), origin);
    const auto id = valueOr<std::int64_t>(json, "id", 0, origin);
    if (id < 0 || id >= INT32_MAX) failKey(origin, "id", "an id", memberOf(json, "id"));
    token.id = static_cast<std::int32_t>(id);
    token.singleWord = valueOr(json, "single_word", false, origin);
    token.stripLeft = valueOr(json, "lstrip", false, origin);
    token.stripRight = valueOr(json, "rstrip", false, origin);
    token.normalized = valueOr(json, "normalized", false, origin);
    token.special = valueOr(json, "special", false, origin);
    return token;
}

AddedTokenMatcher::AddedTokenMatcher(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        const std::string& content = tokens_[i].content;
        if (content.empty() || !index_.insert(content, static_cast<std::int32_t>(i))) continue;
        begins_[static_cast<unsigned char>(content[0])] = true;
        auto& lengths = lengths_[static_cast<unsigned char>(content[0])];
        const auto length = static_cast<std::uint32_t>(content.size());
        const auto place = std::lower_bound(lengths.begin(), lengths.end(), length, std::greater<>());
        if (place == lengths.end() || *place != length) lengths.insert(place, length);
    }
}

const AddedToken* AddedTokenMatcher::at(std::string_view text, std::size_t at) const {
    for (const std::size_t length : lengths_[static_cast<unsigned char>(text[at])]) {
        if (at + length > text.size()) continue;
        const std::int32_t place = index_.find(text.substr(at, length));
        if (place >= 0) return &tokens_[static_cast<std::size_t>(place)];
    }
    return nullptr;
}

void AddedTokenMatcher::find(std::string_view text, std::vector<Match>& matches) const {
    matches.clear();
    std::size_t taken = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!begins_[static_cast<unsigned char>(text[i])]) continue;
        const AddedToken* token = at(text, i);
        if (!token) continue;
        Match match{i, i + token->content.size(), token->id};
        i = match.end - 1;
        if (token->singleWord && touchesWord(text, match.begin, match.end)) continue;
        if (token->stripLeft) match.begin = std::max(skipSpaceLeft(text, match.begin), taken);
        if (token->stripRight) match.end = skipSpaceRight(text, match.end);
        taken = match.end;
        matches.push_back(match);
    }
}

AddedTokens::AddedTokens(const std::vector<AddedToken>& tokens, const Vocabulary& vocabulary,
                         const Normalizer* normalizer, const std::string& origin)
    : beyondVocabulary_(tokensBeyond(vocabulary, tokens, origin)),
      inText_(matchedIn(tokens, false, normalizer)), inNormalizedText_(matchedIn(tokens, true, normalizer)) {}

} // namespace espalier
