#pragma once
// The pickle of a PyTorch state dict, read by a machine that knows the operations that torch.save writes for
// tensors in dictionaries, and no others. Nothing is imported and nothing called: "rebuild this tensor"
// becomes a PickledTensor that says where its numbers lie. What the operations do:
// https://github.com/python/cpython/blob/main/Lib/pickletools.py
#include "core/tensorio/PickleNames.h"
#include "core/tensorio/StridedView.h"

#include <deque>
#include <variant>

namespace espalier {

// Numbers that stand outside the pickle, under a key; tied weights share one.
struct PickledStorage {
    std::string_view key;
    ElementType type = ElementType::F32;
    std::uint64_t elements = 0;
};

struct PickledTensor {
    const PickledStorage* storage = nullptr;
    StridedView view; // lies within it
};

struct PickledSequence;
struct PickledDict;

// monostate: None, and whatever has no part in a state dict. Pointers are into the Pickle; the same object
// may be reached on many ways, even from inside itself.
using PickledValue =
    std::variant<std::monostate, bool, std::int64_t, std::string_view, PickleName, PickledSequence*,
                 PickledDict*, const PickledStorage*, const PickledTensor*>;

struct PickledSequence { // a list or a tuple
    std::vector<PickledValue> items;
};

struct PickledDict { // those of its keys that are texts, as they were set; a later one replaces an earlier
    std::vector<std::pair<std::string_view, PickledValue>> items;
};

class Pickle {
public:
    // Reads the pickle at the beginning of `bytes`, which must outlive it; `file` is for messages. Memory and
    // time are bounded by the bytes read, and by a limit on operations.
    Pickle(std::string_view bytes, const fs::path& file);

    const PickledValue& value() const { return value_; }
    std::size_t length() const { return length_; } // in bytes; more may follow
    const std::map<std::string_view, PickledStorage>& storages() const { return storages_; }

private:
    friend class PickleMachine;
    // Flat, so that no depth of nesting is felt when they are destroyed; addresses stay.
    std::deque<PickledSequence> sequences_;
    std::deque<PickledDict> dicts_;
    std::deque<PickledTensor> tensors_;
    std::map<std::string_view, PickledStorage> storages_;
    PickledValue value_;
    std::size_t length_ = 0;
};

} // namespace espalier
