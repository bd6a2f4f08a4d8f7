// A BERT tokenizer from the files of before tokenizer.json: vocab.txt, with tokenizer_config.json,
// special_tokens_map.json and added_tokens.json where present.
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/tokenizer/BertNormalizer.h"
#include "core/tokenizer/BertPreTokenizer.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/Pipeline.h"
#include "core/tokenizer/WordPiece.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr const char* bertClasses[] = {"BertTokenizer",       "DistilBertTokenizer", "ElectraTokenizer",
                                       "MobileBertTokenizer", "ConvBertTokenizer",   "SqueezeBertTokenizer",
                                       "LayoutLMTokenizer",   "LxmertTokenizer",     "RetriBertTokenizer"};

Json readJsonIfThere(const fs::path& file) {
    if (!fs::exists(file)) return Json::object();
    Json json = readJson(file);
    if (!json.is_object()) failKey(file.string(), "file", "an object", json);
    return json;
}

void checkClass(const Json& config, const std::string& origin) {
    std::string name = valueOr(config, "tokenizer_class", std::string("BertTokenizer"), origin);
    if (name.ends_with("Fast")) name.resize(name.size() - 4);
    if (std::find(std::begin(bertClasses), std::end(bertClasses), name) != std::end(bertClasses)) return;
    throw UnsupportedTokenizer(
        ErrorKind::Format,
        message("tokenizer", "{0}: the tokenizer class \"{1}\" is not supported without a tokenizer.json.",
                origin, name),
        message(
            "tokenizer",
            "Save the tokenizer again with a current version of Transformers: it writes tokenizer.json."));
}

// Lines end at \n only: a vocabulary may hold other line separators as tokens.
std::vector<std::string> readTokens(const fs::path& file) {
    const MappedFile mapped(file);
    std::string_view rest = mapped.bytes();
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    if (!isValidUtf8(rest))
        throw Error(ErrorKind::Format, message("tokenizer", "{0} is not valid UTF-8.", file.string()));
    std::vector<std::string> tokens;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        tokens.emplace_back(line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return tokens;
}

// What a file says about a special token: its text, or an object with its text and flags.
AddedToken specialToken(const Json& value, const std::string& key, const std::string& origin) {
    AddedToken token;
    if (value.is_object())
        token = AddedToken::fromJson(value, origin);
    else if (value.is_string())
        token.content = value.get<std::string>();
    else
        failKey(origin, key, "a text or an object with \"content\"", value);
    token.normalized = false;
    return token;
}

// The special tokens by role, and those in lists under "additional".
class VocabularyFiles {
public:
    explicit VocabularyFiles(const fs::path& folder)
        : folder_(folder), config_(tokenizerConfig(folder)),
          map_(readJsonIfThere(folder / "special_tokens_map.json")) {
        checkClass(config_, configFile());
    }

    Stages stages() const {
        BertNormalizerOptions normalizer;
        normalizer.lowercase = valueOr(config_, "do_lower_case", true, configFile());
        normalizer.stripAccents = valueOr(config_, "strip_accents", normalizer.lowercase, configFile());
        normalizer.spaceIdeographs = valueOr(config_, "tokenize_chinese_chars", true, configFile());

        const std::string origin = (folder_ / "vocab.txt").string();
        WordPieceOptions options;
        options.unknown = special("unk_token", "[UNK]").content;
        auto model = std::make_unique<WordPiece>(Vocabulary(readTokens(folder_ / "vocab.txt"), origin),
                                                 options, origin);
        const Vocabulary& vocabulary = model->vocabulary();
        const auto cls = vocabulary.require(special("cls_token", "[CLS]").content, "classification", origin);
        const auto sep = vocabulary.require(special("sep_token", "[SEP]").content, "separator", origin);

        Stages stages;
        stages.addedTokens = addedTokens(vocabulary);
        stages.normalizer = std::make_unique<BertNormalizer>(normalizer);
        stages.preTokenizer = std::make_unique<BertPreTokenizer>();
        stages.model = std::move(model);
        stages.postProcessor = PostProcessor::bert(cls, sep);
        stages.modelMaxLength = modelMaxLengthOf(config_);
        return stages;
    }

private:
    std::string configFile() const { return (folder_ / "tokenizer_config.json").string(); }

    AddedToken special(const std::string& key, const std::string& fallback) const {
        for (const Json* file : {&config_, &map_})
            if (const Json& value = memberOf(*file, key); !value.is_null())
                return specialToken(value, key, configFile());
        AddedToken token;
        token.content = fallback;
        return token;
    }

    // Tokens that the files number themselves come first; the special ones follow where they have an id.
    std::vector<AddedToken> addedTokens(const Vocabulary& vocabulary) const {
        std::vector<AddedToken> tokens;
        const auto add = [&](AddedToken token) {
            const bool known = std::any_of(tokens.begin(), tokens.end(),
                                           [&](const AddedToken& t) { return t.content == token.content; });
            if (!known) tokens.push_back(std::move(token));
        };
        const Json& decoder = memberOf(config_, "added_tokens_decoder");
        for (const auto& [id, value] : decoder.items()) {
            Json numbered = value;
            const bool number =
                !id.empty() && id.size() < 10 && id.find_first_not_of("0123456789") == std::string::npos;
            if (!number || !value.is_object())
                failKey(configFile(), "added_tokens_decoder", "ids and tokens", decoder);
            numbered["id"] = std::stoi(id);
            add(AddedToken::fromJson(numbered, configFile()));
        }
        const std::string addedFile = (folder_ / "added_tokens.json").string();
        const Json added = readJsonIfThere(addedFile);
        for (const auto& [content, id] : added.items())
            add(AddedToken::fromJson({{"content", content}, {"id", id}, {"normalized", true}}, addedFile));
        for (AddedToken& token : specialTokens()) {
            token.id = vocabulary.find(token.content);
            if (token.id >= 0) add(token);
        }
        return tokens;
    }

    std::vector<AddedToken> specialTokens() const {
        std::vector<AddedToken> tokens{special("unk_token", "[UNK]"), special("sep_token", "[SEP]"),
                                       special("pad_token", "[PAD]"), special("cls_token", "[CLS]"),
                                       special("mask_token", "[MASK]")};
        for (const char* key : {"bos_token", "eos_token"}) tokens.push_back(special(key, ""));
        for (const Json* file : {&config_, &map_})
            for (const char* key : {"additional_special_tokens", "extra_special_tokens"}) {
                for (const Json& value : memberOf(*file, key))
                    tokens.push_back(specialToken(value, key, configFile()));
            }
        return tokens;
    }

    fs::path folder_;
    Json config_, map_;
};

} // namespace

std::unique_ptr<Tokenizer> tokenizerFromVocabulary(const fs::path& folder) {
    return std::make_unique<Pipeline>(VocabularyFiles(folder).stages(), (folder / "vocab.txt").string());
}

Json tokenizerConfig(const fs::path& folder) {
    return readJsonIfThere(folder / "tokenizer_config.json");
}

std::int32_t modelMaxLengthOf(const Json& config) {
    const Json& length = memberOf(config, "model_max_length");
    if (!length.is_number() || length.get<double>() < 1 || length.get<double>() > 1e9)
        return 0; // 1e30: "no limit"
    return static_cast<std::int32_t>(length.get<double>());
}

} // namespace espalier
