#include "core/tokenizer/Graphemes.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <memory>

namespace espalier {

namespace {

// Between two such characters there is always a boundary; nearly all are, and cost no search.
bool standsAlone(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    return u_getIntPropertyValue(code, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_OTHER;
}

// text begins and ends at a boundary.
void search(std::string_view text, const std::function<void(std::string_view)>& each) {
    struct Closer {
        void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
    };
    UErrorCode status = U_ZERO_ERROR;
    thread_local const std::unique_ptr<UBreakIterator, Closer> iterator(
        ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status));
    UText bytes = UTEXT_INITIALIZER;
    utext_openUTF8(&bytes, text.data(), static_cast<std::int64_t>(text.size()), &status);
    ubrk_setUText(iterator.get(), &bytes, &status);
    auto begin = static_cast<std::size_t>(ubrk_first(iterator.get()));
    for (std::int32_t end; (end = ubrk_next(iterator.get())) != UBRK_DONE;) {
        each(text.substr(begin, static_cast<std::size_t>(end) - begin));
        begin = static_cast<std::size_t>(end);
    }
    utext_close(&bytes);
}

} // namespace

void forEachGrapheme(std::string_view text, const std::function<void(std::string_view)>& each) {
    std::size_t begin = 0; // of the characters that are not given out yet
    bool wasAlone = false; // the last of these
    const auto giveOut = [&](std::size_t end) {
        const auto run = text.substr(begin, end - begin);
        std::size_t first = 0;
        if (!run.empty()) nextCodePoint(run, first);
        if (!run.empty()) first == run.size() ? each(run) : search(run, each);
        begin = end;
    };
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t at = i;
        const bool alone = standsAlone(nextCodePoint(text, i));
        if (alone && wasAlone) giveOut(at);
        wasAlone = alone;
    }
    giveOut(text.size());
}

} // namespace espalier
