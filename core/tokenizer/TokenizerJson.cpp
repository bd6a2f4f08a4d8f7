// tokenizer.json: every stage has a type, for which there is a line in one of the tables of Models.cpp,
// Normalizers.cpp, PreTokenizers.cpp and PostProcessor.cpp. The file's own "truncation" and "padding" are not
// applied, as in Transformers.
#include "core/tokenizer/Component.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/Pipeline.h"
#include "core/tokenizer/TokenizerConfig.h"
#include "core/tokenizer/models/Models.h"
#include "core/tokenizer/normalizers/Normalizers.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

namespace espalier {

void failUnknownComponent(const std::string& key, const std::string& type, const std::string& origin) {
    throw UnsupportedTokenizer(
        ErrorKind::Format, message("tokenizer", "{0}: the {1} \"{2}\" is not supported.", origin, key, type),
        message("tokenizer", "Choose a model with another tokenizer, or a newer version of this program."));
}

std::unique_ptr<Tokenizer> tokenizerFromJson(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "tokenizer.json";
    const std::string origin = file.string();
    const Json json = readJson(file);
    if (!json.is_object()) failKey(origin, "tokenizer", "an object", json);

    Stages stages;
    stages.model = modelFromJson(memberOf(json, "model"), origin);
    stages.normalizer = normalizerFromJson(memberOf(json, "normalizer"), origin);
    stages.preTokenizer = preTokenizerFromJson(memberOf(json, "pre_tokenizer"), origin);
    stages.postProcessor = PostProcessor::fromJson(memberOf(json, "post_processor"), origin);
    stages.decoder = decoderFromJson(memberOf(json, "decoder"), origin);
    if (const Json& added = memberOf(json, "added_tokens"); !added.is_null()) {
        if (!added.is_array()) failKey(origin, "added_tokens", "a list", added);
        for (const Json& token : added) stages.addedTokens.push_back(AddedToken::fromJson(token, origin));
    }
    TokenizerConfig(folder).apply(stages);
    return std::make_unique<Pipeline>(std::move(stages), origin);
}

} // namespace espalier
