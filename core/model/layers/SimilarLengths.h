#pragma once
// Padded attention by parts of a batch: texts of similar length together, so that little of what is computed
// is padding.
#include "core/model/TokenBatch.h"

#include <functional>

namespace espalier {

// Attention within a batch: query, key, value [tokens, dim] → [tokens, dim].
using Attend = std::function<torch::Tensor(const torch::Tensor& query, const torch::Tensor& key,
                                           const torch::Tensor& value, const TokenBatch& batch)>;

// What attend() makes of the whole batch, by parts of it. A card is quicker with all at once: there it is.
torch::Tensor attendBySimilarLength(const torch::Tensor& query, const torch::Tensor& key,
                                    const torch::Tensor& value, const TokenBatch& batch,
                                    const Attend& attend);

} // namespace espalier
