#include "core/model/Config.h"

#include "core/base/Text.h"
#include "core/model/Pooling.h"
#include "core/model/families/Family.h"

#include <algorithm>

namespace espalier {

namespace {

// No model of this kind comes near: a bound keeps a hostile file from asking for the machine's memory.
constexpr std::int64_t maxSize = 1 << 20;
constexpr std::int64_t maxVocabulary = 1 << 24;
constexpr std::int64_t maxBlocks = 1024;

// "LABEL_0", "LABEL_1"…: what Transformers writes for a head that nobody named. Those count as labels too,
// but a config without architectures for classification has them only as a default.
std::vector<std::string> labelsOf(const Json& json, const std::string& origin) {
    const auto architectures = json.find("architectures");
    const bool classifier =
        architectures != json.end() && architectures->is_array() &&
        std::any_of(architectures->begin(), architectures->end(), [](const Json& a) {
            return a.is_string() && a.get<std::string>().ends_with("ForSequenceClassification");
        });
    const auto table = json.find("id2label");
    if (!classifier || table == json.end() || !table->is_object()) return {};
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

constexpr const char* ownKey = "espalier"; // what Transformers doesn't know

std::string poolingOf(const Json& json, const std::string& origin) {
    const auto pooling = valueOr<std::string>(memberOf(json, ownKey), "pooling", "auto", origin);
    const auto& names = poolingNames();
    if (std::find(names.begin(), names.end(), pooling) == names.end())
        failKey(origin, "pooling", "one of " + joined(names), pooling);
    return pooling;
}

} // namespace

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
    config.labels = labelsOf(json, origin);
    config.pooling = poolingOf(json, origin);
    config.json = std::move(json);
    checkSizes(config, origin);
    return config;
}

void checkSizes(const ModelConfig& config, const std::string& origin) {
    const auto check = [&](const char* name, std::int64_t value, std::int64_t most) {
        if (value < 1 || value > most)
            throw Error(ErrorKind::Format, message("model", "{0}: \"{1}\" is {2}, expected 1 to {3}.", origin,
                                                   name, value, most));
    };
    check("hidden_size", config.hiddenSize, maxSize);
    check("num_hidden_layers", config.blocks, maxBlocks);
    check("num_attention_heads", config.heads, maxSize);
    check("intermediate_size", config.intermediateSize, maxSize);
    check("vocab_size", config.vocabularySize, maxVocabulary);
    check("max_position_embeddings", config.maxPositions, maxVocabulary);
    if (config.hiddenSize % config.heads != 0)
        throw Error(ErrorKind::Format,
                    message("model",
                            "{0}: \"hidden_size\" {1} can't be divided by \"num_attention_heads\" {2}.",
                            origin, config.hiddenSize, config.heads));
}

Json classifierConfig(const ModelConfig& source, const std::vector<std::string>& labels, const Json& task) {
    Json json = source.json;
    Json idToLabel = Json::object(), labelToId = Json::object();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        idToLabel[std::to_string(i)] = labels[i];
        labelToId[labels[i]] = i;
    }
    json["id2label"] = idToLabel;
    json["label2id"] = labelToId;
    json["num_labels"] = labels.size();
    json.erase(ownKey); // of the task before
    json.update(task);
    if (source.pooling != "auto") json[ownKey]["pooling"] = source.pooling;
    json["architectures"] = {familyNamed(source.modelType, "").classifierArchitecture};
    json["dtype"] = "float32";
    json.erase("torch_dtype"); // the older name of dtype
    json.erase("_name_or_path");
    return json;
}

} // namespace espalier
