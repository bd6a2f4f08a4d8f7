// tokenizer.json: every component has a type and a line in one of the tables below. The file's own
// "truncation" and "padding" are not applied, as in Transformers.
#include "core/tokenizer/BertNormalizer.h"
#include "core/tokenizer/BertPreTokenizer.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/Pipeline.h"
#include "core/tokenizer/TokenizerConfig.h"
#include "core/tokenizer/WordPiece.h"

namespace espalier {

namespace {

template<class Make>
struct Known {
    const char* type;
    Make make;
};

using MakeNormalizer = std::unique_ptr<Normalizer> (*)(const Json&, const std::string&);
constexpr Known<MakeNormalizer> normalizers[] = {{"BertNormalizer", BertNormalizer::fromJson}};

using MakePreTokenizer = std::unique_ptr<PreTokenizer> (*)(const Json&, const std::string&);
constexpr Known<MakePreTokenizer> preTokenizers[] = {{"BertPreTokenizer", BertPreTokenizer::fromJson}};

using MakeModel = std::unique_ptr<Model> (*)(const Json&, const std::string&);
constexpr Known<MakeModel> models[] = {{"WordPiece", WordPiece::fromJson}};

using MakePostProcessor = PostProcessor (*)(const Json&, const std::string&);
constexpr Known<MakePostProcessor> postProcessors[] = {
    {"TemplateProcessing", PostProcessor::fromTemplateJson}, {"BertProcessing", PostProcessor::fromBertJson}};

// Files of before tokenizers 0.10 don't name the type of their model.
std::string typeOf(const Json& component, const std::string& key, const std::string& origin) {
    if (!component.is_object()) failKey(origin, key, "an object", component);
    if (key != "model" || component.contains("type"))
        return valueOr(component, "type", std::string(), origin);
    if (component.contains("merges")) return "BPE";
    if (memberOf(component, "vocab").is_array()) return "Unigram";
    return component.contains("max_input_chars_per_word") ? "WordPiece" : "WordLevel";
}

template<class Make, std::size_t N>
Make makerOf(const Known<Make> (&known)[N], const Json& component, const std::string& key,
             const std::string& origin) {
    const std::string type = typeOf(component, key, origin);
    for (const auto& entry : known)
        if (type == entry.type) return entry.make;
    throw UnsupportedTokenizer(
        ErrorKind::Format, message("tokenizer", "{0}: the {1} \"{2}\" is not supported.", origin, key, type),
        message("tokenizer", "Choose a model with another tokenizer, or a newer version of this program."));
}

} // namespace

std::unique_ptr<Tokenizer> tokenizerFromJson(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "tokenizer.json";
    const std::string origin = file.string();
    const Json json = readJson(file);
    if (!json.is_object()) failKey(origin, "tokenizer", "an object", json);

    Stages stages;
    const Json& model = memberOf(json, "model");
    stages.model = makerOf(models, model, "model", origin)(model, origin);
    if (const Json& normalizer = memberOf(json, "normalizer"); !normalizer.is_null())
        stages.normalizer = makerOf(normalizers, normalizer, "normalizer", origin)(normalizer, origin);
    if (const Json& split = memberOf(json, "pre_tokenizer"); !split.is_null())
        stages.preTokenizer = makerOf(preTokenizers, split, "pre_tokenizer", origin)(split, origin);
    if (const Json& added = memberOf(json, "added_tokens"); !added.is_null()) {
        if (!added.is_array()) failKey(origin, "added_tokens", "a list", added);
        for (const Json& token : added) stages.addedTokens.push_back(AddedToken::fromJson(token, origin));
    }
    if (const Json& post = memberOf(json, "post_processor"); !post.is_null())
        stages.postProcessor = makerOf(postProcessors, post, "post_processor", origin)(post, origin);
    TokenizerConfig(folder).apply(stages);
    return std::make_unique<Pipeline>(std::move(stages), origin);
}

} // namespace espalier
