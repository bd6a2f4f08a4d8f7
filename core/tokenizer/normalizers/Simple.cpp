// Normalisers of a few lines each.
#include "core/tokenizer/CodePoints.h"
#include "core/tokenizer/normalizers/Normalizers.h"

#include <array>

namespace espalier {

namespace {

template<class Each> // each(char32_t, std::int32_t source)
void forEachCharacter(std::string_view text, std::int32_t source, Each&& each) {
    for (std::size_t i = 0; i < text.size();) each(nextCodePoint(text, i), source++);
}

class Lowercase : public Normalizer {
public:
    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        forEachCharacter(text, firstSource, [&](char32_t c, std::int32_t source) {
            std::array<char32_t, 2> lower;
            const int count = lowercaseOf(c, lower);
            for (int k = 0; k < count; ++k) out.append(lower[static_cast<std::size_t>(k)], source);
        });
    }
};

class StripAccents : public Normalizer {
public:
    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        forEachCharacter(text, firstSource, [&](char32_t c, std::int32_t source) {
            if (!isCombiningMark(c)) out.append(c, source);
        });
    }
};

class Strip : public Normalizer {
public:
    Strip(bool left, bool right) : left_(left), right_(right) {}

    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        std::size_t end = 0; // of what stays
        bool begun = !left_;
        forEachCharacter(text, firstSource, [&](char32_t c, std::int32_t source) {
            const bool space = propertiesOf(c) & codepoint::space;
            begun = begun || !space;
            if (begun) out.append(c, source);
            if (!space || !right_) end = out.text.size();
        });
        out.text.resize(end);
        out.sources.resize(end);
    }

private:
    bool left_, right_;
};

class Prepend : public Normalizer {
public:
    explicit Prepend(std::string beginning) : beginning_(std::move(beginning)) {}

    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        if (text.empty()) return;
        out.appendAll(beginning_, firstSource);
        out.appendEach(text, firstSource);
    }

private:
    std::string beginning_;
};

// Each step reads the text that the step before wrote, and its places are led back through that one's.
class Sequence : public Normalizer {
public:
    explicit Sequence(std::vector<std::unique_ptr<Normalizer>> steps) : steps_(std::move(steps)) {}

    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        if (steps_.empty()) return out.appendEach(text, firstSource);
        steps_.front()->normalize(text, firstSource, out);
        NormalizedText next;
        std::vector<std::int32_t> sources; // by code point of `out`
        for (auto step = steps_.begin() + 1; step != steps_.end(); ++step) {
            sources.clear();
            for (std::size_t i = 0; i < out.text.size(); nextCodePoint(out.text, i))
                sources.push_back(out.sources[i]);
            (*step)->normalize(out.text, 0, next);
            for (auto& source : next.sources)
                source = sources[std::min(static_cast<std::size_t>(source), sources.size() - 1)];
            std::swap(out, next);
        }
    }

private:
    std::vector<std::unique_ptr<Normalizer>> steps_;
};

} // namespace

std::unique_ptr<Normalizer> makeLowercase() {
    return std::make_unique<Lowercase>();
}

std::unique_ptr<Normalizer> makeStripAccents() {
    return std::make_unique<StripAccents>();
}

std::unique_ptr<Normalizer> makeStrip(bool left, bool right) {
    return std::make_unique<Strip>(left, right);
}

std::unique_ptr<Normalizer> makePrepend(std::string beginning) {
    return std::make_unique<Prepend>(std::move(beginning));
}

std::unique_ptr<Normalizer> sequenceOf(std::vector<std::unique_ptr<Normalizer>> steps) {
    return std::make_unique<Sequence>(std::move(steps));
}

} // namespace espalier
