#include "core/tokenizer/training/BpeTrainer.h"

#include "core/base/Text.h"
#include "core/tokenizer/training/Alphabet.h"
#include "core/tokenizer/training/PairCounts.h"

#include <algorithm>
#include <queue>
#include <unordered_map>

namespace espalier {

namespace {

constexpr std::size_t wordsBetweenLooks = 4096; // at the stop token

std::string utf8(char32_t c) {
    std::string text;
    appendUtf8(text, c);
    return text;
}

// The pieces as they come to be, each text once.
class Pieces {
public:
    std::int32_t add(const std::string& text) { // the id that it has or gets
        const auto [at, isNew] = ids_.emplace(text, static_cast<std::int32_t>(texts_.size()));
        if (isNew) texts_.push_back(text);
        return at->second;
    }
    bool has(const std::string& text) const { return ids_.contains(text); }
    const std::string& text(std::int32_t id) const { return texts_[static_cast<std::size_t>(id)]; }
    std::size_t size() const { return texts_.size(); }
    std::vector<std::string> take() { return std::move(texts_); }

private:
    std::unordered_map<std::string, std::int32_t> ids_;
    std::vector<std::string> texts_;
};

// From a character to its piece where it begins a word, and where it goes on with one; -1: none.
struct Letters {
    std::unordered_map<char32_t, std::int32_t> first, following;

    static std::int32_t find(const std::unordered_map<char32_t, std::int32_t>& ids, char32_t c) {
        const auto at = ids.find(c);
        return at == ids.end() ? -1 : at->second;
    }
};

// Pieces that go on with a word are numbered by their characters. (The reference takes them in the order of a
// hash table, another one each time it is run.)
Letters addLetters(Pieces& pieces, std::span<const CountedWord> words, const BpeTraining& training) {
    Letters letters;
    const auto alphabet =
        alphabetOf(words, training.initialAlphabet, static_cast<std::size_t>(training.alphabet));
    for (const char32_t c : alphabet) letters.first[c] = pieces.add(utf8(c));
    if (training.continuationPrefix.empty()) {
        letters.following = letters.first;
        return letters;
    }
    std::vector<char32_t> following;
    for (const char32_t c : alphabet) letters.following[c] = -1;
    for (const auto& word : words) {
        std::size_t i = 0;
        nextCodePoint(word.text, i);
        while (i < word.text.size()) {
            const char32_t c = nextCodePoint(word.text, i);
            const auto at = letters.following.find(c);
            if (at == letters.following.end() || at->second >= 0) continue;
            at->second = 0; // seen
            following.push_back(c);
        }
    }
    std::sort(following.begin(), following.end());
    for (const char32_t c : following)
        letters.following[c] = pieces.add(training.continuationPrefix + utf8(c));
    return letters;
}

// The words as pieces, and which pairs of these stand where.
class Merging {
public:
    Merging(std::span<const CountedWord> words, const Letters& letters, const StopToken& stop) {
        std::size_t bytes = 0;
        for (const auto& word : words) bytes += word.text.size();
        symbols_.reserve(bytes);
        words_.reserve(words.size());
        for (std::size_t w = 0; w < words.size(); ++w) {
            if (w % wordsBetweenLooks == 0) throwIfStopped(stop);
            addWord(words[w], letters);
        }
        queueNewPairs();
    }

    // The most frequent pair and its count; false where no pair is left. The next call of merge() is for it.
    bool findBest(PiecePair& pair, std::int64_t& count);
    void merge(std::int32_t joined, const StopToken& stop);

private:
    struct Word {
        std::size_t begin;
        std::uint32_t length;
        std::int64_t count;
    };
    // A pair, and the words in which it came to be at one time. Where the same piece is made in two ways, its
    // pairs are in the queue several times, each with the count of all.
    struct Candidate {
        std::int64_t count;
        PiecePair pair;
        std::int32_t places;
        bool operator<(const Candidate& other) const {
            if (count != other.count) return count < other.count;
            return pair != other.pair ? pair > other.pair : places > other.places;
        }
    };

    void addWord(const CountedWord& word, const Letters& letters);
    void addPair(std::int32_t first, std::int32_t second, std::uint32_t word);
    void removePair(std::int32_t first, std::int32_t second, std::uint32_t word) {
        pairs_[pairOf(first, second)].count -= words_[word].count;
    }
    std::int32_t newPlaces();
    void queueNewPairs();
    void mergeIn(std::uint32_t word, std::int32_t joined);

