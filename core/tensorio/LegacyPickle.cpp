#include "core/tensorio/LegacyPickle.h"

#include "core/tensorio/Refusal.h"

#include <cstring>

namespace espalier {

namespace {

// 0x1950a86a20f9469cfc6c as a pickled number, behind the head of a pickle of protocol 2 or 4.
constexpr std::string_view magic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
constexpr std::size_t longestHead = 11;
constexpr std::int64_t knownVersion = 1001;

template<class T>
bool isValue(const PickledValue& value, T expected) {
    const auto* held = std::get_if<T>(&value);
    return held && *held == expected;
}

class Reader {
public:
    Reader(std::string_view bytes, const fs::path& file) : rest_(bytes), file_(file) {}

    Pickle pickle() {
        Pickle pickle(rest_, file_);
        rest_.remove_prefix(pickle.length());
        return pickle;
    }
    void skipHead();
    std::string_view storage(const PickledStorage& storage);

private:
    std::string_view rest_;
    const fs::path& file_;
};

void Reader::skipHead() {
    pickle(); // the magic number
    const auto version = pickle();
    if (!isValue(version.value(), knownVersion))
        refuseFile(file_, message("tensorio", "it is of another version of PyTorch's format than {0}.",
                                  knownVersion));
    const auto system = pickle();
    if (const auto* facts = std::get_if<PickledDict*>(&system.value()))
        for (const auto& [key, value] : (*facts)->items)
            if (key == "little_endian" && isValue(value, false))
                refuseFile(file_, message("tensorio", "its numbers are big-endian."), saveAgain());
}

std::string_view Reader::storage(const PickledStorage& storage) {
    std::uint64_t elements = 0;
    const auto size = sizeOf(storage.type);
    if (rest_.size() >= sizeof elements) std::memcpy(&elements, rest_.data(), sizeof elements);
    if (rest_.size() < sizeof elements || elements > (rest_.size() - sizeof elements) / size)
        refuseFile(file_, message("tensorio", "it ends within storage \"{0}\".", shown(storage.key)));
    if (elements != storage.elements)
        refuseFile(file_, message("tensorio", "storage \"{0}\" has {1} elements, its pickle says {2}.",
                                  shown(storage.key), elements, storage.elements));
    const auto bytes = rest_.substr(sizeof elements, elements * size);
    rest_.remove_prefix(sizeof elements + bytes.size());
    return bytes;
}

} // namespace

bool isLegacyPickle(std::string_view bytes) {
    return bytes.starts_with('\x80') && bytes.substr(0, longestHead + magic.size()).find(magic) != bytes.npos;
}

SavedObject readLegacyPickle(std::string_view bytes, const fs::path& file) {
    Reader reader(bytes, file);
    reader.skipHead();
    SavedObject saved{reader.pickle(), {}};
    const auto keys = reader.pickle();
    const auto* listed = std::get_if<PickledSequence*>(&keys.value());
    if (!listed) refuseFile(file, message("tensorio", "its list of storages is missing."));
    for (const auto& item : (*listed)->items) {
        const auto* key = std::get_if<std::string_view>(&item);
        const auto known = key ? saved.pickle.storages().find(*key) : saved.pickle.storages().end();
        if (known == saved.pickle.storages().end() || saved.storages.contains(*key))
            refuseFile(file, message("tensorio", "its list of storages does not fit its pickle."));
        saved.storages.emplace(*key, reader.storage(known->second));
    }
    return saved;
}

} // namespace espalier
