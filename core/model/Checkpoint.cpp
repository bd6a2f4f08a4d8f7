#include "core/model/Checkpoint.h"

#include "core/base/Text.h"
#include "core/model/Device.h"
#include "core/model/Pooling.h"
#include "core/model/SentenceTransformer.h"
#include "core/model/Tensors.h"
#include "core/model/families/Family.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace espalier {

namespace {

bool startsWithAny(const std::string& name, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& p) { return name.starts_with(p); });
}

// What stands in the file under a classifier's name for a weight. A bare encoder leaves the prefix out, and
// checkpoints from TensorFlow call a norm's weight and bias gamma and beta.
std::vector<std::string> namesInFile(const std::string& name, const Family& family) {
    std::vector<std::string> names{name};
    const auto alias = [&](const std::string& from, const std::string& to) {
        if (name.ends_with(from)) names.push_back(name.substr(0, name.size() - from.size()) + to);
    };
    alias("LayerNorm.weight", "LayerNorm.gamma");
    alias("LayerNorm.bias", "LayerNorm.beta");
    for (std::size_t i = 0, n = names.size(); i < n; ++i)
        if (names[i].starts_with(family.prefix)) names.push_back(names[i].substr(family.prefix.size()));
    return names;
}

// Each spec's entry in the file, or nullptr where it is missing.
using Matches = std::vector<const TensorEntry*>;

Matches matchWeights(const SafetensorsFile& file, const ModelConfig& config,
                     const std::vector<TensorSpec>& specs, std::vector<Message>& notes) {
    const auto& family = familyNamed(config.modelType, "");
    std::set<std::string> used;
    if (config.pooling != "auto") { // the family's own pooler may be there, and is not read
        auto own = config;
        own.pooling = "auto";
        for (const auto& spec : tensorsOf(own, 1))
            if (spec.rung == config.blocks + 1)
                for (const auto& name : namesInFile(spec.name, family)) used.insert(name);
    }
    Matches matches;
    for (const auto& spec : specs) {
        const TensorEntry* found = nullptr;
        for (const auto& name : namesInFile(spec.name, family)) {
            const auto it = file.tensors().find(name);
            if (it == file.tensors().end()) continue;
            found = &it->second;
            used.insert(name);
            break;
        }
        const bool head = spec.name.starts_with(family.headPrefix);
        if (!found && !spec.optional)
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" is missing, config.json asks for it.",
                                file.path().string(), spec.name),
                        message("model", "Check that config.json and the weights belong together."));
        if (found && found->shape != spec.shape && !head)
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" is {2}, config.json says {3}.", file.path().string(),
                                spec.name, shapeText(found->shape), shapeText(spec.shape)),
                        message("model", "Check that config.json and the weights belong together."));
        matches.push_back(found);
    }
    std::string leftOut;
    for (const auto& [name, entry] : file.tensors()) {
        if (used.contains(name) || startsWithAny(name, family.buffers)) continue;
        if (!startsWithAny(name, family.otherHeads))
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" {2} is not expected in a {3} model.",
                                file.path().string(), name, shapeText(entry.shape), family.modelType),
                        message("model", "Check that config.json and the weights belong together."));
        if (leftOut.empty()) leftOut = name;
    }
    if (!leftOut.empty())
        notes.push_back(
            message("model", "Weights of another head are left out, the first is \"{0}\".", leftOut));
    return matches;
}

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

bool matchesHead(const std::vector<std::string>& labels, const ModelConfig& config) {
    return labels.empty() || labels == config.labels;
}

} // namespace

