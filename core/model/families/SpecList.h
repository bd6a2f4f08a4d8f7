#pragma once
// The weights of a family in the order of its rungs.
#include "core/model/families/Family.h"
#include "core/model/layers/PostNormBlock.h"

namespace espalier {

class SpecList {
public:
    void nextRung() { ++rung_; }
    void add(const std::string& name, std::vector<std::int64_t> shape, TensorSpec::Start start,
             bool optional = false);
    void normal(const std::string& name, std::vector<std::int64_t> shape); // started from normal numbers
    void table(const std::string& name, std::int64_t rows,
               std::int64_t width); // of which a batch reads few rows
    void linear(const std::string& name, std::int64_t out, std::int64_t in, bool optional = false);
    void matrix(const std::string& name, std::int64_t out, std::int64_t in,
                bool optional = false); // a linear layer without bias
    void norm(const std::string& name, std::int64_t width, bool optional = false);
    void scale(const std::string& name, std::int64_t width, bool optional = false); // a norm without bias
    // The highest two rungs: a dense layer before the one that classifies.
    void poolerAndHead(const std::string& pooler, const std::string& head, std::int64_t labels,
                       std::int64_t width);
    // The weights of a block; they are of the rung at hand.
    void postNormBlock(const ModelConfig& config, const std::string& prefix, const BlockNames& names);
    // One a block, each a rung.
    void postNormBlocks(const ModelConfig& config, const std::string& prefix, const BlockNames& names);
    void markInByOut(const std::string& ending); // of the matrices added so far whose names end so
    std::vector<TensorSpec> take() { return std::move(specs_); }

private:
    std::vector<TensorSpec> specs_;
    int rung_ = 0;
};

} // namespace espalier
