#pragma once
// What a component looks for in a text: a text, or a regular expression of ICU, whose syntax is near enough
// to that of the reference's (Oniguruma) for the patterns that tokenizers carry.
#include "core/base/Json.h"
#include "core/tokenizer/NormalizedText.h"

#include <memory>
#include <vector>

namespace espalier {

class Pattern {
public:
    static Pattern text(std::string content);
    static Pattern regex(const std::string& expression, const std::string& origin); // Error(Format)
    // {"String": "…"} or {"Regex": "…"}, or a text.
    static Pattern fromJson(const Json& json, const std::string& origin);

    Pattern(Pattern&&) noexcept;
    ~Pattern();

    // Replaces `matches` by where the pattern stands in s, none empty, none overlapping. Thread-safe.
    void find(std::string_view s, std::vector<Span>& matches) const;

private:
    struct Regex;
    Pattern();
    void findText(std::string_view s, std::vector<Span>& matches) const;

    std::string text_;
    std::unique_ptr<Regex> regex_; // null for a text
};

} // namespace espalier
