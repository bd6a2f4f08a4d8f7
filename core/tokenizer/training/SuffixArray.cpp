#include "core/tokenizer/training/SuffixArray.h"

#include "core/base/Parallel.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::uint32_t keyed = 3, keyBits = 21; // characters in a key; a code point has 21 bits

struct Keyed {
    std::uint64_t key; // of the first characters: decides most comparisons without a look at the text
    std::uint32_t run;
    std::uint32_t offset; // in its run
};

// By first character, so that threads sort each part by itself.
std::vector<std::size_t> partsOf(const std::vector<Keyed>& keys) {
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (i == 0 || keys[i].key >> 2 * keyBits != keys[i - 1].key >> 2 * keyBits) begins.push_back(i);
    begins.push_back(keys.size());
    return begins;
}

// Keys in the order of first characters: counted, then put in their places.
std::vector<Keyed> keysOf(const RunText& text) {
    std::vector<std::size_t> next(text.alphabet.size() + 2, 0);
    for (const std::uint32_t symbol : text.symbols)
        if (symbol != RunText::end) ++next[symbol + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<Keyed> keys(text.symbols.size() - text.runs.size());
    for (std::uint32_t r = 0; r < text.runs.size(); ++r) {
        const auto& run = text.runs[r];
        const std::uint32_t* const symbols = text.symbols.data() + run.begin;
        for (std::uint32_t i = 0; i < run.length; ++i) {
            std::uint64_t key = 0;
            for (std::uint32_t k = 0; k < keyed; ++k)
                key = key << keyBits | (i + k < run.length ? symbols[i + k] : RunText::end);
            keys[next[symbols[i]]++] = {key, r, i};
        }
    }
    return keys;
}

} // namespace

SuffixArray::SuffixArray(const RunText& text, int threads, const StopToken& stop) : text_(text) {
    std::vector<Keyed> keys = keysOf(text);
    const auto positionOf = [&](const Keyed& k) { return text.runs[k.run].begin + k.offset; };
    const auto before = [&](const Keyed& a, const Keyed& b) {
        if (a.key != b.key) return a.key < b.key;
        std::size_t i = positionOf(a), j = positionOf(b);
        if ((a.key & ((1u << keyBits) - 1)) != RunText::end) // else both end within the key
            for (std::uint32_t k = keyed; k < longestPiece; ++k) {
                const std::uint32_t left = text.symbols[i + k], right = text.symbols[j + k];
                if (left != right) return left < right;
                if (left == RunText::end) break;
            }
        return i < j;
    };
    const auto begins = partsOf(keys);
    const auto at = [&](std::size_t part) {
        return keys.begin() + static_cast<std::ptrdiff_t>(begins[part]);
    };
    parallelFor(begins.size() - 1, 1, threads, [&](std::size_t part, std::size_t) {
        throwIfStopped(stop);
        std::sort(at(part), at(part + 1), before);
    });
    places_.reserve(keys.size());
    for (const Keyed& k : keys) {
        const auto& run = text.runs[k.run];
        places_.push_back({positionOf(k), std::min(longestPiece, run.length - k.offset), run.count});
    }
}

std::uint32_t SuffixArray::shared(std::size_t i) const {
    const Place &a = places_[i - 1], &b = places_[i];
    const std::uint32_t most = std::min(a.depth, b.depth);
    std::uint32_t same = 0;
    while (same < most && text_.symbols[a.position + same] == text_.symbols[b.position + same]) ++same;
    return same;
}

// The array read as a tree: what neighbours share is a node, open until a place doesn't begin with it.
std::vector<Substring> frequentSubstrings(const SuffixArray& array, std::int64_t minCount, std::size_t most) {
    std::vector<Substring> characters, longer, open;
    const auto close = [&](std::size_t end) {
        Substring node = open.back();
        open.pop_back();
        node.last = end;
        if (!open.empty()) open.back().count += node.count;
        if (node.length == 1)
            characters.push_back(node);
        else if (node.count >= minCount)
            longer.push_back(node);
    };
    for (std::size_t i = 0; i <= array.size(); ++i) {
        const std::uint32_t shared = i == 0 || i == array.size() ? 0 : array.shared(i);
        while (!open.empty() && open.back().length > shared) {
            // A node of the depth at which this place leaves, between the one that ends and the one above it.
            const std::uint32_t above = open.size() > 1 ? open[open.size() - 2].length : 0;
            if (above < shared) open.insert(open.end() - 1, {open.back().first, 0, shared, 0});
            close(i);
        }
        if (i == array.size()) break;
        if (open.empty()) open.push_back({i, 0, 1, 0}); // every character is a node, whether shared or not
        if (open.back().length < array[i].depth) open.push_back({i, 0, array[i].depth, 0});
        open.back().count += array[i].count;
    }
    if (most = most > characters.size() ? most - characters.size() : 0; longer.size() > most) {
        std::nth_element(longer.begin(), longer.begin() + static_cast<std::ptrdiff_t>(most), longer.end(),
                         [](const auto& a, const auto& b) {
                             if (a.score() != b.score()) return a.score() > b.score();
                             return a.first != b.first ? a.first < b.first : a.length < b.length;
                         });
        longer.resize(most);
    }
    longer.insert(longer.end(), characters.begin(), characters.end());
    std::sort(longer.begin(), longer.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.length < b.length;
    });
    return longer;
}

} // namespace espalier
