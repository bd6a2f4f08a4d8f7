#include "core/model/families/TokenHead.h"

#include "core/base/Text.h"
#include "core/model/layers/Activation.h"

namespace espalier {

namespace {

bool tiesWords(const TokenHeadLayout& layout, const ModelConfig& config) {
    return !layout.words.empty() &&
           valueOr<bool>(config.json, "tie_word_embeddings", layout.tiedByDefault, "");
}

// Of the table of words: narrower than the blocks in some families.
std::int64_t wordWidth(const ModelConfig& c) {
    return c.embeddingSize > 0 ? c.embeddingSize : c.hiddenSize;
}

std::int64_t widthBefore(const TokenHeadLayout& layout, const ModelConfig& c) {
    return layout.overWords && !layout.dense.empty() ? wordWidth(c) : c.hiddenSize;
}

} // namespace

const TokenHeadLayout& tokenHeadOf(const ModelConfig& config, const std::string& task) {
    const auto& family = familyNamed(config.modelType, "");
    std::vector<std::string> known;
    for (const auto& layout : family.tokenHeads) {
        if (layout.task == task) return layout;
        known.push_back(layout.task);
    }
    throw Error(ErrorKind::Mismatch,
                message("model", "A {0} model has no head for \"{1}\".", family.title, task),
                message("model", "It has those for {0}.", joined(known)));
}

void addTokenHead(SpecList& specs, const TokenHeadLayout& layout, const ModelConfig& c, std::int64_t labels) {
    const auto width = widthBefore(layout, c);
    if (!layout.dense.empty() && layout.plain) specs.matrix(layout.dense, width, c.hiddenSize, true);
    if (!layout.dense.empty() && !layout.plain) specs.linear(layout.dense, width, c.hiddenSize, true);
    if (!layout.norm.empty() && layout.plain) specs.scale(layout.norm, width, true);
    if (!layout.norm.empty() && !layout.plain) specs.norm(layout.norm, width, true);
    const auto outputs = layout.overWords ? c.vocabularySize : layout.outputs > 0 ? layout.outputs : labels;
    if (!tiesWords(layout, c)) specs.matrix(layout.projection, outputs, width, true);
    if (!layout.bias.empty()) specs.add(layout.bias, {outputs}, TensorSpec::Start::Zeros, true);
}

TokenHead::TokenHead(const TokenHeadLayout& layout, const ModelConfig& config, const Parameters& p)
    : layout_(layout), activation_(layout.activation.empty() ? config.activation : layout.activation),
      dropout_(layout.overWords || layout.outputs > 0 ? 0 : config.classifierDropout) {
    if (!layout.dense.empty()) dense_.emplace(p, layout.dense);
    if (!layout.norm.empty()) norm_.emplace(p, layout.norm, config.normEpsilon);
    projection_ = p.at((tiesWords(layout, config) ? layout.words : layout.projection) + ".weight");
    if (!layout.bias.empty()) bias_ = p.at(layout.bias);
}

torch::Tensor TokenHead::operator()(const torch::Tensor& hidden, const Forward& forward) const {
    auto x = dropout(hidden.to(torch::kFloat32), dropout_, forward);
    if (dense_) x = activated((*dense_)(x, forward), activation_);
    if (norm_) x = (*norm_)(x);
    return torch::linear(x, projection_, bias_);
}

} // namespace espalier
