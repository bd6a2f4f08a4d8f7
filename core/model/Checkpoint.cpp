#include "core/model/Checkpoint.h"

#include "core/base/Digest.h"
#include "core/base/Text.h"
#include "core/model/Device.h"
#include "core/model/Pooling.h"
#include "core/model/SentenceTransformer.h"
#include "core/model/Tensors.h"
#include "core/model/WeightNames.h"

namespace espalier {

namespace {

torch::Tensor initial(const TensorSpec& spec, double standardDeviation, at::Generator generator) {
    switch (spec.start) {
    case TensorSpec::Start::Zeros: return torch::zeros(spec.shape);
    case TensorSpec::Start::Ones: return torch::ones(spec.shape);
    case TensorSpec::Start::Normal: break;
    }
    // BERT: normal with initializer_range, Devlin et al. 2019, app. A.2 (there truncated, as Transformers
    // not)
    return torch::empty(spec.shape).normal_(0, standardDeviation, generator);
}

// Whether the head has an output for each of the labels.
bool useTokenHead(ModelConfig& config, const std::string& task) {
    if (task.empty()) return true;
    const auto& layout = tokenHeadOf(config, task);
    config.tokenHead = task;
    config.labels = labelsIn(config.json, "ForTokenClassification", "config.json");
    if (layout.textHead.empty()) config.pooling = allTokens;
    return !layout.overWords && layout.outputs == 0;
}

bool matchesHead(const std::vector<std::string>& labels, const ModelConfig& config) {
    return labels.empty() || labels == config.labels;
}

} // namespace

std::string hashOfWeights(const std::filesystem::path& folder) {
    const auto files = weightsFiles(folder);
    if (files.size() == 1) return sha256OfFile(files.front());
    std::string hashes;
    for (const auto& file : files) hashes += sha256OfFile(file);
    return sha256(hashes);
}

LoadedModel loadModel(const std::filesystem::path& folder, std::vector<std::string> labels,
                      const torch::Device& device, std::uint64_t seed, const ModelChanges& changes) {
    auto config = readConfig(folder);
    checkClassifies(config, folder.string());
    if (changes.pooling != "auto") config.pooling = changes.pooling;
    const bool namesLabels = useTokenHead(config, changes.tokenHead);
    const auto reinitialize = changes.reinitialize;
    const Weights weights(folder);
    const bool keepHead = matchesHead(labels, config), answers = labels.empty();
    if (answers) labels = config.labels;
    if (labels.empty() && namesLabels)
        throw Error(ErrorKind::Mismatch,
                    message("model", "{0} is an encoder without a classification head.", folder.string()),
                    message("model", "Train it on labelled texts first."));

    if (reinitialize > config.blocks)
        throw Error(ErrorKind::Usage, message("model", "{0} blocks can't start anew: this model has {1}.",
                                              reinitialize, config.blocks));
    LoadedModel loaded;
    const auto& family = familyNamed(config.modelType, "");
    const auto specs = tensorsOf(config, static_cast<std::int64_t>(labels.size()));
    const auto matches = matchWeights({weights, family}, config, specs, loaded.notes);
    const auto generator = makeGenerator(torch::kCPU, seed);
    std::vector<std::string> initialised;
    Parameters parameters;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const auto& spec = specs[i];
        const bool head = spec.rung == config.blocks + 2;
        const auto* entry = matches[i];
        if (head && entry && keepHead && entry->shape != spec.shape)
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" is {2}, config.json names {3} labels.",
                                weights.origin().string(), spec.name, shapeText(entry->shape),
                                labels.size()));
        const bool anew = spec.rung > config.blocks - reinitialize && spec.rung <= config.blocks;
        const bool fresh = !entry || (head && !keepHead);
        if (fresh) initialised.push_back(spec.name);
        auto value = fresh || anew ? initial(spec, config.initializerRange, generator)
                                   : toTensor(*entry).to(torch::kFloat32);
        if (entry) weights.release(*entry);
        parameters.add({spec.name, value.to(device), spec.rung, spec.byRows, spec.inByOut});
    }
    if (answers && !initialised.empty())
        throw Error(ErrorKind::Mismatch,
                    message("model",
                            "{0}: config.json names {1} labels, but the weights that tell them apart are "
                            "missing: {2}.",
                            weights.origin().string(), labels.size(), joined(initialised)),
                    message("model", "Train it on labelled texts first."));
    if (!initialised.empty())
        loaded.notes.push_back(message("model", "Not in the checkpoint, so started from random values: {0}.",
                                       joined(initialised)));
    if (reinitialize > 0)
        loaded.notes.push_back(
            message("model", "The highest {0} blocks start from random values.", reinitialize));
    loaded.model = std::make_unique<Model>(std::move(config), std::move(parameters), std::move(labels));
    return loaded;
}

void saveWeights(const Parameters& parameters, const std::filesystem::path& folder) {
    std::vector<torch::Tensor> kept; // keeps copies alive until they are written
    std::map<std::string, TensorEntry> entries;
    for (const auto& parameter : parameters.all()) {
        if (isAdapter(parameter.name)) continue;
        kept.push_back(merged(parameters, parameter).to(torch::kCPU).contiguous());
        entries.emplace(parameter.name, toEntry(kept.back()));
    }
    writeSafetensors(folder / "model.safetensors", entries);
}

void saveModel(const Model& model, const Json& task, const std::filesystem::path& source,
               std::int64_t maxLength, const std::filesystem::path& folder) {
    saveWeights(model.parameters(), folder);
    writeFileAtomically(folder / "config.json",
                        classifierConfig(model.config(), model.labels(), task).dump(2) + "\n");
    for (const auto& name : tokenizerFiles(source))
        writeFileAtomically(folder / name, readFile(source / name));
    writeSentenceTransformer(model, maxLength, folder);
    // Whoever loads the folder is to cut texts where the run did.
    const auto tokenizer = folder / "tokenizer_config.json";
    auto json = std::filesystem::exists(tokenizer) ? readJson(tokenizer) : Json::object();
    json["model_max_length"] = maxLength;
    // Some tokenizers of Transformers leave types out where they are not asked for, though the model reads
    // them.
    if (model.config().typeVocabularySize > 1 && !json.contains("model_input_names"))
        json["model_input_names"] = {"input_ids", "token_type_ids", "attention_mask"};
    writeFileAtomically(tokenizer, json.dump(2) + "\n");
}

} // namespace espalier
