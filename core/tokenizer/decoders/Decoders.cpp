#include "core/base/Text.h"
#include "core/tokenizer/CodePoints.h"
#include "core/tokenizer/Component.h"
#include "core/tokenizer/Pattern.h"
#include "core/tokenizer/decoders/TokenDecoder.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

#include <array>
#include <unordered_map>

namespace espalier {

namespace {

using Pieces = std::vector<std::string>;
using Made = std::unique_ptr<TokenDecoder>;

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    if (from.empty()) return;
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

// English punctuation as it is written: the blanks that splitting put before it are taken away.
void cleanUp(std::string& text) {
    constexpr std::array<std::pair<const char*, const char*>, 11> habits{{{" .", "."},
                                                                          {" ?", "?"},
                                                                          {" !", "!"},
                                                                          {" ,", ","},
                                                                          {" ' ", "'"},
                                                                          {" n't", "n't"},
                                                                          {" 'm", "'m"},
                                                                          {" do not", " don't"},
                                                                          {" 's", "'s"},
                                                                          {" 've", "'ve"},
                                                                          {" 're", "'re"}}};
    for (const auto& [from, to] : habits) replaceAll(text, from, to);
}

class WordPieceDecoder : public TokenDecoder {
public:
    WordPieceDecoder(std::string prefix, bool cleans) : prefix_(std::move(prefix)), cleans_(cleans) {}

    void decode(Pieces& pieces) const override {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (i > 0 && pieces[i].starts_with(prefix_))
                pieces[i].erase(0, prefix_.size());
            else if (i > 0)
                pieces[i].insert(pieces[i].begin(), ' '); // of insert(0, " ") GCC 12 warns
            if (cleans_) cleanUp(pieces[i]);
        }
    }

private:
    std::string prefix_;
    bool cleans_;
};

// Letters back to bytes; bytes that are no UTF-8 become U+FFFD.
class ByteLevelDecoder : public TokenDecoder {
public:
    ByteLevelDecoder() {
        for (int byte = 0; byte < 256; ++byte)
            bytes_.emplace(byteLevelLetter(static_cast<unsigned char>(byte)), static_cast<char>(byte));
    }

    void decode(Pieces& pieces) const override {
        std::string text;
        for (const auto& piece : pieces) text += bytesOf(piece);
        pieces = {toUtf8(text, "UTF-8")};
    }

private:
    // A piece with anything else in it is an added token, which stands for itself.
    std::string bytesOf(const std::string& piece) const {
        std::string bytes;
        for (std::size_t i = 0; i < piece.size();) {
            const auto begin = i;
            nextCodePoint(piece, i);
            const auto it = bytes_.find(piece.substr(begin, i - begin));
            if (it == bytes_.end()) return piece;
            bytes += it->second;
        }
        return bytes;
    }

    std::unordered_map<std::string, char> bytes_;
};

class MetaspaceDecoder : public TokenDecoder {
public:
    MetaspaceDecoder(std::string replacement, bool dropsFirst)
        : replacement_(std::move(replacement)), dropsFirst_(dropsFirst) {}

    void decode(Pieces& pieces) const override {
        for (std::size_t i = 0; i < pieces.size(); ++i)
            replaceAll(pieces[i], replacement_, i == 0 && dropsFirst_ ? "" : " ");
    }

private:
    std::string replacement_;
    bool dropsFirst_;
};

class BpeDecoder : public TokenDecoder {
public:
    explicit BpeDecoder(std::string suffix) : suffix_(std::move(suffix)) {}

    void decode(Pieces& pieces) const override {
        for (std::size_t i = 0; i < pieces.size(); ++i)
            replaceAll(pieces[i], suffix_, i + 1 == pieces.size() ? "" : " ");
    }

private:
    std::string suffix_; // of what ends a word
};

class ReplaceDecoder : public TokenDecoder {
public:
    ReplaceDecoder(Pattern pattern, std::string content)
        : pattern_(std::move(pattern)), content_(std::move(content)) {}

    void decode(Pieces& pieces) const override {
        std::vector<Span> found;
        for (auto& piece : pieces) {
            pattern_.find(piece, found);
            std::string text;
            std::size_t end = 0;
            for (const auto& match : found) {
                text.append(piece, end, match.begin - end).append(content_);
                end = match.end;
            }
            piece = text.append(piece, end, std::string::npos);
        }
    }

private:
    Pattern pattern_;
    std::string content_;
};

class FuseDecoder : public TokenDecoder {
public:
    void decode(Pieces& pieces) const override {
        std::string text;
        for (const auto& piece : pieces) text += piece;
        pieces = {std::move(text)};
    }
};

class StripDecoder : public TokenDecoder {
public:
    StripDecoder(std::string content, std::int64_t start, std::int64_t stop)
        : content_(std::move(content)), start_(start), stop_(stop) {}

