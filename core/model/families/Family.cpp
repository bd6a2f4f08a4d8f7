#include "core/model/families/Family.h"

#include "core/base/Text.h"
#include "core/model/families/TokenHead.h"

namespace espalier {

extern const Family albertFamily, bartFamily, bertFamily, camembertFamily, debertaFamily, distilBertFamily,
    electraFamily, gpt2Family, llamaFamily, marianFamily, mbartFamily, modernBertFamily, mpnetFamily,
    mt5Family, preNormRobertaFamily, qwen2Family, robertaFamily, t5Family, xlmRobertaFamily, xlnetFamily;

namespace {

const std::vector<const Family*>& families() {
    static const std::vector<const Family*> all{
        &albertFamily,     &bartFamily,       &bertFamily,  &camembertFamily,  &debertaFamily,
        &distilBertFamily, &electraFamily,    &gpt2Family,  &llamaFamily,      &marianFamily,
        &mbartFamily,      &modernBertFamily, &mpnetFamily, &mt5Family,        &preNormRobertaFamily,
        &qwen2Family,      &robertaFamily,    &t5Family,    &xlmRobertaFamily, &xlnetFamily};
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

TokenHeadLayout wordLabels(const std::string& architectures, const std::string& projection) {
    return {.task = "token-classification",
            .architecture = architectures + "ForTokenClassification",
            .projection = projection,
            .bias = projection + ".bias"};
}

TokenHeadLayout answerSpans(const std::string& architectures) {
    return {.task = "question-answering",
            .architecture = architectures + "ForQuestionAnswering",
            .projection = "qa_outputs",
            .bias = "qa_outputs.bias",
            .outputs = 2};
}

void checkClassifies(const ModelConfig& config, const std::string& origin) {
    const auto& family = familyNamed(config.modelType, origin);
    if (family.makeEncoder) return;
    throw Error(
        ErrorKind::Mismatch,
        message("model",
                "{0}: a {1} model reads a text to write another, and can't be trained as a classifier.",
                origin, family.title),
        message("model", "Choose a model that reads, as BERT, or one that writes on, as GPT-2."));
}

std::string textHeadOf(const ModelConfig& config) {
    if (!config.tokenHead.empty()) return tokenHeadOf(config, config.tokenHead).textHead;
    const auto& prefix = familyNamed(config.modelType, "").headPrefix;
    return prefix.substr(0, prefix.size() - 1);
}

namespace {

// Of a model that answers for every token: the encoder, the head, and the pooler where a second head reads
// it.
std::vector<TensorSpec> withTokenHead(std::vector<TensorSpec> specs, const ModelConfig& config,
                                      std::int64_t labels) {
    const auto& layout = tokenHeadOf(config, config.tokenHead);
    const auto pooler = static_cast<int>(config.blocks) + 1;
    const auto highest = layout.textHead.empty() ? pooler - 1 : pooler;
    std::erase_if(specs, [&](const auto& spec) { return spec.rung > highest; });
    SpecList head;
    for (int rung = 0; rung <= pooler; ++rung) head.nextRung();
    addTokenHead(head, layout, config, labels);
    if (!layout.textHead.empty()) head.linear(layout.textHead, 2, config.hiddenSize, true);
    for (auto& spec : head.take()) specs.push_back(std::move(spec));
    return specs;
}

} // namespace

std::vector<TensorSpec> tensorsOf(const ModelConfig& config, std::int64_t labels) {
    auto specs = familyNamed(config.modelType, "").tensors(config, labels);
    if (!config.tokenHead.empty()) return withTokenHead(std::move(specs), config, labels);
    if (config.pooling == "auto") return specs;
    const auto pooler = static_cast<int>(config.blocks) + 1;
    std::erase_if(specs, [&](const auto& spec) { return spec.rung == pooler; });
    if (config.pooling == "attention") // it begins as the mean
        specs.push_back({poolingQuery, {config.hiddenSize}, pooler, TensorSpec::Start::Zeros, true});
    return specs;
}

} // namespace espalier