    std::vector<std::int32_t> symbols_; // of all words; a word's merged symbols leave a gap at its end
    std::vector<Word> words_;
    PairCounts pairs_;
    std::vector<std::vector<std::uint32_t>> places_; // words in ascending order
    std::vector<std::int32_t> unused_;               // of places_
    std::vector<PiecePair> new_;                     // pairs whose places are not in the queue yet
    std::priority_queue<Candidate> queue_;
    Candidate best_{};
};

void Merging::addWord(const CountedWord& word, const Letters& letters) {
    const std::size_t begin = symbols_.size();
    for (std::size_t i = 0; i < word.text.size();) {
        const auto& ids = i == 0 ? letters.first : letters.following;
        const std::int32_t id = Letters::find(ids, nextCodePoint(word.text, i));
        if (id >= 0) symbols_.push_back(id);
    }
    const auto index = static_cast<std::uint32_t>(words_.size());
    words_.push_back({begin, static_cast<std::uint32_t>(symbols_.size() - begin), word.count});
    for (std::size_t i = begin; i + 1 < symbols_.size(); ++i) addPair(symbols_[i], symbols_[i + 1], index);
}

std::int32_t Merging::newPlaces() {
    if (unused_.empty()) {
        places_.emplace_back();
        return static_cast<std::int32_t>(places_.size()) - 1;
    }
    const std::int32_t places = unused_.back();
    unused_.pop_back();
    return places;
}

void Merging::addPair(std::int32_t first, std::int32_t second, std::uint32_t word) {
    auto& entry = pairs_[pairOf(first, second)];
    entry.count += words_[word].count;
    if (entry.places < 0) {
        entry.places = newPlaces();
        new_.push_back(entry.pair);
    }
    auto& places = places_[static_cast<std::size_t>(entry.places)];
    if (places.empty() || places.back() != word) places.push_back(word);
}

void Merging::queueNewPairs() {
    for (const PiecePair pair : new_) {
        auto& entry = pairs_[pair];
        if (entry.count > 0) {
            queue_.push({entry.count, pair, entry.places});
        } else {
            places_[static_cast<std::size_t>(entry.places)].clear();
            unused_.push_back(entry.places);
        }
        entry.places = -1;
    }
    new_.clear();
}

bool Merging::findBest(PiecePair& pair, std::int64_t& count) {
    while (!queue_.empty()) {
        best_ = queue_.top();
        queue_.pop();
        if (const std::int64_t now = pairs_[best_.pair].count; now != best_.count) {
            if (now > 0) queue_.push({now, best_.pair, best_.places}); // it has become rarer since
            continue;
        }
        pair = best_.pair;
        count = best_.count;
        return true;
    }
    return false;
}

void Merging::merge(std::int32_t joined, const StopToken& stop) {
    std::vector<std::uint32_t> places;
    std::swap(places, places_[static_cast<std::size_t>(best_.places)]);
    unused_.push_back(best_.places);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i % wordsBetweenLooks == 0) throwIfStopped(stop);
        mergeIn(places[i], joined);
    }
    queueNewPairs();
}

void Merging::mergeIn(std::uint32_t index, std::int32_t joined) {
    const std::int32_t first = firstOf(best_.pair), second = secondOf(best_.pair);
    Word& word = words_[index];
    std::int32_t* const symbols = symbols_.data() + word.begin;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < word.length;) {
        if (symbols[i] != first || i + 1 == word.length || symbols[i + 1] != second) {
            symbols[kept++] = symbols[i++];
            continue;
        }
        i += 2;
        if (kept > 0) {
            removePair(symbols[kept - 1], first, index);
            addPair(symbols[kept - 1], joined, index);
        }
        if (i < word.length) {
            removePair(second, symbols[i], index);
            addPair(joined, symbols[i], index);
        }
        symbols[kept++] = joined;
    }
    word.length = kept;
}

// Of a pair that was merged several times the last time counts, as in the reference.
std::vector<Bpe::Merge> namedMerges(const std::vector<PiecePair>& merged, const Pieces& pieces) {
    std::unordered_map<PiecePair, std::size_t> last;
    for (std::size_t i = 0; i < merged.size(); ++i) last[merged[i]] = i;
    std::vector<Bpe::Merge> merges;
    for (std::size_t i = 0; i < merged.size(); ++i)
        if (last[merged[i]] == i)
            merges.emplace_back(pieces.text(firstOf(merged[i])), pieces.text(secondOf(merged[i])));
    return merges;
}

} // namespace

TrainedBpe trainBpe(std::span<const CountedWord> words, const BpeTraining& training) {
    Pieces pieces;
    for (const auto& token : training.specialTokens) pieces.add(token);
    const Letters letters = addLetters(pieces, words, training);
    checkRoom(training, pieces.size());
    const auto size = static_cast<std::size_t>(training.size), before = pieces.size();

    Merging merging(words, letters, training.stop);
    std::vector<PiecePair> merged;
    PiecePair pair = 0;
    std::int64_t count = 0;
    while (pieces.size() < size && merging.findBest(pair, count) && count >= training.minFrequency) {
        const std::string& rest = pieces.text(secondOf(pair));
        const std::string& prefix = training.continuationPrefix;
        const std::string text =
            pieces.text(firstOf(pair)) + rest.substr(rest.starts_with(prefix) ? prefix.size() : 0);
        merged.push_back(pair);
        merging.merge(pieces.add(text), training.stop);
        if (training.progress)
            training.progress(static_cast<double>(pieces.size() - before) /
                              static_cast<double>(std::max<std::size_t>(1, size - before)));
    }
    auto merges = namedMerges(merged, pieces);
    return {pieces.take(), std::move(merges)};
}

} // namespace espalier
