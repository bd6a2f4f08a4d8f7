#include "core/tokenizer/Tokenizer.h"

#include "core/base/Parallel.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/TokenizerConfig.h"

#include <algorithm>

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
            if (options.neverEmpty && encodings[i].ids.empty())
                encodings[i] = {{std::max(0, unknownId())}, {0}, {}};
        }
    });
    return encodings;
}

std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder) {
    const auto has = [&](const char* name) { return std::filesystem::exists(folder / name); };
    if (has("tokenizer.json")) return tokenizerFromJson(folder);
    if (has("vocab.txt")) return tokenizerFromVocabulary(folder);
    if (has("vocab.json") && has("merges.txt")) return tokenizerFromMerges(folder);
    for (const char* name : {"spiece.model", "sentencepiece.bpe.model", "spm.model", "tokenizer.model"})
        if (has(name)) return tokenizerFromSentencePiece(folder / name);
    const auto files = tokenizerFiles(folder);
    if (files.empty())
        throw Error(
            ErrorKind::File,
            message("tokenizer",
                    "{0} holds no tokenizer: expected tokenizer.json, vocab.txt, vocab.json with merges.txt, "
                    "or a sentencepiece model.",
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

void failUnknownClass(const TokenizerConfig& config) {
    if (config.className().empty())
        throw UnsupportedTokenizer(
            ErrorKind::Format,
            message("tokenizer", "{0} has no \"tokenizer_class\": whose tokenizer this is isn't said.",
                    config.file()),
            message("tokenizer", "Save the tokenizer again with a current version of Transformers: it writes "
                                 "tokenizer.json."));
    throw UnsupportedTokenizer(
        ErrorKind::Format,
        message("tokenizer", "{0}: the tokenizer class \"{1}\" is not supported without a tokenizer.json.",
                config.file(), config.className()),
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

bool isTokenizerFile(std::string_view name) {
    return std::find(std::begin(knownFiles), std::end(knownFiles), name) != std::end(knownFiles);
}

} // namespace espalier
