#pragma once
// The names that a state dict's pickle may ask Python to import, and what they stand for here. All others are
// refused: to a pickle, a name is code that it has run.
#include "core/tensorio/Safetensors.h"

#include <optional>

namespace espalier {

struct PickleName {
    enum class Meaning {
        Dict,      // called, it makes an empty dictionary
        Tensor,    // of storage, offset, sizes, strides
        Parameter, // of a tensor, which it is
        Storage,   // never called: the type of a storage
        Plain,     // a value beside the weights, left out whatever it was made from
    };
    Meaning meaning = Meaning::Plain;
    ElementType type = ElementType::F32; // of a storage
};

std::optional<PickleName> pickleName(std::string_view module, std::string_view name);

} // namespace espalier
