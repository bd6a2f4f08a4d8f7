#pragma once
// A folder with a small sentencepiece model as a family has it.
#include "../TokenizerFolder.h"
#include "SentencePieceBytes.h"

#include <map>

namespace espalier {

class SentencePieceFolder {
public:
    explicit SentencePieceFolder(const std::string& family, const Json& config = Json::object())
        : family_(families().at(family)), files_({}) {
        Json all = {{"tokenizer_class", family_.className}};
        all.update(config);
        write("tokenizer_config.json", all.dump());
        write(family_.file, bytes());
    }

    std::string bytes() const {
        SentencePieceBytes out;
        for (const auto& [text, type] : family_.special) out.piece(text, 0, type);
        if (family_.kind == bpe) {
            for (int byte = 0; byte < 256; ++byte) out.piece(fmt::format("<0x{:02X}>", byte), 0, 6);
            float score = 0;
            for (const char* text : {"▁t", "ea", "▁tea", "he", "▁the", "▁", "t", "h", "e", "a", "s", "中",
                                     "文", "中文", "é", "9", ","})
                out.piece(text, score--);
        } else {
            for (const auto& [text, score] : pieces()) out.piece(text, score);
        }
        out.kind(family_.kind);
        out.unknownId(family_.unknownId);
        return out.model();
    }
    std::string modelFile() const { return family_.file; }
    std::filesystem::path path() const { return files_.path(); }
    void write(const std::string& name, const std::string& bytes) const { files_.write(name, bytes); }

private:
    static constexpr std::uint64_t unigram = 1, bpe = 2;
    static constexpr std::uint64_t unknown = 2, control = 3, user = 4;
    struct Family {
        std::string className, file;
        std::uint64_t unknownId, kind;
        std::vector<std::pair<std::string, std::uint64_t>> special;
    };
    static const std::map<std::string, Family>& families() {
        static const std::map<std::string, Family> all{
            {"t5",
             {"T5Tokenizer",
              "spiece.model",
              2,
              unigram,
              {{"<pad>", control}, {"</s>", control}, {"<unk>", unknown}}}},
            {"xlm-roberta",
             {"XLMRobertaTokenizer",
              "sentencepiece.bpe.model",
              0,
              unigram,
              {{"<unk>", unknown}, {"<s>", control}, {"</s>", control}}}},
            {"camembert",
             {"CamembertTokenizer",
              "sentencepiece.bpe.model",
              0,
              unigram,
              {{"<unk>", unknown}, {"<s>", control}, {"</s>", control}}}},
            {"albert",
             {"AlbertTokenizer",
              "spiece.model",
              1,
              unigram,
              {{"<pad>", control},
               {"<unk>", unknown},
               {"[CLS]", control},
               {"[SEP]", control},
               {"[MASK]", user}}}},
            {"deberta-v2",
             {"DebertaV2Tokenizer",
              "spm.model",
              3,
              unigram,
              {{"[PAD]", control}, {"[CLS]", control}, {"[SEP]", control}, {"[UNK]", unknown}}}},
            {"xlnet",
             {"XLNetTokenizer",
              "spiece.model",
              0,
              unigram,
              {{"<unk>", unknown},
               {"<s>", control},
               {"</s>", control},
               {"<cls>", control},
               {"<sep>", control},
               {"<pad>", control},
               {"<mask>", control},
               {"<eod>", user},
               {"<eop>", user}}}},
            {"llama",
             {"LlamaTokenizer",
              "tokenizer.model",
              0,
              bpe,
              {{"<unk>", unknown}, {"<s>", control}, {"</s>", control}}}},
        };
        return all;
    }
    static std::vector<std::pair<const char*, float>> pieces() {
        return {{"▁", -2.0f},   {"▁tea", -3.0f},  {"▁the", -3.25f}, {"s", -3.5f},      {"e", -3.75f},
                {"t", -4.0f},   {"a", -4.0f},     {"E", -5.0f},     {"é", -4.5f},      {"中", -4.0f},
                {"文", -4.25f}, {"▁中文", -5.0f}, {"9", -4.0f},     {"2", -4.0f},      {",", -3.75f},
                {".", -3.75f},  {"\"", -5.0f},    {"A", -5.0f},     {"\u05e9", -5.0f}, {"\u05dc", -5.0f},
                {"🍵", -6.0f}};
    }

    Family family_;
    TokenizerFolder files_;
};

} // namespace espalier
