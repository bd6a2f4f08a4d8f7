#include "core/tokenizer/training/ScriptRuns.h"

#include <unicode/uscript.h>

#include <array>

namespace espalier {

namespace {

constexpr char32_t wordMark = U'▁', longVowelMark = U'ー'; // the latter is common to both kana

int scriptOf(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    if (c == longVowelMark || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) return USCRIPT_HAN;
    return script;
}

class ScriptRuns : public PreTokenizer {
public:
    ScriptRuns() {
        for (char32_t c = 0; c < ascii_.size(); ++c) ascii_[c] = scriptOf(c);
    }

    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        const std::string_view s = std::string_view(text.text).substr(0, piece.end);
        std::size_t begin = piece.begin;
        int running = USCRIPT_INHERITED; // until the first character that has a script
        for (std::size_t i = piece.begin; i < s.size();) {
            const std::size_t at = i;
            const char32_t c = nextCodePoint(s, i);
            const int script = c < ascii_.size() ? ascii_[c] : scriptOf(c);
            if (script == USCRIPT_INHERITED || (c == wordMark && at == piece.begin)) continue;
            if (running != USCRIPT_INHERITED && script != running) {
                words.push_back({begin, at});
                begin = at;
            }
            running = script;
        }
        if (begin < s.size()) words.push_back({begin, s.size()});
    }

private:
    std::array<int, 128> ascii_;
};

} // namespace

std::unique_ptr<PreTokenizer> makeScriptRuns() {
    return std::make_unique<ScriptRuns>();
}

} // namespace espalier
