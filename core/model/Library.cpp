#include "core/model/Library.h"

#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/hub/Cache.h"
#include "core/model/ModelAnatomy.h"
#include "core/model/WeightNames.h"
#include "core/tokenizer/Tokenizer.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace espalier {

namespace {

constexpr int searchDepth = 4; // of folders in folders
// A model card may be any file: what is looked at is bounded. Lists of results make cards of 200 kB.
constexpr std::size_t cardBytes = 1 << 20, lineCodePoints = 4000;

struct FoundModel {
    std::string name;
    fs::path folder;
};

// A folder's path below the library: NAME or ORG/NAME. Elsewhere its own name.
std::string nameInLibrary(const fs::path& folder) {
    std::error_code error;
    const auto path = fs::relative(folder, modelRoots().front(), error).generic_string();
    return error || path.empty() || path.starts_with(".") ? folder.filename().string() : path;
}

bool isRun(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "run.json", ignored);
}

std::string nameOfModel(const fs::path& folder) {
    if (folder.filename() == "best" && isRun(folder.parent_path()))
        return nameInLibrary(folder.parent_path());
    if (const auto repository = CachedRepository::ofFolder(folder)) return repository->id();
    const auto repository = CachedRepository::ofSnapshot(folder);
    if (!repository) return nameInLibrary(folder);
    for (const auto& snapshot : repository->snapshots())
        if (snapshot.folder == folder) return snapshot.name;
    return repository->id();
}

// Hidden folders and "….tmp" are being made or removed; of the hub's cache only models are looked at.
bool isPassedOver(const std::string& name) {
    return name.starts_with(".") || name.ends_with(".tmp") || name.starts_with("datasets--") ||
           name.starts_with("spaces--");
}

void findModels(const fs::path& folder, int depth, std::vector<FoundModel>& found) {
    std::error_code ignored;
    if (fs::exists(folder / "config.json", ignored)) {
        found.push_back({nameOfModel(folder), folder});
        return;
    }
    if (const auto repository = CachedRepository::ofFolder(folder)) {
        for (const auto& snapshot : repository->snapshots())
            found.push_back({snapshot.name, snapshot.folder});
        return;
    }
    if (depth == 0) return;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_directory(ignored) && !isPassedOver(entry.path().filename().string()))
            findModels(entry.path(), depth - 1, found);
}

std::vector<FoundModel> findModels(const std::vector<fs::path>& roots) {
    std::vector<FoundModel> found;
    for (const auto& root : roots) findModels(root, searchDepth, found);
    std::set<fs::path> seen; // one added folder may lie in another
    std::erase_if(found, [&](const FoundModel& model) { return !seen.insert(model.folder).second; });
    return found;
}

// The few lines of a model card's YAML front matter that are wanted here: "key: value", or a list below
// "key:".
std::string frontMatter(const std::string& card, const std::string& key) {
    if (!card.starts_with("---")) return {};
    std::istringstream lines(card.substr(3, card.find("\n---", 3)));
    std::vector<std::string> values;
    bool inList = false;
    for (std::string line; std::getline(lines, line);) {
        if (inList && line.starts_with("- ")) {
            values.push_back(trimmed(line.substr(2)));
        } else {
            inList = line.starts_with(key + ":");
            if (inList && line.size() > key.size() + 1)
                values.push_back(trimmed(line.substr(key.size() + 1)));
        }
    }
    auto value = joined(values);
    if (value.size() > 1 && value.front() == '[' && value.back() == ']')
        value = value.substr(1, value.size() - 2);
    return value;
}

// "[words](address)" becomes its words.
std::string withoutLinks(std::string_view line) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto close = line[i] == '[' ? line.find(']', i) : std::string_view::npos;
        const bool address = close != std::string_view::npos && line.substr(close + 1).starts_with('(');
        const auto end = address ? line.find(')', close) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += line[i];
        } else {
            out += line.substr(i + 1, close - i - 1);
            i = end;
        }
    }
    return out;
}

std::string firstSentence(const std::string& card) {
    const auto end = card.starts_with("---") ? card.find("\n---", 3) : std::string::npos;
    std::istringstream lines(end == std::string::npos ? card : card.substr(end + 4));
    for (std::string line; std::getline(lines, line);) {
        line = trimmed(line);
        if (line.empty() || std::string("#<![-|`").find(line.front()) != std::string::npos) continue;
        return shortened(withoutLinks(shortened(line, lineCodePoints)), 160);
    }
    return {};
}

} // namespace

