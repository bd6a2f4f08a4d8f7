#include "core/model/Config.h"

#include "core/base/Text.h"
#include "core/model/Pooling.h"
#include "core/model/families/TokenHead.h"

#include <algorithm>

namespace espalier {

namespace {

// No model of this kind comes near: a bound keeps a hostile file from asking for the machine's memory.
constexpr std::int64_t maxSize = 1 << 20;
constexpr std::int64_t maxVocabulary = 1 << 24;
constexpr std::int64_t maxBlocks = 1024;
constexpr std::int64_t maxLabels = 1 << 16;

constexpr const char* ownKey = "espalier"; // what Transformers doesn't know

std::string poolingOf(const Json& json, const std::string& origin) {
    const auto pooling = valueOr<std::string>(memberOf(json, ownKey), "pooling", "auto", origin);
    const auto& names = poolingNames();
    if (std::find(names.begin(), names.end(), pooling) == names.end())
        failKey(origin, "pooling", "one of " + joined(names), pooling);
    return pooling;
}

// What Transformers calls the labels of a head that nobody named; it leaves them out of the file where there
// are two.
std::vector<std::string> unnamedLabels(const Json& json, const std::string& origin) {
    const auto count = valueOr<std::int64_t>(json, "num_labels", 2, origin);
    if (count < 1 || count > maxLabels)
        failKey(origin, "num_labels", fmt::format("1 to {}", maxLabels), count);
    std::vector<std::string> labels;
    for (std::int64_t i = 0; i < count; ++i) labels.push_back(fmt::format("LABEL_{}", i));
    return labels;
}

} // namespace

// "LABEL_0", "LABEL_1"…: what Transformers writes for a head that nobody named. Those count as labels too,
// but a config without such architectures has them only as a default.
std::vector<std::string> labelsIn(const Json& json, std::string_view architectureEnd,
                                  const std::string& origin) {
    const auto architectures = json.find("architectures");
    const bool classifier = architectures != json.end() && architectures->is_array() &&
                            std::any_of(architectures->begin(), architectures->end(), [&](const Json& a) {
                                return a.is_string() && a.get<std::string>().ends_with(architectureEnd);
                            });
    if (!classifier) return {};
    const auto table = json.find("id2label");
    if (table == json.end() || !table->is_object()) return unnamedLabels(json, origin);
    std::vector<std::string> labels(table->size());
    for (const auto& [index, label] : table->items()) {
        const bool number =
            !index.empty() && index.size() < 8 && std::all_of(index.begin(), index.end(), ::isdigit);
        if (!number || std::stoul(index) >= labels.size() || !label.is_string())
            failKey(origin, "id2label", "a name for each index from 0", *table);
        labels[std::stoul(index)] = label.get<std::string>();
    }
    return labels;
}

ModelConfig readConfig(const std::filesystem::path& folder) {
    const auto file = folder / "config.json";
    if (!std::filesystem::exists(file))
        throw Error(
            ErrorKind::File,
            message("model", "{0} is no model folder: it has no config.json.", folder.string()),
            message("model",
                    "Choose a folder with config.json, model.safetensors and the tokenizer's files."));
    const auto origin = file.string();
    auto json = readJson(file);
    if (!json.is_object())
        throw Error(ErrorKind::Format, message("model", "{0} holds no JSON object.", origin));

    const auto& family = familyNamed(valueOr<std::string>(json, "model_type", "", origin), origin);
    ModelConfig config = family.readConfig(json, origin);
    config.modelType = family.modelType;
    config.labels = labelsIn(json, "ForSequenceClassification", origin);
    config.pooling = poolingOf(json, origin);
    config.json = std::move(json);
    checkSizes(config, origin);
    return config;
}

void checkSizes(const ModelConfig& config, const std::string& origin) {
    // By the name that the file has for it.
    const auto check = [&](std::initializer_list<const char*> names, std::int64_t value, std::int64_t most) {
        if (value >= 1 && value <= most) return;
        const auto* const* name =
            std::find_if(names.begin(), names.end(), [&](const char* n) { return config.json.contains(n); });
        throw Error(ErrorKind::Format, message("model", "{0}: \"{1}\" is {2}, expected 1 to {3}.", origin,
                                               name == names.end() ? *names.begin() : *name, value, most));
    };
    check({"hidden_size", "d_model", "n_embd", "dim"}, config.hiddenSize, maxSize);
    check({"num_hidden_layers", "n_layer", "n_layers", "encoder_layers", "num_layers"}, config.blocks,
          maxBlocks);
    check({"num_attention_heads", "n_head", "n_heads", "encoder_attention_heads", "num_heads"}, config.heads,
          maxSize);
    check({"intermediate_size", "d_inner", "n_inner", "hidden_dim", "encoder_ffn_dim", "d_ff"},
          config.intermediateSize, maxSize);
    check({"vocab_size"}, config.vocabularySize, maxVocabulary);
    if (config.maxPositions != 0)
        check({"max_position_embeddings", "n_positions"}, config.maxPositions - config.firstPosition,
              maxVocabulary);
    if (config.headWidth != 0) check({"head_dim", "d_head", "d_kv"}, config.headWidth, maxSize);
    if (familyNamed(config.modelType, origin).makeSeq2Seq) {
        check({"decoder_layers", "num_decoder_layers"}, config.decoderBlocks, maxBlocks);
        check({"decoder_attention_heads", "num_heads"}, config.decoderHeads, maxSize);
        check({"decoder_ffn_dim", "d_ff"}, config.decoderIntermediateSize, maxSize);
        if (config.headWidth == 0 && config.hiddenSize % config.decoderHeads != 0)
            failKey(origin, "decoder_attention_heads", "a divisor of d_model", config.decoderHeads);
    }
    if (config.headWidth == 0 && config.hiddenSize % config.heads != 0)
        throw Error(ErrorKind::Format,
                    message("model", "{0}: {1} numbers a token can't be divided among {2} attention heads.",
                            origin, config.hiddenSize, config.heads));
    if (config.keyValueHeads < 0 || (config.keyValueHeads > 0 && config.heads % config.keyValueHeads != 0))
        failKey(origin, "num_key_value_heads", "a divisor of num_attention_heads", config.keyValueHeads);
}

Json classifierConfig(const ModelConfig& source, const std::vector<std::string>& labels, const Json& task) {
    Json json = source.json;
    Json idToLabel = Json::object(), labelToId = Json::object();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        idToLabel[std::to_string(i)] = labels[i];
        labelToId[labels[i]] = i;
    }
    for (const auto* key : {"id2label", "label2id", "num_labels"}) json.erase(key);
    if (!labels.empty()) // else, for a head that has none, those that Transformers takes by itself
        json.update({{"id2label", idToLabel}, {"label2id", labelToId}, {"num_labels", labels.size()}});
    for (const auto* key : {ownKey, "problem_type"}) json.erase(key); // of the task before
    json.update(task);
    if (source.pooling != "auto" && source.tokenHead.empty()) json[ownKey]["pooling"] = source.pooling;
    json["architectures"] = {source.tokenHead.empty()
                                 ? familyNamed(source.modelType, "").classifierArchitecture
                                 : tokenHeadOf(source, source.tokenHead).architecture};
    json["dtype"] = "float32";
    json.erase("torch_dtype"); // the older name of dtype
    json.erase("_name_or_path");
    return json;
}

} // namespace espalier
