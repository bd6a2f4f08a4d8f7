#include "core/model/families/Family.h"

#include "core/base/Text.h"

namespace espalier {

extern const Family bertFamily, distilBertFamily, electraFamily;

namespace {

const std::vector<const Family*>& families() {
    static const std::vector<const Family*> all{&bertFamily, &distilBertFamily, &electraFamily};
    return all;
}

} // namespace

const Family& familyNamed(const std::string& modelType, const std::string& origin) {
    for (const auto* family : families())
        if (family->modelType == modelType) return *family;
    std::vector<std::string> known;
    for (const auto* family : families()) known.push_back(family->modelType);
    throw Error(ErrorKind::Format,
                message("model", "{0}: the model family \"{1}\" is not supported.", origin, modelType),
                message("model", "Supported: {0}.", joined(known)));
}

std::vector<TensorSpec> tensorsOf(const ModelConfig& config, std::int64_t labels) {
    auto specs = familyNamed(config.modelType, "").tensors(config, labels);
    if (config.pooling == "auto") return specs;
    const auto pooler = static_cast<int>(config.blocks) + 1;
    std::erase_if(specs, [&](const auto& spec) { return spec.rung == pooler; });
    if (config.pooling == "attention") // it begins as the mean
        specs.push_back({poolingQuery, {config.hiddenSize}, pooler, TensorSpec::Start::Zeros, true});
    return specs;
}

} // namespace espalier
