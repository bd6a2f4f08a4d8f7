#include "core/model/Tensors.h"

#include <array>
#include <utility>

namespace espalier {

namespace {
constexpr std::array<std::pair<ElementType, torch::ScalarType>, 10> types{
    {{ElementType::F64, torch::kFloat64},
     {ElementType::F32, torch::kFloat32},
     {ElementType::F16, torch::kFloat16},
     {ElementType::BF16, torch::kBFloat16},
     {ElementType::I64, torch::kInt64},
     {ElementType::I32, torch::kInt32},
     {ElementType::I16, torch::kInt16},
     {ElementType::I8, torch::kInt8},
     {ElementType::U8, torch::kUInt8},
     {ElementType::Bool, torch::kBool}}};
} // namespace

torch::ScalarType scalarType(ElementType type) {
    return std::find_if(types.begin(), types.end(), [&](const auto& t) { return t.first == type; })->second;
}

torch::Tensor toTensor(const TensorEntry& entry) {
    auto tensor = torch::empty(entry.shape, scalarType(entry.type));
    if (!entry.bytes.empty()) std::memcpy(tensor.data_ptr(), entry.bytes.data(), entry.bytes.size());
    return tensor;
}

TensorEntry toEntry(const torch::Tensor& tensor) {
    TORCH_CHECK(tensor.is_contiguous() && tensor.is_cpu(), "toEntry wants a contiguous CPU tensor");
    const auto row = std::find_if(types.begin(), types.end(),
                                  [&](const auto& t) { return t.second == tensor.scalar_type(); });
    return {row->first,
            tensor.sizes().vec(),
            {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()}};
}

} // namespace espalier
