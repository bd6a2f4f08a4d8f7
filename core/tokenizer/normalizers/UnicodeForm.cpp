// The normal forms of Unicode, UAX #15.
#include "core/tokenizer/normalizers/Decomposer.h"
#include "core/tokenizer/normalizers/Normalizers.h"
#include "core/tokenizer/normalizers/Rewriter.h"

#include <optional>

namespace espalier {

namespace {

// Canonical composition of decomposed characters.
class Composer {
public:
    explicit Composer(Rewriter& out) : out_(out) {}

    // change: of the decomposition, as in Rewriter.
    void push(char32_t c, int change) {
        const std::uint8_t combiningClass = combiningClassOf(c);
        if (!starter_) {
            if (combiningClass != 0) return out_.push(c, change);
            starter_ = {c, change};
            return;
        }
        const bool blocked = !marks_.empty() && lastClass_ >= combiningClass;
        if (const char32_t pair = blocked ? 0 : compositionOf(starter_->c, c)) {
            starter_ = {pair, starter_->change + change - 1};
        } else if (combiningClass == 0) {
            flush();
            starter_ = {c, change};
        } else {
            marks_.push_back({c, change});
            lastClass_ = combiningClass;
        }
    }

    void flush() {
        if (starter_) out_.push(starter_->c, starter_->change);
        for (const Character& mark : marks_) out_.push(mark.c, mark.change);
        starter_.reset();
        marks_.clear();
    }

private:
    struct Character {
        char32_t c;
        int change;
    };
    Rewriter& out_;
    std::optional<Character> starter_;
    std::vector<Character> marks_; // behind the starter, which they don't compose with
    std::uint8_t lastClass_ = 0;
};

class UnicodeForm : public Normalizer {
public:
    UnicodeForm(bool compatible, bool composed) : compatible_(compatible), composed_(composed) {}

    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        if (asciiEnd(text, 0) == text.size()) return out.appendEach(text, firstSource);
        Decomposer decomposer(compatible_);
        const auto decompose = [&](auto&& emit) {
            std::int32_t source = firstSource;
            for (std::size_t i = 0; i < text.size();) decomposer.push(nextCodePoint(text, i), source++, emit);
            decomposer.flush(emit);
        };
        if (!composed_) return decompose([&](char32_t c, std::int32_t source) { out.append(c, source); });
        Rewriter rewriter(firstSource, out);
        Composer composer(rewriter);
        std::int32_t last = firstSource - 1;
        decompose([&](char32_t c, std::int32_t source) {
            composer.push(c, source == last ? 1 : 0);
            last = source;
        });
        composer.flush();
    }

private:
    bool compatible_, composed_;
};

} // namespace

std::unique_ptr<Normalizer> makeUnicodeForm(bool compatible, bool composed) {
    return std::make_unique<UnicodeForm>(compatible, composed);
}

} // namespace espalier
