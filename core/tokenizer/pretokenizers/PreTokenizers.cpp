#include "core/tokenizer/pretokenizers/PreTokenizers.h"

#include "core/tokenizer/Component.h"
#include "core/tokenizer/pretokenizers/BertPreTokenizer.h"

namespace espalier {

namespace {

using Made = std::unique_ptr<PreTokenizer>;

Delimiter behaviorOf(const Json& json, const char* fallback, const std::string& origin) {
    const auto name = valueOr(json, "behavior", std::string(fallback), origin);
    if (name == "Removed") return Delimiter::Removed;
    if (name == "Isolated") return Delimiter::Isolated;
    if (name == "MergedWithPrevious") return Delimiter::WithPrevious;
    if (name == "MergedWithNext") return Delimiter::WithNext;
    if (name == "Contiguous") return Delimiter::Contiguous;
    failKey(origin, "behavior", "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous", name);
}

// Files of before tokenizers 0.14 say add_prefix_space in place of prepend_scheme.
PrependScheme prependSchemeOf(const Json& json, const std::string& origin) {
    const auto name = valueOr(json, "prepend_scheme", std::string("always"), origin);
    if (name == "first") return PrependScheme::First;
    if (name == "never" || !valueOr(json, "add_prefix_space", true, origin)) return PrependScheme::Never;
    if (name != "always") failKey(origin, "prepend_scheme", "always, first or never", name);
    return PrependScheme::Always;
}

Made sequence(const Json& json, const std::string& origin) {
    return sequenceOf(makeComponents<PreTokenizer>(json, "pretokenizers", preTokenizerFromJson, origin));
}

Made split(const Json& json, const std::string& origin) {
    return makeSplit(Pattern::fromJson(memberOf(json, "pattern"), origin),
                     behaviorOf(json, "Isolated", origin), valueOr(json, "invert", false, origin));
}

Made delimiter(const Json& json, const std::string& origin) {
    return makeSplit(Pattern::fromJson(memberOf(json, "delimiter"), origin), Delimiter::Removed, false);
}

Made metaspace(const Json& json, const std::string& origin) {
    const auto replacement = valueOr(json, "replacement", std::string("▁"), origin);
    if (codePointCount(replacement) != 1) failKey(origin, "replacement", "one character", replacement);
    return makeMetaspace(replacement, prependSchemeOf(json, origin), valueOr(json, "split", true, origin));
}

Made byteLevel(const Json& json, const std::string& origin) {
    return makeByteLevel(valueOr(json, "add_prefix_space", true, origin),
                         valueOr(json, "use_regex", true, origin));
}

Made punctuation(const Json& json, const std::string& origin) {
    return makePunctuation(behaviorOf(json, "Isolated", origin));
}

Made digits(const Json& json, const std::string& origin) {
    return makeDigits(valueOr(json, "individual_digits", false, origin));
}

constexpr KnownComponent<PreTokenizer> known[] = {
    {"Sequence", sequence},
    {"BertPreTokenizer", BertPreTokenizer::fromJson},
    {"ByteLevel", byteLevel},
    {"Metaspace", metaspace},
    {"Whitespace", [](const Json&, const std::string&) { return makeWhitespace(); }},
    {"WhitespaceSplit", [](const Json&, const std::string&) { return makeWhitespaceSplit(); }},
    {"Punctuation", punctuation},
    {"Digits", digits},
    {"Split", split},
    {"CharDelimiterSplit", delimiter},
};

class Sequence : public PreTokenizer {
public:
    explicit Sequence(std::vector<std::unique_ptr<PreTokenizer>> steps) : steps_(std::move(steps)) {}

    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        if (steps_.empty()) return words.push_back(piece);
        std::vector<Span> cut{piece}, next;
        for (std::size_t i = 0; i + 1 < steps_.size(); ++i) {
            next.clear();
            for (const Span word : cut) steps_[i]->split(text, word, next);
            std::swap(cut, next);
        }
        for (const Span word : cut) steps_.back()->split(text, word, words);
    }

private:
    std::vector<std::unique_ptr<PreTokenizer>> steps_;
};

} // namespace

Made preTokenizerFromJson(const Json& json, const std::string& origin) {
    return makeComponent(known, json, "pre_tokenizer", origin);
}

Made sequenceOf(std::vector<std::unique_ptr<PreTokenizer>> steps) {
    return std::make_unique<Sequence>(std::move(steps));
}

} // namespace espalier
