#pragma once
// A model with a head for the next token (GPT-2, Llama) as what writes texts on.
#include "core/model/Model.h"
#include "core/model/generation/Generate.h"
#include "core/model/generation/KeyValueCache.h"

namespace espalier {

class CausalDecoder : public Decoder {
public:
    // The model must outlive it.
    explicit CausalDecoder(const Model& model) : model_(model), cache_(model.config().blocks) {}

    torch::Tensor next(const torch::Tensor& ids) override;
    void reorder(const torch::Tensor& rows) override { cache_.reorder(rows.to(model_.device())); }

private:
    const Model& model_;
    KeyValueCache cache_;
};

} // namespace espalier
