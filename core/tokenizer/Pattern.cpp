#include "core/tokenizer/Pattern.h"

#include <unicode/uregex.h>

namespace espalier {

namespace {

// A pattern may try ever more ways to match the longer a text is, twice as many with each character. ICU
// counts ten thousand of them as one tick.
constexpr std::size_t ticksForAnyText = 1000, bytesPerTick = 16;
// As in Oniguruma ^ and $ match at every line, and only \n ends one.
constexpr std::uint32_t flags = UREGEX_MULTILINE | UREGEX_UNIX_LINES;

struct Closer {
    void operator()(URegularExpression* regex) const { uregex_close(regex); }
    void operator()(UText* text) const { utext_close(text); }
};
using RegexHandle = std::unique_ptr<URegularExpression, Closer>;

} // namespace

struct Pattern::Regex {
    RegexHandle compiled; // matching goes by clones, which share the program
};

Pattern::Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Pattern Pattern::text(std::string content) {
    Pattern pattern;
    pattern.text_ = std::move(content);
    return pattern;
}

Pattern Pattern::regex(const std::string& expression, const std::string& origin) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    std::unique_ptr<UText, Closer> source(
        utext_openUTF8(nullptr, expression.data(), static_cast<std::int64_t>(expression.size()), &status));
    Pattern pattern;
    pattern.regex_ = std::make_unique<Regex>();
    pattern.regex_->compiled.reset(uregex_openUText(source.get(), flags, &place, &status));
    if (U_FAILURE(status))
        throw Error(ErrorKind::Format,
                    message("tokenizer", "{0}: the regular expression \"{1}\" can't be understood ({2}).",
                            origin, shortened(expression, 80), u_errorName(status)),
                    message("tokenizer",
                            "Choose a model with another tokenizer, or a newer version of this program."));
    return pattern;
}

Pattern Pattern::fromJson(const Json& json, const std::string& origin) {
    if (json.is_string()) return text(json.get<std::string>());
    for (const char* kind : {"String", "Regex"})
        if (const Json& content = memberOf(json, kind); content.is_string())
            return kind[0] == 'S' ? text(content.get<std::string>())
                                  : regex(content.get<std::string>(), origin);
    failKey(origin, "pattern", "String or Regex", json);
}

void Pattern::findText(std::string_view s, std::vector<Span>& matches) const {
    if (text_.empty()) return;
    for (std::size_t at = 0; (at = s.find(text_, at)) != s.npos; at += text_.size())
        matches.push_back({at, at + text_.size()});
}

void Pattern::find(std::string_view s, std::vector<Span>& matches) const {
    matches.clear();
    if (!regex_) return findText(s, matches);
    UErrorCode status = U_ZERO_ERROR;
    const RegexHandle own(uregex_clone(regex_->compiled.get(), &status));
    UText subject = UTEXT_INITIALIZER;
    utext_openUTF8(&subject, s.data(), static_cast<std::int64_t>(s.size()), &status);
    uregex_setUText(own.get(), &subject, &status);
    uregex_setTimeLimit(own.get(), static_cast<std::int32_t>(ticksForAnyText + s.size() / bytesPerTick),
                        &status);
    while (U_SUCCESS(status) && uregex_findNext(own.get(), &status)) {
        const auto begin = static_cast<std::size_t>(uregex_start64(own.get(), 0, &status));
        const auto end = static_cast<std::size_t>(uregex_end64(own.get(), 0, &status));
        if (begin < end) matches.push_back({begin, end});
    }
    utext_close(&subject);
    if (U_FAILURE(status))
        throw Error(ErrorKind::Format,
                    message("tokenizer", "A regular expression of the tokenizer gives up on \"{0}\" ({1}).",
                            shortened(s, 40), u_errorName(status)),
                    message("tokenizer", "Shorten this text, or choose a model with another tokenizer."));
}

} // namespace espalier
