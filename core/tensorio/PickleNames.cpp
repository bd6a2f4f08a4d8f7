#include "core/tensorio/PickleNames.h"

#include <algorithm>

namespace espalier {

namespace {

using Meaning = PickleName::Meaning;

struct Row {
    std::string_view module, name;
    PickleName means;
};

constexpr Row rows[] = {
    {"collections", "OrderedDict", {Meaning::Dict}},
    {"torch._utils", "_rebuild_tensor", {Meaning::Tensor}}, // PyTorch before 0.4
    {"torch._utils", "_rebuild_tensor_v2", {Meaning::Tensor}},
    {"torch._utils", "_rebuild_parameter", {Meaning::Parameter}},
    {"torch._utils", "_rebuild_parameter_with_state", {Meaning::Parameter}},

    {"torch", "DoubleStorage", {Meaning::Storage, ElementType::F64}},
    {"torch", "FloatStorage", {Meaning::Storage, ElementType::F32}},
    {"torch", "HalfStorage", {Meaning::Storage, ElementType::F16}},
    {"torch", "BFloat16Storage", {Meaning::Storage, ElementType::BF16}},
    {"torch", "LongStorage", {Meaning::Storage, ElementType::I64}},
    {"torch", "IntStorage", {Meaning::Storage, ElementType::I32}},
    {"torch", "ShortStorage", {Meaning::Storage, ElementType::I16}},
    {"torch", "CharStorage", {Meaning::Storage, ElementType::I8}},
    {"torch", "ByteStorage", {Meaning::Storage, ElementType::U8}},
    {"torch", "BoolStorage", {Meaning::Storage, ElementType::Bool}},

    // What training frameworks keep beside the weights.
    {"torch", "Size", {}},
    {"torch", "device", {}},
    {"torch", "float64", {}},
    {"torch", "float32", {}},
    {"torch", "float16", {}},
    {"torch", "bfloat16", {}},
    {"torch", "int64", {}},
    {"builtins", "set", {}},
    {"__builtin__", "set", {}}, // as protocol 2 calls it
    {"_codecs", "encode", {}},  // of protocol 2, for bytes
};

} // namespace

std::optional<PickleName> pickleName(std::string_view module, std::string_view name) {
    const auto* row = std::find_if(std::begin(rows), std::end(rows),
                                   [&](const Row& r) { return r.module == module && r.name == name; });
    if (row == std::end(rows)) return std::nullopt;
    return row->means;
}

} // namespace espalier
