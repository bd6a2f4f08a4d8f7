#include "core/model/NewVocabulary.h"

#include "core/base/Files.h"
#include "core/model/Config.h"
#include "core/model/Library.h"
#include "core/model/WeightNames.h"
#include "core/tensorio/Rows.h"

#include <algorithm>
#include <deque>
#include <set>

namespace espalier {

namespace {

void checkFamily(const Family& family, const fs::path& checkpoint) {
    const auto remedy = message("model", "Choose a model such as BERT, RoBERTa or XLM-RoBERTa.");
    if (!family.makeEncoder)
        throw Error(
            ErrorKind::Mismatch,
            message("model",
                    "{0}: a {1} model can't be given another vocabulary: it reads and writes, and has "
                    "tables of tokens for both.",
                    checkpoint.string(), family.title),
            remedy);
    if (family.modelType == "xlnet")
        throw Error(ErrorKind::Mismatch,
                    message("model",
                            "{0}: a {1} model can't be given another vocabulary: it judges a text by a last "
                            "token that other tokenizers put first.",
                            checkpoint.string(), family.title),
                    remedy);
}

// The roles that a config.json names by id. Where a kind has no token of a role, one that does the same.
void setIds(Json& json, const VocabularyKind& kind) {
    constexpr std::pair<const char*, const char*> roles[] = {{"pad", "pad"}, {"unk", "unk"}, {"mask", "mask"},
                                                             {"cls", "bos"}, {"bos", "cls"}, {"sep", "eos"},
                                                             {"eos", "sep"}};
    const auto has = [&](const std::string& role) {
        return std::any_of(kind.roles.begin(), kind.roles.end(),
                           [&](const auto& r) { return r.first == role; });
    };
    for (const auto& [role, other] : roles) {
        const auto key = std::string(role) + "_token_id";
        if (memberOf(json, key).is_null() && role != std::string_view("pad")) continue;
        for (const std::string name : {role, other})
            if (has(name + "_token")) {
                json[key] = kind.idOf(name + "_token")[1];
                break;
            }
    }
}

Json newConfig(const ModelConfig& old, const TrainedVocabulary& vocabulary, const Family& family,
               const fs::path& checkpoint) {
    Json json = old.json;
    json["vocab_size"] = vocabulary.tokens.size();
    setIds(json, vocabularyKindNamed(vocabulary.settings.kind));
    const auto now = family.readConfig(json, checkpoint.string());
    if (now.firstPosition != old.firstPosition)
        throw Error(ErrorKind::Mismatch,
                    message("model",
                            "{0}: a {1} model counts places from the id of its padding, which is {2}; in a "
                            "{3} vocabulary that is {4}.",
                            checkpoint.string(), family.title, old.firstPosition - 1,
                            vocabulary.settings.kind, now.firstPosition - 1),
                    message("model", "Train a vocabulary of the kind that the model has."));
    return json;
}

// Names in the file of all tensors with a row a token.
std::set<std::string> tablesOf(const WeightNames& names, const ModelConfig& config, const Family& family) {
    std::set<std::string> tables;
    const auto add = [&](const std::string& name) {
        for (const auto& inFile : names.inFile(name)) {
            const auto at = names.weights().tensors().find(inFile);
            if (at != names.weights().tensors().end() && !at->second.shape.empty() &&
                at->second.shape[0] == config.vocabularySize)
                tables.insert(inFile);
        }
    };
    for (const auto& spec : family.tensors(config, 2))
        if (spec.byRows) add(spec.name);
    for (const auto& head : family.tokenHeads) {
        if (!head.overWords) continue;
        add(head.projection + ".weight");
        add(head.projection + ".bias");
        if (!head.bias.empty()) add(head.bias);
    }
    return tables;
}

void writeWeights(const WeightNames& names, const std::set<std::string>& tables, const TokenSources& sources,
                  const fs::path& file, const StopToken& stop) {
    std::deque<std::string> made;
    auto tensors = names.weights().tensors();
    for (const auto& name : tables) {
        throwIfStopped(stop);
        auto& entry = tensors.at(name);
        made.push_back(meanRows(entry, sources.ids, name));
        entry.shape[0] = static_cast<std::int64_t>(sources.ids.size());
        entry.bytes = made.back();
    }
    writeSafetensors(file, tensors);
}

// Model cards, licences, and the folders that sentence-transformers numbers: "1_Pooling".
bool goesAlong(const fs::directory_entry& entry) {
    const auto name = entry.path().filename().string();
    if (entry.is_directory()) return std::isdigit(static_cast<unsigned char>(name.front())) != 0;
    const auto ending = entry.path().extension();
    const bool text = ending == ".json" || ending == ".md" || ending == ".txt" || name.starts_with("LICENSE");
    return entry.is_regular_file() && text && !isTokenizerFile(name) && !name.ends_with(".index.json") &&
           name != "config.json" && name != "MANIFEST.json";
}

void copyOthers(const fs::path& checkpoint, const fs::path& folder, const VocabularyKind& kind) {
    for (const auto& entry : fs::directory_iterator(checkpoint)) {
        if (!goesAlong(entry)) continue;
        const auto to = folder / entry.path().filename();
        if (entry.path().filename() == "generation_config.json") {
            Json json = readJson(entry.path());
            setIds(json, kind);
            writeFileAtomically(to, json.dump(2) + "\n");
        } else {
            fs::copy(entry.path(), to, fs::copy_options::recursive);
        }
    }
}

} // namespace

TokenSources giveVocabulary(const fs::path& checkpoint, const TrainedVocabulary& vocabulary,
                            const fs::path& target, const StopToken& stop) {
    const auto config = readConfig(checkpoint);
    const auto& family = familyNamed(config.modelType, checkpoint.string());
    checkFamily(family, checkpoint);
    const Json json = newConfig(config, vocabulary, family, checkpoint);
    const auto old = loadTokenizer(checkpoint);
    checkTokenizerFits(*old, config, checkpoint);
    const auto sources = sourcesOf(vocabulary, *old, checkpoint);
    const Weights weights(checkpoint);
    const WeightNames names(weights, family);

    std::error_code ignored;
    if (fs::exists(target) && (!fs::is_directory(target) || !fs::is_empty(target, ignored)))
        throw Error(ErrorKind::File,
                    message("model", "{0} exists already and is not empty.", target.string()),
                    message("model", "Choose another folder, or empty this one first."));
    if (target.has_parent_path()) fs::create_directories(target.parent_path(), ignored);
    buildFolderAtomically(target, [&](const fs::path& folder) {
        writeFileAtomically(folder / "config.json", json.dump(2) + "\n");
        writeVocabulary(vocabulary, folder, old->modelMaxLength(), config.typeVocabularySize > 1);
        copyOthers(checkpoint, folder, vocabularyKindNamed(vocabulary.settings.kind));
        writeWeights(names, tablesOf(names, config, family), sources, folder / "model.safetensors", stop);
        describeModel(folder); // throws where a table was missed
        throwIfStopped(stop);
    });
    return sources;
}

} // namespace espalier
