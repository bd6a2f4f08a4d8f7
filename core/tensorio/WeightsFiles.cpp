#include "core/tensorio/WeightsFiles.h"

#include "core/base/Json.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

struct Form {
    const char* name;
    bool safetensors, index;
};
constexpr Form forms[] = {{"model.safetensors", true, false},
                          {"model.safetensors.index.json", true, true},
                          {"pytorch_model.bin", false, false},
                          {"pytorch_model.bin.index.json", false, true}};

void readIndex(WeightsFiles& found) {
    const auto origin = found.origin.string();
    const auto index = readJson(found.origin);
    const auto& map = memberOf(index, "weight_map");
    if (!map.is_object() || map.empty())
        failKey(origin, "weight_map", "a table of tensors and their files", map);
    std::set<fs::path> files;
    std::error_code ignored; // what can't be looked at is not there
    for (const auto& [tensor, value] : map.items()) {
        const auto name = value.is_string() ? value.get<std::string>() : "";
        // Only a name: an index must not lead out of its folder.
        if (name.empty() || name == "." || name == ".." ||
            name.find_first_of(std::string("/\\\0", 3)) != name.npos)
            failKey(origin, "weight_map." + tensor, "the name of a file beside it", value);
        const auto file = found.origin.parent_path() / name;
        if (files.insert(file).second && !fs::is_regular_file(file, ignored))
            throw Error(ErrorKind::File,
                        message("tensorio", "{0} is missing, {1} names it.", file.string(), origin),
                        message("tensorio", "Download or copy the whole folder again."));
        found.places.emplace(tensor, file);
    }
    found.files.assign(files.begin(), files.end());
}

// Weights of other programs, and what makes Transformers read them.
struct OtherKind {
    const char* ending; // of a name in the folder
    const char* kind;
    const char* argument; // "": Transformers can't
};
constexpr OtherKind otherKinds[] = {{".h5", "TensorFlow", "from_tf=True"},
                                    {".h5.index.json", "TensorFlow", "from_tf=True"},
                                    {".ckpt.index", "TensorFlow", "from_tf=True"},
                                    {".msgpack", "Flax", "from_flax=True"},
                                    {".msgpack.index.json", "Flax", "from_flax=True"},
                                    {".gguf", "GGUF", "gguf_file=\"{}\""},
                                    {"onnx", "ONNX", ""}}; // also a folder of that name

Message conversion(const OtherKind& other, const std::string& folder, const std::string& name) {
    if (!*other.argument)
        return message("tensorio", "Such files are for inference alone: get the model's model.safetensors.");
    // Transformers 5 has left TensorFlow and Flax behind.
    return message(
        "tensorio",
        "Convert it in Python with Transformers 4: from transformers import AutoModel; "
        "AutoModel.from_pretrained(\"{0}\", {1}).save_pretrained(\"{0}\"). To keep a head, write its class "
        "for AutoModel, such as AutoModelForSequenceClassification.",
        folder, fmt::format(fmt::runtime(other.argument), name));
}

void refuseOtherKinds(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        names.insert(entry.path().filename().string());
    for (const auto& other : otherKinds)
        for (const auto& name : names)
            if (name.ends_with(other.ending))
                throw Error(ErrorKind::File,
                            message("tensorio",
                                    "{0} has its weights for {1} only ({2}), which can't be read here.",
                                    folder.string(), other.kind, name),
                            conversion(other, folder.string(), name));
}

} // namespace

WeightsFiles findWeights(const fs::path& folder) {
    for (const auto& form : forms) {
        WeightsFiles found{folder / form.name, form.safetensors, {}, {}};
        std::error_code ignored;
        if (!fs::exists(found.origin, ignored)) continue;
        if (form.index)
            readIndex(found);
        else
            found.files = {found.origin};
        return found;
    }
    refuseOtherKinds(folder);
    throw Error(
        ErrorKind::File,
        message("tensorio", "{0} has neither model.safetensors nor pytorch_model.bin.", folder.string()),
        message("tensorio", "Choose a folder with config.json, the weights and the tokenizer's files."));
}

std::vector<fs::path> weightsFiles(const fs::path& folder) {
    return findWeights(folder).files;
}

} // namespace espalier