Anatomy anatomyOf(const ModelConfig& config, std::int64_t labels) {
    Anatomy anatomy;
    anatomy.rungs.push_back({"embeddings"});
    for (std::int64_t i = 1; i <= config.blocks; ++i) anatomy.rungs.push_back({fmt::format("block.{}", i)});
    anatomy.rungs.push_back({"pooler"});
    anatomy.rungs.push_back({"head"});
    for (const auto& spec : tensorsOf(config, labels)) {
        auto& rung = anatomy.rungs[static_cast<std::size_t>(spec.rung)];
        std::int64_t numbers = 1;
        for (const auto size : spec.shape) numbers *= size;
        rung.parameters += numbers;
        if (spec.byRows) rung.tableParameters += numbers;
        if (spec.shape.size() != 2 || rung.name == "embeddings") continue;
        (rung.name.starts_with("block.") ? rung.flopsPerToken : rung.flopsPerText) +=
            2.0 * static_cast<double>(numbers);
    }
    const auto dim = static_cast<double>(config.hiddenSize);
    for (auto& rung : anatomy.rungs)
        if (rung.name.starts_with("block.")) {
            rung.flopsPerTokenPair = 4 * dim; // queries by keys, weights by values
            // q, k, v, their mix, two sums and two norms of width dim; the feed-forward's two of its own
            // width. Dropout masks are drawn again.
            rung.activationsPerToken = 8 * dim + 2 * static_cast<double>(config.intermediateSize);
            rung.inputPerToken = dim;
        }
    anatomy.rungs.front().activationsPerToken = 4 * dim;
    anatomy.rungs.front().inputPerToken = dim;
    if (poolsTokens(config.pooling)) return anatomy; // the last block is one like the others
    // Of the last block every token gives a key and a value.
    auto& last = anatomy.rungs[static_cast<std::size_t>(config.blocks)];
    const double keysAndValues = 4 * dim * dim;
    last.flopsPerText = last.flopsPerToken - keysAndValues;
    last.flopsPerToken = keysAndValues + 4 * dim; // and is looked at by one
    last.flopsPerTokenPair = 0;
    last.activationsPerToken = 3 * dim;
    return anatomy;
}

std::filesystem::path weightsFile(const std::filesystem::path& folder) {
    const auto file = folder / "model.safetensors";
    if (std::filesystem::exists(file)) return file;
    for (const auto* other :
         {"pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "model.safetensors.index.json"})
        if (std::filesystem::exists(folder / other))
            throw Error(ErrorKind::File,
                        message("model", "{0} has its weights in {1}, which can't be read yet.",
                                folder.string(), other),
                        message("model", "Save the model as one model.safetensors file."));
    throw Error(
        ErrorKind::File, message("model", "{0} has no model.safetensors.", folder.string()),
        message("model", "Choose a folder with config.json, model.safetensors and the tokenizer's files."));
}

void checkWeights(const SafetensorsFile& file, const ModelConfig& config) {
    const auto labels = std::max<std::int64_t>(2, static_cast<std::int64_t>(config.labels.size()));
    std::vector<Message> notes;
    matchWeights(file, config, tensorsOf(config, labels), notes);
}

LoadedModel loadModel(const std::filesystem::path& folder, std::vector<std::string> labels,
                      const torch::Device& device, std::uint64_t seed, const ModelChanges& changes) {
    auto config = readConfig(folder);
    if (changes.pooling != "auto") config.pooling = changes.pooling;
    const auto reinitialize = changes.reinitialize;
    const SafetensorsFile file(weightsFile(folder));
    const bool keepHead = matchesHead(labels, config), answers = labels.empty();
    if (answers) labels = config.labels;
    if (labels.empty())
        throw Error(ErrorKind::Mismatch,
                    message("model", "{0} is an encoder without a classification head.", folder.string()),
                    message("model", "Train it on labelled texts first."));

    if (reinitialize > config.blocks)
        throw Error(ErrorKind::Usage, message("model", "{0} blocks can't start anew: this model has {1}.",
                                              reinitialize, config.blocks));
    LoadedModel loaded;
    const auto& family = familyNamed(config.modelType, "");
    const auto specs = tensorsOf(config, static_cast<std::int64_t>(labels.size()));
    const auto matches = matchWeights(file, config, specs, loaded.notes);
    const auto generator = makeGenerator(torch::kCPU, seed);
    std::vector<std::string> initialised;
    Parameters parameters;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const auto& spec = specs[i];
        const bool head = spec.name.starts_with(family.headPrefix);
        const auto* entry = matches[i];
        if (head && entry && keepHead && entry->shape != spec.shape)
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" is {2}, config.json names {3} labels.",
                                file.path().string(), spec.name, shapeText(entry->shape), labels.size()));
        const bool anew = spec.rung > config.blocks - reinitialize && spec.rung <= config.blocks;
        const bool fresh = !entry || (head && !keepHead);
        if (fresh) initialised.push_back(spec.name);
        auto value = fresh || anew ? initial(spec, config.initializerRange, generator)
                                   : toTensor(*entry).to(torch::kFloat32);
        parameters.add({spec.name, value.to(device), spec.rung, spec.byRows});
    }
    if (answers && !initialised.empty())
        throw Error(ErrorKind::Mismatch,
                    message("model",
                            "{0}: config.json names {1} labels, but the weights that tell them apart are "
                            "missing: {2}.",
                            file.path().string(), labels.size(), joined(initialised)),
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

namespace {

// Sums of squares: of the difference of a tensor and an entry of a file, and of the entry.
struct Squares {
    double moved = 0, before = 0;

    // Piece by piece: an embedding table would need its size in memory once more.
    void add(const torch::Tensor& now, const TensorEntry& was) {
        constexpr std::int64_t piece = 4096; // numbers
        const auto flat = now.flatten();
        const auto width =
            was.bytes.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, flat.numel()));
        for (std::int64_t i = 0; i < flat.numel(); i += piece) {
            const auto count = std::min(piece, flat.numel() - i);
            const auto bytes = was.bytes.substr(static_cast<std::size_t>(i) * width,
                                                static_cast<std::size_t>(count) * width);
            const auto old = toTensor({was.type, {count}, bytes}).to(torch::kFloat32);
            moved += (flat.slice(0, i, i + count) - old).square_().sum(torch::kFloat64).item<double>();
            before += old.square().sum(torch::kFloat64).item<double>();
        }
    }
};

} // namespace

