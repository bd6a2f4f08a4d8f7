#include "core/data/Words.h"

#include "core/base/Text.h"
#include "core/tokenizer/CodePoints.h"

#include <algorithm>

namespace espalier {

namespace {

struct Word {
    std::size_t beginByte, endByte;
    std::int32_t begin, end; // in code points
};

std::vector<Word> boundsOfWords(std::string_view text) {
    std::vector<Word> words;
    bool inside = false;
    std::int32_t place = 0;
    for (std::size_t i = 0; i < text.size(); ++place) {
        const auto at = i;
        const bool space = (propertiesOf(nextCodePoint(text, i)) & codepoint::space) != 0;
        if (!space && !inside) words.push_back({at, at, place, place});
        inside = !space;
        if (inside) {
            words.back().endByte = i;
            words.back().end = place + 1;
        }
    }
    return words;
}

} // namespace

std::vector<std::string_view> wordsIn(std::string_view text) {
    std::vector<std::string_view> words;
    for (const auto& word : boundsOfWords(text))
        words.push_back(text.substr(word.beginByte, word.endByte - word.beginByte));
    return words;
}

void askAboutWords(std::string_view text, Encoding& encoding) {
    const auto words = boundsOfWords(text);
    encoding.words.emplace(words.size(), -1);
    auto word = words.begin();
    for (std::size_t i = 0; i < encoding.offsets.size(); ++i) {
        const auto [begin, end] = encoding.offsets[i];
        if (begin == end) continue; // a special token
        // Some tokens begin with the space before their word.
        while (word != words.end() && word->end <= begin) ++word;
        if (word == words.end()) return;
        auto& first = (*encoding.words)[static_cast<std::size_t>(word - words.begin())];
        if (word->begin < end && first < 0) first = static_cast<std::int32_t>(i);
    }
}

std::int64_t answersAbout(const Encoding& encoding) {
    if (!encoding.words) return 1;
    return std::count_if(encoding.words->begin(), encoding.words->end(),
                         [](auto token) { return token >= 0; });
}

Targets targetsRead(const Targets& targets, std::span<const Encoding> encodings) {
    if (targets.starts.empty()) return targets;
    Targets read{{}, targets.width, {0}};
    for (std::size_t text = 0; text < encodings.size(); ++text) {
        const auto values = targets.of(text);
        for (std::size_t word = 0; word < values.size(); ++word)
            if ((*encodings[text].words)[word] >= 0) read.values.push_back(values[word]);
        read.starts.push_back(read.values.size());
    }
    return read;
}

} // namespace espalier
