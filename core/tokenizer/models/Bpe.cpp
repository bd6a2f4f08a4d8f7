#include "core/tokenizer/models/Bpe.h"

#include "core/base/Text.h"
#include "core/tokenizer/models/Models.h"

#include <queue>

namespace espalier {

namespace {

constexpr std::size_t shortWord = 24; // symbols; in longer words looking at every pair each time is slower

std::size_t characterEnd(std::string_view word, std::size_t at) {
    nextCodePoint(word, at);
    return at;
}

// "a b", or ["a", "b"] since tokenizers 0.20.
Bpe::Merge mergeFromJson(const Json& json, const std::string& origin) {
    if (json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string())
        return {json[0].get<std::string>(), json[1].get<std::string>()};
    const std::string line = json.is_string() ? json.get<std::string>() : std::string();
    const std::size_t blank = line.find(' ');
    if (blank == line.npos || line.find(' ', blank + 1) != line.npos)
        failKey(origin, "merges", "pairs of tokens", json);
    return {line.substr(0, blank), line.substr(blank + 1)};
}

} // namespace

Bpe::Bpe(Vocabulary vocabulary, const std::vector<Merge>& merges, BpeOptions options,
         const std::string& origin)
    : vocabulary_(std::move(vocabulary)), options_(std::move(options)), merges_(merges.size()) {
    if (!options_.unknown.empty()) unknownId_ = vocabulary_.require(options_.unknown, "unknown", origin);
    if (options_.byteFallback) byteIds_ = byteTokens(vocabulary_);
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [first, second] = merges[rank];
        const std::string& prefix = options_.continuationPrefix;
        const std::string joined = first + second.substr(second.starts_with(prefix) ? prefix.size() : 0);
        const auto left = vocabulary_.require(first, "merged", origin);
        const auto right = vocabulary_.require(second, "merged", origin);
        merges_.insert(left, right,
                       {static_cast<std::int32_t>(rank), vocabulary_.require(joined, "merged", origin)});
    }
}

std::unique_ptr<SubwordModel> Bpe::fromJson(const Json& json, const std::string& origin) {
    BpeOptions options;
    options.unknown = valueOr(json, "unk_token", options.unknown, origin);
    options.continuationPrefix = valueOr(json, "continuing_subword_prefix", std::string(), origin);
    options.endOfWordSuffix = valueOr(json, "end_of_word_suffix", std::string(), origin);
    options.fuseUnknown = valueOr(json, "fuse_unk", false, origin);
    options.byteFallback = valueOr(json, "byte_fallback", false, origin);
    options.wholeWords = valueOr(json, "ignore_merges", false, origin);
    if (valueOr(json, "dropout", 0.0, origin) > 0) failKey(origin, "dropout", "null", json["dropout"]);
    const Json& list = memberOf(json, "merges");
    if (!list.is_array()) failKey(origin, "merges", "a list", list);
    std::vector<Merge> merges;
    merges.reserve(list.size());
    for (const Json& merge : list) merges.push_back(mergeFromJson(merge, origin));
    return std::make_unique<Bpe>(Vocabulary::fromJson(memberOf(json, "vocab"), origin), merges, options,
                                 origin);
}

std::int32_t Bpe::idOfCharacter(std::string_view character, bool first, bool last) const {
    const bool prefixed = !first && !options_.continuationPrefix.empty();
    const bool suffixed = last && !options_.endOfWordSuffix.empty();
    if (!prefixed && !suffixed) return vocabulary_.find(character);
    std::string token = prefixed ? options_.continuationPrefix : std::string();
    token += character;
    if (suffixed) token += options_.endOfWordSuffix;
    return vocabulary_.find(token);
}

void Bpe::addCharacters(std::string_view word, std::vector<Symbol>& symbols) const {
    std::uint32_t unknown = 0; // bytes of the unknown token that is not in `symbols` yet
    const auto addUnknown = [&] {
        if (unknown > 0) symbols.push_back({unknownId_, unknown});
        unknown = 0;
    };
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t end = characterEnd(word, at);
        const auto character = word.substr(at, end - at);
        const auto length = static_cast<std::uint32_t>(character.size());
        const std::int32_t id = idOfCharacter(character, at == 0, end == word.size());
        at = end;
        if (id >= 0) {
            addUnknown();
            symbols.push_back({id, length});
        } else if (!byteIds_.empty()) {
            for (const char byte : character)
                symbols.push_back({byteIds_[static_cast<unsigned char>(byte)], 1});
        } else if (unknownId_ >= 0) {
            if (!options_.fuseUnknown) addUnknown();
            unknown += length;
        }
    }
    addUnknown();
}

void Bpe::mergeShort(std::vector<Symbol>& symbols) const {
    while (symbols.size() > 1) {
        const PairTable::Entry* best = nullptr;
        std::size_t place = 0;
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const auto* merge = merges_.find(symbols[i].id, symbols[i + 1].id);
            if (merge && (!best || merge->rank < best->rank)) best = merge, place = i;
        }
        if (!best) return;
        symbols[place] = {best->joined, symbols[place].length + symbols[place + 1].length};
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    }
}

// Pairs wait in a queue by rank, then place; the symbols are a linked list in which those that were joined to
// the one on their left have no length.
void Bpe::mergeLong(std::vector<Symbol>& symbols) const {
    struct Candidate {
        std::int32_t rank;
        std::uint32_t place;
        std::int32_t joined;
        bool operator>(const Candidate& other) const {
            return rank != other.rank ? rank > other.rank : place > other.place;
        }
    };
    const std::size_t size = symbols.size(), none = size;
    std::vector<std::size_t> previous(size), next(size);
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    const auto consider = [&](std::size_t left) {
        if (left == none || next[left] == none) return;
        if (const auto* merge = merges_.find(symbols[left].id, symbols[next[left]].id))
            queue.push({merge->rank, static_cast<std::uint32_t>(left), merge->joined});
    };
    for (std::size_t i = 0; i < size; ++i) {
        previous[i] = i == 0 ? none : i - 1;
        next[i] = i + 1;
    }
    for (std::size_t i = 0; i < size; ++i) consider(i);
    while (!queue.empty()) {
        const Candidate top = queue.top();
        queue.pop();
        Symbol& left = symbols[top.place];
        const std::size_t right = next[top.place];
        if (left.length == 0 || right == none) continue;
        const auto* merge = merges_.find(left.id, symbols[right].id);
        if (!merge || merge->joined != top.joined) continue; // the pair is not that any more
        left = {top.joined, left.length + symbols[right].length};
        symbols[right].length = 0;
        next[top.place] = next[right];
        if (next[right] != none) previous[next[right]] = top.place;
        consider(previous[top.place]);
        consider(top.place);
    }
    std::erase_if(symbols, [](const Symbol& symbol) { return symbol.length == 0; });
}

void Bpe::tokenize(std::string_view word, std::vector<Piece>& pieces) const {
    if (options_.wholeWords)
        if (const std::int32_t id = vocabulary_.find(word); id >= 0)
            return pieces.push_back({id, 0, static_cast<std::uint32_t>(word.size())});
    thread_local std::vector<Symbol> symbols;
    symbols.clear();
    addCharacters(word, symbols);
    symbols.size() <= shortWord ? mergeShort(symbols) : mergeLong(symbols);
    std::uint32_t at = 0;
    for (const Symbol& symbol : symbols) {
        pieces.push_back({symbol.id, at, at + symbol.length});
        at += symbol.length;
    }
}

} // namespace espalier