    void decode(Pieces& pieces) const override {
        if (content_.empty()) return;
        for (auto& piece : pieces) {
            for (std::int64_t i = 0; i < start_ && piece.starts_with(content_); ++i)
                piece.erase(0, content_.size());
            for (std::int64_t i = 0; i < stop_ && piece.ends_with(content_); ++i)
                piece.resize(piece.size() - content_.size());
        }
    }

private:
    std::string content_;
    std::int64_t start_, stop_;
};

// "<0xE4>" is a byte; bytes in a row that are no UTF-8 become U+FFFD each.
class ByteFallbackDecoder : public TokenDecoder {
public:
    void decode(Pieces& pieces) const override {
        Pieces out;
        std::string bytes;
        const auto close = [&] {
            if (bytes.empty()) return;
            if (toUtf8(bytes, "UTF-8") == bytes)
                out.push_back(bytes);
            else
                for (std::size_t i = 0; i < bytes.size(); ++i) out.emplace_back("\xEF\xBF\xBD");
            bytes.clear();
        };
        for (auto& piece : pieces)
            if (const auto byte = byteOf(piece); byte >= 0) {
                bytes += static_cast<char>(byte);
            } else {
                close();
                out.push_back(std::move(piece));
            }
        close();
        pieces = std::move(out);
    }

private:
    static int byteOf(const std::string& piece) {
        if (piece.size() != 6 || !piece.starts_with("<0x") || piece.back() != '>') return -1;
        int value = 0;
        for (const char digit : piece.substr(3, 2)) {
            if (!std::isxdigit(static_cast<unsigned char>(digit))) return -1;
            value = value * 16 +
                    (std::isdigit(static_cast<unsigned char>(digit)) ? digit - '0' : (digit | 32) - 'a' + 10);
        }
        return value;
    }
};

class SequenceDecoder : public TokenDecoder {
public:
    explicit SequenceDecoder(std::vector<Made> steps) : steps_(std::move(steps)) {}

    void decode(Pieces& pieces) const override {
        for (const auto& step : steps_) step->decode(pieces);
    }

private:
    std::vector<Made> steps_;
};

std::string textIn(const Json& json, const char* key, const char* fallback, const std::string& origin) {
    return valueOr(json, key, std::string(fallback), origin);
}

constexpr KnownComponent<TokenDecoder> known[] = {
    {"BPEDecoder",
     [](const Json& json, const std::string& origin) -> Made {
         return std::make_unique<BpeDecoder>(textIn(json, "suffix", "</w>", origin));
     }},
    {"ByteFallback",
     [](const Json&, const std::string&) -> Made { return std::make_unique<ByteFallbackDecoder>(); }},
    {"ByteLevel", [](const Json&, const std::string&) { return makeByteLevelDecoder(); }},
    {"Fuse", [](const Json&, const std::string&) -> Made { return std::make_unique<FuseDecoder>(); }},
    {"Metaspace",
     [](const Json& json, const std::string& origin) {
         const bool drops = textIn(json, "prepend_scheme", "always", origin) != "never" &&
                            valueOr(json, "add_prefix_space", true, origin);
         return makeMetaspaceDecoder(textIn(json, "replacement", "▁", origin), drops);
     }},
    {"Replace",
     [](const Json& json, const std::string& origin) -> Made {
         return std::make_unique<ReplaceDecoder>(Pattern::fromJson(memberOf(json, "pattern"), origin),
                                                 textIn(json, "content", "", origin));
     }},
    {"Sequence",
     [](const Json& json, const std::string& origin) -> Made {
         return std::make_unique<SequenceDecoder>(
             makeComponents<TokenDecoder>(json, "decoders", decoderFromJson, origin));
     }},
    {"Strip",
     [](const Json& json, const std::string& origin) -> Made {
         return std::make_unique<StripDecoder>(textIn(json, "content", " ", origin),
                                               valueOr<std::int64_t>(json, "start", 0, origin),
                                               valueOr<std::int64_t>(json, "stop", 0, origin));
     }},
    {"WordPiece",
     [](const Json& json, const std::string& origin) {
         return makeWordPieceDecoder(textIn(json, "prefix", "##", origin),
                                     valueOr(json, "cleanup", true, origin));
     }},
};

} // namespace

Made decoderFromJson(const Json& json, const std::string& origin) {
    return makeComponent(known, json, "decoder", origin);
}

Made makeWordPieceDecoder(std::string prefix, bool cleanUp) {
    return std::make_unique<WordPieceDecoder>(std::move(prefix), cleanUp);
}
Made makeByteLevelDecoder() {
    return std::make_unique<ByteLevelDecoder>();
}
Made makeMetaspaceDecoder(std::string replacement, bool dropsFirst) {
    return std::make_unique<MetaspaceDecoder>(std::move(replacement), dropsFirst);
}

} // namespace espalier
