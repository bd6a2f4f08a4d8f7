#include "core/tokenizer/TokenizerConfig.h"

#include <algorithm>

namespace espalier {

namespace {

Json readIfThere(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return Json::object();
    Json json = readJson(file);
    if (!json.is_object()) failKey(file.string(), "file", "an object", json);
    return json;
}

// For folders whose tokenizer_config.json names no class.
constexpr std::pair<const char*, const char*> classOfFamily[] = {
    {"albert", "AlbertTokenizer"},
    {"bart", "BartTokenizer"},
    {"bert", "BertTokenizer"},
    {"camembert", "CamembertTokenizer"},
    {"deberta-v2", "DebertaV2Tokenizer"},
    {"distilbert", "DistilBertTokenizer"},
    {"electra", "ElectraTokenizer"},
    {"gpt2", "GPT2Tokenizer"},
    {"llama", "LlamaTokenizer"},
    {"longformer", "LongformerTokenizer"},
    {"qwen2", "Qwen2Tokenizer"},
    {"roberta", "RobertaTokenizer"},
    {"roberta-prelayernorm", "RobertaTokenizer"},
    {"t5", "T5Tokenizer"},
    {"mt5", "T5Tokenizer"},
    {"xlm-roberta", "XLMRobertaTokenizer"},
    {"xlnet", "XLNetTokenizer"},
};

} // namespace

TokenizerConfig::TokenizerConfig(const std::filesystem::path& folder)
    : folder_(folder), config_(readIfThere(folder / "tokenizer_config.json")),
      map_(readIfThere(folder / "special_tokens_map.json")) {}

bool TokenizerConfig::flag(const std::string& key, bool fallback) const {
    return valueOr(config_, key, fallback, file());
}

std::int64_t TokenizerConfig::number(const std::string& key, std::int64_t fallback) const {
    return valueOr(config_, key, fallback, file());
}

std::string TokenizerConfig::className() const {
    std::string name = text("tokenizer_class", "");
    if (name.ends_with("Fast")) name.resize(name.size() - 4);
    if (!name.empty()) return name;
    const Json model = readIfThere(folder_ / "config.json");
    const auto type = valueOr(model, "model_type", std::string(), (folder_ / "config.json").string());
    for (const auto& [family, itsClass] : classOfFamily)
        if (type == family) return itsClass;
    return {};
}

std::string TokenizerConfig::text(const std::string& key, const std::string& fallback) const {
    return valueOr(config_, key, fallback, file());
}

const Json& TokenizerConfig::entry(const std::string& role) const {
    const Json& own = memberOf(config_, role);
    return own.is_null() ? memberOf(map_, role) : own;
}

// A special token is written as its text, or as an object with its text and flags.
AddedToken TokenizerConfig::tokenOf(const Json& value, const std::string& key) const {
    if (!value.is_object() && !value.is_string())
        failKey(file(), key, "a text or an object with \"content\"", value);
    AddedToken token;
    if (value.is_object()) token = AddedToken::fromJson(value, file());
    if (value.is_string()) token.content = value.get<std::string>();
    token.normalized = false;
    token.special = true;
    return token;
}

std::string TokenizerConfig::specialToken(const std::string& role, const std::string& fallback) const {
    const Json& value = entry(role);
    return value.is_null() ? fallback : tokenOf(value, role).content;
}

std::vector<AddedToken>
TokenizerConfig::addedTokens(const std::vector<std::pair<std::string, std::string>>& roles,
                             const Vocabulary& vocabulary, Missing missing) const {
    std::vector<AddedToken> special;
    for (const auto& [role, usual] : roles) {
        const bool named = !role.empty() && !entry(role).is_null();
        special.push_back(tokenOf(named ? entry(role) : Json(usual), role));
    }
    for (AddedToken& token : listedTokens()) special.push_back(std::move(token));

    std::vector<AddedToken> tokens = numberedTokens();
    std::int32_t next = vocabulary.size();
    for (const AddedToken& token : tokens) next = std::max(next, token.id + 1);
    for (AddedToken& token : special) {
        const auto same = [&](const AddedToken& other) { return other.content == token.content; };
        if (token.content.empty() || std::any_of(tokens.begin(), tokens.end(), same)) continue;
        token.id = vocabulary.find(token.content);
        if (token.id < 0 && missing == Missing::Appended) token.id = next++;
        if (token.id >= 0) tokens.push_back(token);
    }
    return tokens;
}

std::vector<AddedToken> TokenizerConfig::numberedTokens() const {
    std::vector<AddedToken> tokens;
    const Json& decoder = memberOf(config_, "added_tokens_decoder"); // {"30522": {"content": …}, …}
    for (const auto& [id, value] : decoder.items()) {
        const bool number = id.size() < 10 && id.find_first_not_of("0123456789") == std::string::npos;
        if (id.empty() || !number || !value.is_object())
            failKey(file(), "added_tokens_decoder", "ids and tokens", decoder);
        tokens.push_back(AddedToken::fromJson(value, file()));
        tokens.back().id = std::stoi(id);
    }
    const std::filesystem::path addedFile = folder_ / "added_tokens.json"; // {"<token>": 30522, …}
    const Json added = readIfThere(addedFile);
    for (const auto& [content, id] : added.items()) {
        const Json token = {{"content", content}, {"id", id}, {"normalized", true}};
        const auto same = [&name = content](const AddedToken& other) { return other.content == name; };
        if (std::none_of(tokens.begin(), tokens.end(), same))
            tokens.push_back(AddedToken::fromJson(token, addedFile.string()));
    }
    return tokens;
}

std::vector<AddedToken> TokenizerConfig::listedTokens() const {
    std::vector<AddedToken> tokens;
    for (const Json* source : {&config_, &map_})
        for (const char* key : {"additional_special_tokens", "extra_special_tokens"})
            for (const Json& value : memberOf(*source, key)) tokens.push_back(tokenOf(value, key));
    return tokens;
}

void TokenizerConfig::apply(Stages& stages) const {
    const Json& length = memberOf(config_, "model_max_length");
    const bool limited = length.is_number() && length.get<double>() >= 1 && length.get<double>() <= 1e9;
    if (limited) stages.modelMaxLength = static_cast<std::int32_t>(length.get<double>()); // 1e30: no limit
    stages.truncateLeft = text("truncation_side", "right") == "left";
}

} // namespace espalier
