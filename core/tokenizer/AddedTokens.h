#pragma once
// Tokens that are looked for in the text itself, before the model sees it: "[SEP]" written in a text is the
// separator. Most are matched before normalisation, those flagged `normalized` after it.
#include "core/base/Json.h"
#include "core/tokenizer/Normalizer.h"
#include "core/tokenizer/TokenIndex.h"
#include "core/tokenizer/Vocabulary.h"

#include <array>
#include <string>
#include <vector>

namespace espalier {

struct AddedToken {
    std::string content;
    std::int32_t id = 0;
    bool singleWord = false; // only where no word character touches it
    bool stripLeft = false;  // takes the white space before it
    bool stripRight = false; // takes the white space after it
    bool normalized = false;
    bool special = false; // says something about a text, is no part of it

    static AddedToken fromJson(const Json& json, const std::string& origin);
};

// Finds tokens in a text: the leftmost, of these the longest, none overlapping.
class AddedTokenMatcher {
public:
    struct Match {
        std::size_t begin, end; // bytes, with the white space a token takes
        std::int32_t id;
    };
    explicit AddedTokenMatcher(std::vector<AddedToken> tokens);
    AddedTokenMatcher(const AddedTokenMatcher&) = delete; // the index looks into tokens_
    AddedTokenMatcher& operator=(const AddedTokenMatcher&) = delete;
    void find(std::string_view text, std::vector<Match>& matches) const; // replaces `matches`

private:
    // The token that stands at text[at], or null.
    const AddedToken* at(std::string_view text, std::size_t at) const;

    std::vector<AddedToken> tokens_;
    TokenIndex index_;                                    // content to place in tokens_
    std::array<bool, 256> begins_{};                      // whether a token begins with this byte
    std::array<std::vector<std::uint32_t>, 256> lengths_; // by first byte, longest first
};

class AddedTokens {
public:
    // Ids must be those of the vocabulary, or go on from its end without holes; else Error(Format).
    AddedTokens(const std::vector<AddedToken>& tokens, const Vocabulary& vocabulary,
                const Normalizer* normalizer, const std::string& origin);

    const AddedTokenMatcher& inText() const { return inText_; }
    const AddedTokenMatcher& inNormalizedText() const { return inNormalizedText_; }
    const std::vector<std::string>& beyondVocabulary() const { return beyondVocabulary_; } // in order of ids

private:
    std::vector<std::string> beyondVocabulary_;
    AddedTokenMatcher inText_;
    AddedTokenMatcher inNormalizedText_;
};

} // namespace espalier
