#include "core/hub/ModelFiles.h"

#include "core/base/Json.h"
#include "core/base/Text.h"
#include "core/hub/Names.h"
#include "core/tokenizer/Tokenizer.h"

#include <algorithm>

namespace espalier {

namespace {

// Beside config.json, weights and tokenizer. Whoever passes a model on passes on its licence.
const std::set<std::string> companions = {
    "generation_config.json",
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "1_Pooling/config.json",
    "README.md",
    "LICENSE",
    "LICENSE.txt",
    "LICENSE.md",
    "NOTICE",
};

constexpr const char* wholeWeights[] = {"model.safetensors", "pytorch_model.bin"};
constexpr const char* unreadable[] = {"tf_model.h5", "flax_model.msgpack", "model.ckpt.index",
                                      "rust_model.ot"};

// The files that "weight_map" spreads the tensors over.
std::set<std::string> shardsOf(const std::string& index, const std::string& origin, const std::string& text,
                               const std::set<std::string>& names) {
    const auto where = origin + "/" + index;
    const auto json = parseJson(text, where);
    const auto& map = json.is_object() ? memberOf(json, "weight_map") : json;
    if (!map.is_object() || map.empty()) failKey(where, "weight_map", "an object that names files", map);
    std::set<std::string> shards;
    for (const auto& [tensor, file] : map.items()) {
        if (!file.is_string()) failKey(where, tensor, "the name of a file", file);
        const auto name = file.get<std::string>();
        requireSafePath(name, where);
        if (!names.contains(name))
            throw Error(
                ErrorKind::Format,
                message("hub", "{0} puts \"{1}\" into {2}, which is not there.", where, shownName(tensor),
                        name),
                message("hub",
                        "The model is incomplete: fetch all of its files, or choose another revision."));
        shards.insert(name);
    }
    return shards;
}

[[noreturn]] void failWithoutWeights(const std::set<std::string>& names, const std::string& origin) {
    for (const char* name : unreadable)
        if (names.contains(name))
            throw Error(
                ErrorKind::Format,
                message("hub",
                        "{0} has its weights in {1} alone, expected model.safetensors or "
                        "pytorch_model.bin.",
                        origin, name),
                message("hub", "Convert them with Transformers: AutoModel.from_pretrained(…, from_tf=True or "
                               "from_flax=True), then save_pretrained."));
    throw Error(
        ErrorKind::Format,
        message("hub", "{0} has no weights: expected model.safetensors or pytorch_model.bin.", origin),
        message("hub", "Choose another model or revision."));
}

} // namespace

std::vector<std::string> neededFiles(const std::set<std::string>& names, const std::string& origin,
                                     const std::function<std::string(const std::string&)>& read) {
    if (!names.contains("config.json"))
        throw Error(ErrorKind::Format, message("hub", "{0} has no config.json: it is no model.", origin),
                    message("hub", "Choose a model in Transformers' format."));
    std::vector<std::string> needed{"config.json"};
    for (const auto& name : names)
        if (companions.contains(name) || isTokenizerFile(name)) needed.push_back(name);
    for (const std::string whole : wholeWeights) {
        if (names.contains(whole)) {
            needed.push_back(whole);
            return needed;
        }
        const auto index = whole + ".index.json";
        if (!names.contains(index)) continue;
        const auto shards = shardsOf(index, origin, read(index), names);
        needed.push_back(index);
        needed.insert(needed.end(), shards.begin(), shards.end());
        return needed;
    }
    failWithoutWeights(names, origin);
}

std::set<std::string> filesIn(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    std::set<std::string> names;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::end(it);
         it.increment(error))
        if (std::error_code ignored; it->is_symlink(ignored) || it->is_regular_file(ignored))
            names.insert(it->path().lexically_relative(folder).generic_string());
    return names;
}

} // namespace espalier
