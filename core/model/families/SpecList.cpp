#include "core/model/families/SpecList.h"

namespace espalier {

using Start = TensorSpec::Start;

void SpecList::add(const std::string& name, std::vector<std::int64_t> shape, Start start, bool optional) {
    specs_.push_back({name, std::move(shape), rung_, start, optional});
}

void SpecList::normal(const std::string& name, std::vector<std::int64_t> shape) {
    add(name, std::move(shape), Start::Normal);
}

void SpecList::table(const std::string& name, std::int64_t rows, std::int64_t width) {
    normal(name, {rows, width});
    specs_.back().byRows = true;
}

void SpecList::linear(const std::string& name, std::int64_t out, std::int64_t in, bool optional) {
    matrix(name, out, in, optional);
    add(name + ".bias", {out}, Start::Zeros, optional);
}

void SpecList::matrix(const std::string& name, std::int64_t out, std::int64_t in, bool optional) {
    add(name + ".weight", {out, in}, Start::Normal, optional);
}

void SpecList::norm(const std::string& name, std::int64_t width, bool optional) {
    scale(name, width, optional);
    add(name + ".bias", {width}, Start::Zeros, optional);
}

void SpecList::scale(const std::string& name, std::int64_t width, bool optional) {
    add(name + ".weight", {width}, Start::Ones, optional);
}

void SpecList::poolerAndHead(const std::string& pooler, const std::string& head, std::int64_t labels,
                             std::int64_t width) {
    nextRung();
    linear(pooler, width, width, true);
    nextRung();
    linear(head, labels, width, true);
}

void SpecList::postNormBlock(const ModelConfig& c, const std::string& prefix, const BlockNames& names) {
    for (const auto& name : {names.query, names.key, names.value, names.attentionOutput})
        linear(prefix + name, c.hiddenSize, c.hiddenSize);
    norm(prefix + names.attentionNorm, c.hiddenSize);
    linear(prefix + names.inner, c.intermediateSize, c.hiddenSize);
    linear(prefix + names.output, c.hiddenSize, c.intermediateSize);
    norm(prefix + names.outputNorm, c.hiddenSize);
    if (c.queriesMeetDistances) normal(prefix + names.distances, {2 * c.maxPositions - 1, c.headSize()});
}

void SpecList::postNormBlocks(const ModelConfig& c, const std::string& prefix, const BlockNames& names) {
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        nextRung();
        postNormBlock(c, fmt::format("{}{}.", prefix, i), names);
    }
}

void SpecList::markInByOut(const std::string& ending) {
    for (auto& spec : specs_)
        if (spec.name.ends_with(ending)) spec.inByOut = true;
}

} // namespace espalier
