#pragma once
// A model's weights found in files, under whatever names they have there.
#include "core/base/Message.h"
#include "core/model/families/Family.h"
#include "core/tensorio/Weights.h"

namespace espalier {

// The entry of a classifier's weight, or nullptr. A bare encoder leaves the family's prefix out, wrappers of
// a training loop put one of their own before all ("module."), and checkpoints from TensorFlow call a norm's
// weight and bias gamma and beta.
class WeightNames {
public:
    WeightNames(const Weights& weights, const Family& family);

    const TensorEntry* find(const std::string& name) const;
    std::vector<std::string> inFile(const std::string& name) const; // the names it may have

    const Weights& weights() const { return weights_; }
    const std::string& wrapper() const { return wrapper_; }

private:
    const Weights& weights_;
    const Family& family_;
    std::string wrapper_; // before every name in the file
};

// Each spec's entry, or nullptr where it may be missing. Throws Error(Mismatch) for weights that are missing,
// unexpected or of another shape than config.json says; heads that are left out go into the notes.
std::vector<const TensorEntry*> matchWeights(const WeightNames& names, const ModelConfig& config,
                                             const std::vector<TensorSpec>& specs,
                                             std::vector<Message>& notes);

// The same for all of a folder, without reading weights: config.labels, or two labels.
void checkWeights(const Weights& weights, const ModelConfig& config);

} // namespace espalier
