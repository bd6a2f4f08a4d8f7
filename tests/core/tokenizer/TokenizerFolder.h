#pragma once
// A folder with a small tokenizer.json, made in the test; change `json` and load().
#include "core/base/Json.h"
#include "core/tokenizer/Tokenizer.h"

#include <QTemporaryDir>

#include <fmt/ranges.h>

#include <fstream>
#include <string>
#include <vector>

namespace espalier {

class TokenizerFolder {
public:
    explicit TokenizerFolder(const std::vector<std::string>& tokens) {
        Json vocabulary = Json::object();
        for (const char* special : {"[PAD]", "[UNK]", "[CLS]", "[SEP]"})
            vocabulary[special] = vocabulary.size();
        for (const std::string& token : tokens) vocabulary[token] = vocabulary.size();
        json = {
            {"normalizer", {{"type", "BertNormalizer"}, {"lowercase", true}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor", {{"type", "BertProcessing"}, {"cls", {"[CLS]", 2}}, {"sep", {"[SEP]", 3}}}},
            {"model", {{"type", "WordPiece"}, {"vocab", vocabulary}}},
            {"added_tokens", Json::array()}};
        addToken("[CLS]", 2);
        addToken("[SEP]", 3);
    }

    void addToken(const std::string& content, int id, Json flags = Json::object()) {
        flags["content"] = content;
        flags["id"] = id;
        json["added_tokens"].push_back(flags);
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path() / name, std::ios::binary) << bytes;
    }
    std::unique_ptr<Tokenizer> load() const {
        write("tokenizer.json", json.dump());
        return loadTokenizer(path());
    }
    std::filesystem::path path() const { return folder_.path().toStdString(); }

    Json json;

private:
    QTemporaryDir folder_;
};

// Tokens as text, "[CLS] un ##able [SEP]".
inline std::string tokensOf(const Tokenizer& tokenizer, const Encoding& encoding) {
    std::string out;
    for (const auto id : encoding.ids) {
        if (!out.empty()) out += ' ';
        out += tokenizer.token(id);
    }
    return out;
}

template<class Value>
std::string listed(const std::vector<Value>& values) {
    return Json(values).dump();
}

// "2 7 3", or "0-0 0-4" for places.
inline std::string spaced(const std::vector<std::int32_t>& values) {
    return fmt::format("{}", fmt::join(values, " "));
}
inline std::string spaced(const std::vector<std::pair<std::int32_t, std::int32_t>>& places) {
    std::string out;
    for (const auto& [begin, end] : places) out += fmt::format("{}{}-{}", out.empty() ? "" : " ", begin, end);
    return out;
}

} // namespace espalier
