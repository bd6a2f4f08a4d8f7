#include "core/tokenizer/Pipeline.h"

#include "core/base/Text.h"
#include "core/tokenizer/Truncation.h"

namespace espalier {

// Buffers of one thread, kept from text to text so that a token costs no allocation.
struct Pipeline::Workspace {
    NormalizedText normalized;
    std::vector<Span> words;
    std::vector<Piece> pieces;
    std::vector<AddedTokenMatcher::Match> matches;
    std::vector<AddedTokenMatcher::Match> normalizedMatches;
    std::vector<Token> first, second;
};

Pipeline::Pipeline(Stages stages, const std::string& origin)
    : stages_(std::move(stages)),
      addedTokens_(stages_.addedTokens, stages_.model->vocabulary(), stages_.normalizer.get(), origin) {
    if (stages_.postProcessor.largestId() >= vocabularySize())
        throw Error(ErrorKind::Format,
                    message("tokenizer", "{0}: the post_processor adds the id {1}, but the largest is {2}.",
                            origin, stages_.postProcessor.largestId(), vocabularySize() - 1));
    special_.assign(static_cast<std::size_t>(vocabularySize()), false);
    for (const auto& added : stages_.addedTokens)
        if (added.special) special_[static_cast<std::size_t>(added.id)] = true;
    stages_.postProcessor.learnTokens([this](std::int32_t id) { return token(id); }, vocabularySize());
}

std::string Pipeline::token(std::int32_t id) const {
    const Vocabulary& vocabulary = stages_.model->vocabulary();
    if (id < 0 || id >= vocabularySize()) return {};
    if (id < vocabulary.size()) return vocabulary.token(id);
    return addedTokens_.beyondVocabulary()[static_cast<std::size_t>(id - vocabulary.size())];
}

std::string Pipeline::decode(std::span<const std::int32_t> ids) const {
    std::vector<std::string> pieces;
    for (const auto id : ids)
        if (id >= 0 && id < vocabularySize() && !special_[static_cast<std::size_t>(id)])
            pieces.push_back(token(id));
    if (!stages_.decoder) return joined(pieces, " ");
    stages_.decoder->decode(pieces);
    return joined(pieces, "");
}

std::int32_t Pipeline::vocabularySize() const {
    return stages_.model->vocabulary().size() +
           static_cast<std::int32_t>(addedTokens_.beyondVocabulary().size());
}

std::int32_t Pipeline::specialTokens(bool pair) const {
    return static_cast<std::int32_t>(stages_.postProcessor.specialTokens(pair));
}

Encoding Pipeline::encode(const TextPair& text, const EncodeOptions& options) const {
    thread_local Workspace work;
    const bool pair = text.pair && !text.pair->empty();
    tokenize(text.text, work, work.first);
    if (pair) tokenize(*text.pair, work, work.second);
    std::span<const Token> first = work.first;
    std::span<const Token> second = pair ? std::span<const Token>(work.second) : std::span<const Token>();
    if (options.maxLength > 0) {
        const std::int32_t room = options.maxLength - specialTokens(pair);
        if (room < 0)
            throw Error(ErrorKind::Usage,
                        message("tokenizer",
                                "A length of {0} tokens leaves no room for the {1} special tokens.",
                                options.maxLength, specialTokens(pair)),
                        message("tokenizer", "Choose a larger maximum length."));
        const auto [keepFirst, keepSecond] =
            truncateLongestFirst(first.size(), second.size(), static_cast<std::size_t>(room));
        first = stages_.truncateLeft ? first.last(keepFirst) : first.first(keepFirst);
        second = stages_.truncateLeft ? second.last(keepSecond) : second.first(keepSecond);
    }
    return stages_.postProcessor.assemble(first, second, pair, options.offsets);
}

void Pipeline::tokenize(std::string_view text, Workspace& work, std::vector<Token>& tokens) const {
    tokens.clear();
    addedTokens_.inText().find(text, work.matches);
    std::size_t at = 0;
    std::int32_t source = 0; // code points before `at`
    const auto codePoints = [&](std::size_t begin, std::size_t end) {
        return static_cast<std::int32_t>(codePointCount(text.substr(begin, end - begin)));
    };
    for (const auto& match : work.matches) {
        if (at < match.begin) {
            tokenizeSegment(text.substr(at, match.begin - at), source, work, tokens);
            source += codePoints(at, match.begin);
        } else { // it lies in the white space that the token before it took
            source -= codePoints(match.begin, at);
        }
        at = match.end;
        const std::int32_t end = source + codePoints(match.begin, match.end);
        tokens.push_back({match.id, source, end});
        source = end;
    }
    if (at < text.size()) tokenizeSegment(text.substr(at), source, work, tokens);
}

void Pipeline::tokenizeSegment(std::string_view segment, std::int32_t firstSource, Workspace& work,
                               std::vector<Token>& tokens) const {
    NormalizedText& normalized = work.normalized;
    if (stages_.normalizer) {
        stages_.normalizer->normalize(segment, firstSource, normalized);
    } else {
        normalized.clear();
        normalized.appendEach(segment, firstSource);
    }
    addedTokens_.inNormalizedText().find(normalized.text, work.normalizedMatches);
    const std::size_t size = normalized.text.size();
    std::size_t at = 0;
    for (const auto& match : work.normalizedMatches) {
        if (at < match.begin) tokenizePiece({at, match.begin}, work, tokens);
        const Span span{match.begin, match.end};
        tokens.push_back({match.id, normalized.sourceBegin(span), normalized.sourceEnd(span)});
        at = match.end;
    }
    if (at < size) tokenizePiece({at, size}, work, tokens);
}

void Pipeline::tokenizePiece(Span piece, Workspace& work, std::vector<Token>& tokens) const {
    NormalizedText& normalized = work.normalized;
    work.words.clear();
    if (stages_.preTokenizer)
        stages_.preTokenizer->split(normalized, piece, work.words);
    else
        work.words.push_back(piece);
    for (const Span word : work.words) {
        work.pieces.clear();
        stages_.model->tokenize(normalized[word], work.pieces);
        for (const Piece& p : work.pieces) {
            const Span span{word.begin + p.begin, word.begin + p.end};
            tokens.push_back({p.id, normalized.sourceBegin(span), normalized.sourceEnd(span)});
        }
    }
}

} // namespace espalier
