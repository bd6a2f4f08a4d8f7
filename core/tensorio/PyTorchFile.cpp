#include "core/tensorio/PyTorchFile.h"

#include "core/tensorio/LegacyPickle.h"
#include "core/tensorio/Refusal.h"
#include "core/tensorio/ZipArchive.h"

#include <algorithm>

namespace espalier {

namespace {

// The format since PyTorch 1.6. Its entries stand under a folder of any name.
SavedObject readZip(std::string_view bytes, const fs::path& file) {
    constexpr std::string_view pickleName = "/data.pkl";
    const ZipArchive archive(bytes, file);
    const auto& entries = archive.entries();
    const auto isPickle = [&](const auto& entry) {
        return entry.first.ends_with(pickleName) &&
               entry.first.find('/') == entry.first.size() - pickleName.size();
    };
    const auto pickle = std::find_if(entries.begin(), entries.end(), isPickle);
    if (pickle == entries.end() || std::find_if(std::next(pickle), entries.end(), isPickle) != entries.end())
        refuseFile(file,
                   message("tensorio", "it is a zip archive without one data.pkl, so not of torch.save."));
    const auto top = std::string(pickle->first.substr(0, pickle->first.rfind('/') + 1));

    const auto order = entries.find(top + "byteorder");
    if (order != entries.end() && order->second != "little")
        refuseFile(file, message("tensorio", "its numbers are big-endian."), saveAgain());
    SavedObject saved{Pickle(pickle->second, file), {}};
    for (const auto& [key, storage] : saved.pickle.storages()) {
        const auto entry = entries.find(top + "data/" + std::string(key));
        if (entry == entries.end())
            refuseFile(file, message("tensorio", "storage \"{0}\" is missing.", shown(key)));
        const auto size = sizeOf(storage.type);
        if (entry->second.size() % size != 0 || entry->second.size() / size != storage.elements)
            refuseFile(file, message("tensorio",
                                     "storage \"{0}\" has {1} bytes, its pickle says {2} elements of {3}.",
                                     shown(key), entry->second.size(), storage.elements, size));
        saved.storages.emplace(key, entry->second);
    }
    return saved;
}

SavedObject readSaved(std::string_view bytes, const fs::path& file) {
    if (bytes.starts_with("PK")) return readZip(bytes, file);
    if (isLegacyPickle(bytes)) return readLegacyPickle(bytes, file);
    refuseFile(file, message("tensorio", "it is not a file of torch.save."));
}

bool holdsTensors(const PickledDict& dict) {
    return std::any_of(dict.items.begin(), dict.items.end(), [](const auto& item) {
        return std::holds_alternative<const PickledTensor*>(item.second);
    });
}

// The dictionary of tensors: the object that was saved, or where frameworks keep it inside theirs.
const PickledDict& stateDict(const Pickle& pickle, const fs::path& file) {
    constexpr int deepest = 3; // a dictionary may hold itself
    const auto* value = &pickle.value();
    const PickledDict* found = nullptr;
    for (int depth = 0; value && depth < deepest; ++depth) {
        const auto* dict = std::get_if<PickledDict*>(value);
        if (!dict) break;
        if (holdsTensors(**dict)) found = *dict;
        value = nullptr;
        for (const auto& [key, inner] : (*dict)->items)
            if (key == "state_dict" || key == "model_state_dict" || key == "model") value = &inner;
    }
    if (!found) refuseFile(file, message("tensorio", "it holds no tensors by name."), saveAgain());
    return *found;
}

} // namespace

PyTorchFile::PyTorchFile(const fs::path& file) : path_(file), mapped_(file) {
    const auto saved = readSaved(mapped_.bytes(), file);
    // Repetition by stride 0 could make terabytes of one number: no more than the file is long.
    auto room = mapped_.bytes().size();
    for (const auto& [name, value] : stateDict(saved.pickle, file).items) {
        const auto* held = std::get_if<const PickledTensor*>(&value);
        if (!held) continue;
        const auto& [storage, view] = **held;
        const auto at = saved.storages.find(storage->key);
        if (at == saved.storages.end())
            refuseFile(file, message("tensorio", "storage \"{0}\" is missing.", shown(storage->key)));
        const auto width = sizeOf(storage->type), elements = view.elements();
        TensorEntry entry{storage->type, {view.sizes.begin(), view.sizes.end()}, {}};
        if (view.isContiguous()) {
            entry.bytes = at->second.substr(view.offset * width, elements * width);
        } else {
            if (elements > room / width)
                refuseFile(file, message("tensorio",
                                         "\"{0}\" repeats its numbers to {1} elements, more than the "
                                         "whole file holds.",
                                         shown(name), elements));
            room -= elements * width;
            entry.bytes = gathered_.emplace_back(view.gathered(at->second, width));
        }
        tensors_.insert_or_assign(std::string(name), std::move(entry));
    }
}

} // namespace espalier