std::vector<double> driftOf(const Model& model, const std::filesystem::path& checkpoint) {
    const torch::NoGradGuard guard;
    const auto& family = familyNamed(model.config().modelType, "");
    std::vector<double> drift;
    for (int rung = 0; rung < static_cast<int>(model.anatomy().rungs.size()); ++rung) {
        const SafetensorsFile file(weightsFile(checkpoint)); // anew, so that pages read before are given back
        Squares squares;
        for (const auto& parameter : model.parameters().all()) {
            if (parameter.rung != rung || isAdapter(parameter.name)) continue;
            for (const auto& name : namesInFile(parameter.name, family)) {
                const auto it = file.tensors().find(name);
                if (it == file.tensors().end() || it->second.shape != parameter.value.sizes().vec()) continue;
                squares.add(merged(model.parameters(), parameter).to(torch::kCPU), it->second);
                break;
            }
        }
        const bool fresh = model.anatomy().rungs[static_cast<std::size_t>(rung)].name == "head";
        drift.push_back(squares.before > 0 && !fresh ? std::sqrt(squares.moved / squares.before) : -1);
    }
    return drift;
}

void saveModel(const Model& model, const Json& task, const std::filesystem::path& source,
               std::int64_t maxLength, const std::filesystem::path& folder) {
    std::vector<torch::Tensor> kept; // keeps copies alive until they are written
    std::map<std::string, TensorEntry> entries;
    for (const auto& parameter : model.parameters().all()) {
        if (isAdapter(parameter.name)) continue;
        kept.push_back(merged(model.parameters(), parameter).to(torch::kCPU).contiguous());
        entries.emplace(parameter.name, toEntry(kept.back()));
    }
    writeSafetensors(folder / "model.safetensors", entries);
    writeFileAtomically(folder / "config.json",
                        classifierConfig(model.config(), model.labels(), task).dump(2) + "\n");
    for (const auto& name : tokenizerFiles(source))
        writeFileAtomically(folder / name, readFile(source / name));
    writeSentenceTransformer(model, maxLength, folder);
    // Whoever loads the folder is to cut texts where the run did.
    const auto tokenizer = folder / "tokenizer_config.json";
    auto json = std::filesystem::exists(tokenizer) ? readJson(tokenizer) : Json::object();
    json["model_max_length"] = maxLength;
    writeFileAtomically(tokenizer, json.dump(2) + "\n");
}

} // namespace espalier