ModelInfo describeModel(const fs::path& folder, std::int64_t labels) {
    const auto config = readConfig(folder);
    checkClassifies(config, folder.string());
    const Weights weights(folder);
    checkWeights(weights, config);
    if (tokenizerFiles(folder).empty())
        throw Error(
            ErrorKind::File, message("model", "{0} has no tokenizer files.", folder.string()),
            message("model",
                    "Put tokenizer.json, or vocab.txt and tokenizer_config.json, beside the weights."));
    checkTokenizerFits(*loadTokenizer(folder), config, folder);

    ModelInfo info;
    info.name = nameOfModel(folder);
    info.folder = folder;
    info.family = config.modelType;
    info.familyTitle = familyNamed(config.modelType, "").title;
    for (const auto& file : weights.files()) info.bytes += static_cast<std::int64_t>(fs::file_size(file));
    info.hiddenSize = config.hiddenSize;
    info.vocabularySize = config.vocabularySize;
    info.maxLength = config.maxLength();
    info.labels = config.labels;
    if (labels <= 0) labels = std::max<std::int64_t>(2, static_cast<std::int64_t>(config.labels.size()));
    info.anatomy = anatomyOf(config, labels);
    if (fs::is_regular_file(folder / "README.md")) {
        const MappedFile file(folder / "README.md");
        const auto card = toUtf8(file.bytes().substr(0, cardBytes), "UTF-8"); // what is not, is replaced
        info.language = frontMatter(card, "language");
        info.license = frontMatter(card, "license");
        info.summary = firstSentence(card);
    }
    return info;
}

FamilyFacts describeFamily(const std::string& modelType, const std::string& origin) {
    FamilyFacts facts;
    try {
        facts.title = familyNamed(modelType, origin).title;
        ModelConfig config;
        config.modelType = modelType;
        checkClassifies(config, origin);
    } catch (const Error& error) {
        facts.problem = error.message();
        facts.remedy = error.remedy();
    }
    return facts;
}

void checkTokenizerFits(const Tokenizer& tokenizer, const ModelConfig& config, const fs::path& folder) {
    if (tokenizer.vocabularySize() <= config.vocabularySize) return;
    throw Error(ErrorKind::Mismatch,
                message("model",
                        "{0}: the tokenizer gives ids up to {1}, config.json's \"vocab_size\" is {2}: "
                        "expected ids below it.",
                        folder.string(), tokenizer.vocabularySize() - 1, config.vocabularySize),
                message("model", "Put the tokenizer's files that belong to these weights into the folder."));
}

std::vector<ModelInfo> listModels(const std::vector<fs::path>& roots) {
    std::vector<ModelInfo> models;
    for (const auto& [name, folder] : findModels(roots)) {
        try {
            models.push_back(describeModel(folder));
        } catch (const Error& error) {
            ModelInfo info;
            info.name = name;
            info.folder = folder;
            info.problem = error.message();
            info.remedy = error.remedy();
            models.push_back(std::move(info));
        }
    }
    std::sort(models.begin(), models.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return models;
}

fs::path modelFolderOf(const fs::path& runOrModel) {
    const auto best = runOrModel / "best";
    if (fs::exists(best / "config.json")) return best;
    if (isRun(runOrModel))
        throw Error(ErrorKind::File, message("model", "The run {0} has kept no model.", runOrModel.string()),
                    message("model", "Let it go on until it is judged, or train it again."));
    return runOrModel;
}

fs::path resolveModel(const std::string& nameOrFolder) {
    if (fs::is_directory(nameOrFolder)) return modelFolderOf(fs::canonical(nameOrFolder));
    const auto found = findModels(modelRoots());
    std::vector<std::string> known;
    for (const auto& [name, folder] : found) {
        if (name == nameOrFolder || name + "@main" == nameOrFolder) return folder;
        known.push_back(name);
    }
    for (const auto& [name, folder] : found) // NAME alone will do where it is in a folder of the library
        if (folder.filename() == nameOrFolder) return folder;
    throw Error(
        ErrorKind::File,
        message("model", "There is no folder and no model in the library called \"{0}\".", nameOrFolder),
        known.empty() ? message("model", "The library, {0}, is empty.", modelRoots().front().string())
                      : message("model", "In the library: {0}.", joined(known)));
}

} // namespace espalier
