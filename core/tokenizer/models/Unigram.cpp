#include "core/tokenizer/models/Unigram.h"

#include "core/base/Text.h"
#include "core/tokenizer/models/Models.h"

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

constexpr double unknownPenalty = 10;                   // below the least likely token, as in sentencepiece
constexpr std::size_t mostBytes = std::size_t{1} << 24; // of all tokens: those of the field have some 2^22

std::size_t bytesOf(const Vocabulary& vocabulary, const std::string& origin) {
    std::size_t bytes = 0;
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) bytes += vocabulary.token(id).size();
    if (bytes >= mostBytes)
        throw Error(ErrorKind::Format,
                    message("tokenizer",
                            "{0}: the vocabulary has {1} bytes of text, fewer than {2} are possible.", origin,
                            bytes, mostBytes));
    return bytes;
}

} // namespace

Unigram::Unigram(Vocabulary vocabulary, std::vector<double> scores, const UnigramOptions& options,
                 const std::string& origin)
    : vocabulary_(std::move(vocabulary)), scores_(std::move(scores)), options_(options),
      unknownScore_(*std::min_element(scores_.begin(), scores_.end()) - unknownPenalty),
      trie_(bytesOf(vocabulary_, origin)) {
    if (options_.unknownId >= vocabulary_.size())
        throw Error(ErrorKind::Format,
                    message("tokenizer", "{0}: unknown text has the id {1}, but the largest is {2}.", origin,
                            options_.unknownId, vocabulary_.size() - 1));
    for (std::int32_t id = 0; id < vocabulary_.size(); ++id) {
        if (!std::isfinite(scores_[static_cast<std::size_t>(id)]))
            throw Error(ErrorKind::Format,
                        message("tokenizer", "{0}: the score of the token \"{1}\" is no number.", origin,
                                shortened(vocabulary_.token(id), 40)));
        if (!vocabulary_.token(id).empty()) trie_.insert(vocabulary_.token(id), id);
    }
    if (options_.byteFallback) byteIds_ = byteTokens(vocabulary_);
}

std::unique_ptr<SubwordModel> Unigram::fromJson(const Json& json, const std::string& origin) {
    const Json& list = memberOf(json, "vocab");
    if (!list.is_array()) failKey(origin, "vocab", "a list of tokens and scores", list);
    std::vector<std::string> tokens;
    std::vector<double> scores;
    for (const Json& entry : list) {
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number())
            failKey(origin, "vocab", "pairs of a token and its score", entry);
        tokens.push_back(entry[0].get<std::string>());
        scores.push_back(entry[1].get<double>());
    }
    UnigramOptions options;
    const auto unknown = valueOr<std::int64_t>(json, "unk_id", -1, origin);
    if (unknown < -1 || unknown >= static_cast<std::int64_t>(tokens.size()))
        failKey(origin, "unk_id", "an id of the vocabulary", unknown);
    options.unknownId = static_cast<std::int32_t>(unknown);
    options.byteFallback = valueOr(json, "byte_fallback", false, origin);
    return std::make_unique<Unigram>(Vocabulary(std::move(tokens), origin), std::move(scores), options,
                                     origin);
}

void Unigram::tokenize(std::string_view word, std::vector<Piece>& pieces) const {
    struct Best { // of all ways to cut the text up to here
        double score = 0;
        std::int64_t begin = -1; // of the last token; -1: there is none yet
        std::int32_t id = -1;
    };
    thread_local std::vector<Best> best;
    best.assign(word.size() + 1, {});
    const auto offer = [&](std::size_t begin, std::size_t end, double score, std::int32_t id) {
        Best& place = best[end];
        if (place.begin < 0 || score > place.score) place = {score, static_cast<std::int64_t>(begin), id};
    };
    for (std::size_t at = 0; at < word.size();) {
        std::size_t characterEnd = at;
        nextCodePoint(word, characterEnd);
        const double before = best[at].score;
        bool covered = false;
        trie_.prefixes(word.substr(at), [&](std::size_t length, std::int32_t id) {
            offer(at, at + length, before + scores_[static_cast<std::size_t>(id)], id);
            covered = covered || at + length == characterEnd;
        });
        if (!covered) offer(at, characterEnd, before + unknownScore_, options_.unknownId);
        at = characterEnd;
    }

    const std::size_t first = pieces.size();
    for (auto end = static_cast<std::int64_t>(word.size()); end > 0;) {
        const Best& last = best[static_cast<std::size_t>(end)];
        const bool unknown = last.id == options_.unknownId;
        const auto begin = static_cast<std::uint32_t>(last.begin);
        if (unknown && pieces.size() > first && pieces.back().id == last.id) // neighbours are one
            pieces.back().begin = begin;
        else
            pieces.push_back({last.id, begin, static_cast<std::uint32_t>(end)});
        end = last.begin;
    }
    std::reverse(pieces.begin() + static_cast<std::ptrdiff_t>(first), pieces.end());
    resolveUnknown(word, first, pieces);
}

// An unknown text may be a token after all, that of several unknown characters together; or it is spelled
// out.
void Unigram::resolveUnknown(std::string_view word, std::size_t first, std::vector<Piece>& pieces) const {
    for (std::size_t i = first; i < pieces.size(); ++i) {
        if (pieces[i].id != options_.unknownId) continue;
        const auto [id, begin, end] = pieces[i];
        const auto text = word.substr(begin, end - begin);
        if (const std::int32_t known = vocabulary_.find(text); known >= 0) {
            pieces[i].id = known;
        } else if (!byteIds_.empty()) {
            std::vector<Piece> bytes;
            for (const char byte : text)
                bytes.push_back({byteIds_[static_cast<unsigned char>(byte)], begin, end});
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
            pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), bytes.begin(), bytes.end());
            i += bytes.size() - 1;
        } else if (id < 0) {
            throw Error(
                ErrorKind::Format,
                message("tokenizer",
                        "No token of the vocabulary covers \"{0}\", and none stands for unknown text.",
                        shortened(text, 40)),
                message("tokenizer",
                        "Take this out of the texts, or choose a model with another tokenizer."));
        }
    }
}

} // namespace espalier
