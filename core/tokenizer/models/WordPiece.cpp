#include "core/tokenizer/models/WordPiece.h"

#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

WordPiece::WordPiece(Vocabulary vocabulary, const WordPieceOptions& options, const std::string& origin)
    : vocabulary_(std::move(vocabulary)), longestWord_(options.longestWord),
      unknownId_(vocabulary_.require(options.unknown, "unknown", origin)) {
    const std::string& prefix = options.continuationPrefix;
    for (std::int32_t id = 0; id < vocabulary_.size(); ++id)
        if (const std::string_view token = vocabulary_.token(id); token.starts_with(prefix))
            continuations_.insert(token.substr(prefix.size()), id);
}

std::unique_ptr<SubwordModel> WordPiece::fromJson(const Json& json, const std::string& origin) {
    WordPieceOptions options;
    options.unknown = valueOr(json, "unk_token", options.unknown, origin);
    options.continuationPrefix =
        valueOr(json, "continuing_subword_prefix", options.continuationPrefix, origin);
    const auto longest = valueOr<std::int64_t>(json, "max_input_chars_per_word", options.longestWord, origin);
    options.longestWord = static_cast<std::int32_t>(std::clamp<std::int64_t>(longest, 0, INT32_MAX));
    return std::make_unique<WordPiece>(Vocabulary::fromJson(memberOf(json, "vocab"), origin), options,
                                       origin);
}

std::int32_t WordPiece::longestMatch(const TokenIndex& index, std::string_view rest,
                                     std::size_t& length) const {
    thread_local std::vector<std::uint64_t> hashes; // of rest's prefixes
    const std::size_t longest = std::min(rest.size(), index.longestKey());
    hashes.resize(longest + 1);
    hashes[0] = TokenIndex::emptyHash;
    for (std::size_t i = 0; i < longest; ++i) hashes[i + 1] = TokenIndex::extend(hashes[i], rest[i]);
    for (length = longest; length > 0; --length) {
        const bool insideCharacter =
            length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80;
        if (insideCharacter) continue;
        const std::int32_t id = index.find(rest.substr(0, length), hashes[length]);
        if (id >= 0) return id;
    }
    return -1;
}

void WordPiece::tokenize(std::string_view word, std::vector<Piece>& pieces) const {
    const auto size = static_cast<std::uint32_t>(word.size());
    const std::size_t before = pieces.size();
    const auto limit = static_cast<std::size_t>(longestWord_);
    bool covered = word.size() <= limit || codePointCount(word) <= limit;
    for (std::size_t at = 0; covered && at < word.size();) {
        std::size_t length;
        const std::int32_t id =
            longestMatch(at == 0 ? vocabulary_.index() : continuations_, word.substr(at), length);
        covered = id >= 0;
        pieces.push_back({id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)});
        at += length;
    }
    if (covered) return;
    pieces.resize(before);
    pieces.push_back({unknownId_, 0, size});
}

} // namespace espalier
