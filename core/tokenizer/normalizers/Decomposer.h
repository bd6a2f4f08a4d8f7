#pragma once
// Decomposition (NFD, or NFKD) of a stream of code points. Sources follow the reference: the pieces of a
// character and the characters of a run keep their places in line, also when the run is reordered.
#include "core/tokenizer/CodePoints.h"

#include <algorithm>
#include <array>
#include <vector>

namespace espalier {

class Decomposer {
public:
    explicit Decomposer(bool compatible = false)
        : compatible_(compatible),
          concerned_(compatible ? codepoint::reorders | codepoint::variant : codepoint::reorders) {}

    // emit(char32_t, std::int32_t source), in order; flush() after the last character.
    template<class Emit>
    void push(char32_t c, std::int32_t source, Emit&& emit) {
        if (!(propertiesOf(c) & concerned_)) {
            flush(emit);
            last_ = source;
            return emit(c, source);
        }
        std::array<char32_t, longestDecomposition> pieces;
        const int count = decompositionOf(c, compatible_, pieces);
        for (int i = 0; i < count; ++i) {
            const char32_t piece = pieces[static_cast<std::size_t>(i)];
            const std::uint8_t combiningClass = combiningClassOf(piece);
            if (combiningClass == 0) flush(emit);
            if (i == 0) sources_.push_back(source);
            run_.push_back({piece, combiningClass, i == 0});
            if (combiningClass == 0) flush(emit);
        }
    }

    template<class Emit>
    void flush(Emit&& emit) {
        if (run_.empty()) return;
        const auto byClass = [](const Mark& a, const Mark& b) { return a.combiningClass < b.combiningClass; };
        if (!std::is_sorted(run_.begin(), run_.end(), byClass))
            std::stable_sort(run_.begin(), run_.end(), byClass);
        auto next = sources_.begin();
        for (const Mark& mark : run_) {
            if (mark.first) last_ = *next++;
            emit(mark.c, last_);
        }
        run_.clear();
        sources_.clear();
    }

    bool pending() const { return !run_.empty(); }

private:
    struct Mark {
        char32_t c;
        std::uint8_t combiningClass;
        bool first; // of its character's decomposition
    };
    bool compatible_;
    std::uint8_t concerned_; // the characters that don't just pass
    std::vector<Mark> run_;
    std::vector<std::int32_t> sources_; // of the characters in the run
    std::int32_t last_ = 0;
};

} // namespace espalier
