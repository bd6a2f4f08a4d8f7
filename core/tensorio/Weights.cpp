#include "core/tensorio/Weights.h"

#include "core/base/Error.h"

namespace espalier {

namespace {

[[noreturn]] void failAgainstIndex(const Message& why) {
    throw Error(ErrorKind::Format, why, message("tensorio", "Download or copy the whole folder again."));
}

} // namespace

Weights::Weights(const fs::path& folder) : found_(findWeights(folder)) {
    for (const auto& file : found_.files)
        if (found_.safetensors)
            add(safetensors_.emplace_back(file));
        else
            add(pickles_.emplace_back(file));
    for (const auto& [tensor, file] : found_.places)
        if (!tensors_.contains(tensor))
            failAgainstIndex(message("tensorio", "{0}: \"{1}\" is missing, {2} says that it is there.",
                                     file.string(), tensor, origin().string()));
}

template<class File>
void Weights::add(const File& file) {
    for (const auto& [tensor, entry] : file.tensors()) {
        const auto place = found_.places.find(tensor);
        // What the index does not name is taken along, as in Transformers.
        if (place != found_.places.end() && place->second != file.path())
            failAgainstIndex(message("tensorio", "{0}: \"{1}\" is here, {2} says in {3}.",
                                     file.path().string(), tensor, origin().string(),
                                     place->second.filename().string()));
        if (!tensors_.emplace(tensor, entry).second)
            failAgainstIndex(
                message("tensorio", "{0}: \"{1}\" is in another file, too.", file.path().string(), tensor));
    }
}

void Weights::release(const TensorEntry& entry) const {
    for (const auto& file : safetensors_) file.release(entry);
    for (const auto& file : pickles_) file.release(entry);
}

} // namespace espalier
