#include "core/tokenizer/Tokenizer.h"

#include "core/base/Parallel.h"
#include "core/tokenizer/Loading.h"

namespace espalier {

namespace {

constexpr std::size_t textsPerBlock = 64; // milliseconds of work: soon stopped, rarely synchronised

constexpr const char* knownFiles[] = {
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.txt",
    "vocab.json",
    "merges.txt",
    "spiece.model",
    "spm.model",
    "tokenizer.model",
    "sentencepiece.bpe.model",
    "source.spm",
    "target.spm",
};

} // namespace

std::vector<Encoding> Tokenizer::encodeBatch(const std::vector<TextPair>& texts, const EncodeOptions& options,
                                             int threads, const StopToken& stop) const {
    std::vector<Encoding> encodings(texts.size());
    parallelFor(texts.size(), textsPerBlock, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            throwIfStopped(stop);
            encodings[i] = encode(texts[i], options);
        }
    });
    return encodings;
}

std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder) {
    if (std::filesystem::exists(folder / "tokenizer.json")) return tokenizerFromJson(folder);
    if (std::filesystem::exists(folder / "vocab.txt")) return tokenizerFromVocabulary(folder);
    const auto files = tokenizerFiles(folder);
    if (files.empty())
        throw Error(ErrorKind::File,
                    message("tokenizer", "{0} holds no tokenizer: expected tokenizer.json or vocab.txt.",
                            folder.string()),
                    message("tokenizer", "Choose the folder of a model as Hugging Face distributes it."));
    throw UnsupportedTokenizer(
        ErrorKind::Format,
        message("tokenizer", "{0}: a tokenizer made of {1} alone is not supported.", folder.string(),
                files.back()),
        message(
            "tokenizer",
            "Save the tokenizer again with a current version of Transformers: it writes tokenizer.json."));
}

std::vector<std::string> tokenizerFiles(const std::filesystem::path& folder) {
    std::vector<std::string> present;
    for (const char* name : knownFiles)
        if (std::filesystem::exists(folder / name)) present.emplace_back(name);
    return present;
}

} // namespace espalier
