#pragma once
// The last stage: places the ids of one text or two into a template, [CLS] A [SEP] B [SEP], with type ids.
#include "core/base/Json.h"
#include "core/tokenizer/Tokenizer.h"

#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

namespace espalier {

struct Token {
    std::int32_t id;
    std::int32_t begin, end; // code points of the original text
};

struct TemplatePiece {
    enum Kind { First, Second, Special } kind;
    std::int32_t typeId = 0;
    std::vector<std::int32_t> ids = {}; // of a special piece
};
using Template = std::vector<TemplatePiece>;

class PostProcessor {
public:
    // Without templates nothing is added and the second text has type id 1.
    PostProcessor()
        : PostProcessor({{TemplatePiece::First}}, {{TemplatePiece::First}, {TemplatePiece::Second, 1}}) {}
    PostProcessor(Template single, Template pair);
    // [CLS] A [SEP] and [CLS] A [SEP] B [SEP], the second part with type id 1.
    static PostProcessor bert(std::int32_t cls, std::int32_t sep);
    // <s> A </s> and <s> A </s></s> B </s>, all with type id 0.
    static PostProcessor roberta(std::int32_t cls, std::int32_t sep);
    // Throws UnsupportedTokenizer that names a type which is not known.
    static PostProcessor fromJson(const Json& json, const std::string& origin);

    // Offsets leave out the white space that tokens begin and end with. prefixSpace: one was put before the
    // text, which the first token may have kept.
    void trimOffsets(bool prefixSpace) { trims_ = prefixSpace ? Trim::BehindPrefix : Trim::All; }
    // To be called before the first text where offsets are trimmed: each token as it is written, by id.
    void learnTokens(const std::function<std::string(std::int32_t)>& token, std::int32_t count);

    std::size_t specialTokens(bool pair) const { return pair ? pairSpecials_ : singleSpecials_; }
    std::int32_t largestId() const; // of the special tokens, -1 where there are none
    // `second` is used where `pair` is set.
    Encoding assemble(std::span<const Token> first, std::span<const Token> second, bool pair,
                      bool offsets) const;

private:
    enum class Trim { None, All, BehindPrefix };
    struct Blanks { // characters of white space that a token has
        std::int32_t before = 0, behind = 0;
    };
    void mergeJson(const Json& json, const std::string& origin);
    std::pair<std::int32_t, std::int32_t> offsetsOf(const Token& token, bool first) const;

    Template single_, pair_;
    std::size_t singleSpecials_, pairSpecials_;
    Trim trims_ = Trim::None;
    std::unordered_map<std::int32_t, Blanks> blanks_; // of the tokens that have any
};

} // namespace espalier
