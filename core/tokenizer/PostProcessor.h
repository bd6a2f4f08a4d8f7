#pragma once
// The last stage: places the ids of one text or two into a template, [CLS] A [SEP] B [SEP], with type ids.
#include "core/base/Json.h"
#include "core/tokenizer/Tokenizer.h"

#include <span>
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
    // TemplateProcessing and BertProcessing of tokenizer.json.
    static PostProcessor fromTemplateJson(const Json& json, const std::string& origin);
    static PostProcessor fromBertJson(const Json& json, const std::string& origin);

    std::size_t specialTokens(bool pair) const { return pair ? pairSpecials_ : singleSpecials_; }
    std::int32_t largestId() const; // of the special tokens, -1 where there are none
    // `second` is used where `pair` is set.
    Encoding assemble(std::span<const Token> first, std::span<const Token> second, bool pair,
                      bool offsets) const;

private:
    Template single_, pair_;
    std::size_t singleSpecials_, pairSpecials_;
};

} // namespace espalier
