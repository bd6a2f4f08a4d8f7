#include "core/model/generation/CausalDecoder.h"

namespace espalier {

torch::Tensor Encoder::advance(const torch::Tensor&, KeyValueCache&) const {
    throw Error(ErrorKind::Mismatch,
                message("model", "A model of this family reads texts and does not write them."),
                message("model", "Choose a GPT-2, Llama or Qwen2 model."));
}

torch::Tensor CausalDecoder::next(const torch::Tensor& ids) {
    return model_.nextLogits(ids.to(model_.device()), cache_);
}

} // namespace espalier
