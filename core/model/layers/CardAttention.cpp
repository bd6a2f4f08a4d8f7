// LibTorch's variable-length kernels for cards, and the check that lets them be used.
#include "core/model/layers/Attention.h"

#include <map>
#include <mutex>
#include <tuple>

namespace espalier {

namespace {

using Kind = std::tuple<int, torch::ScalarType, std::int64_t>; // card, type, head size

// LibTorch draws these kernels' masks from the card's default generator: it starts anew from a number of the
// run's own before every call.
void seedMasks(const torch::Device& device, const Forward& forward) {
    auto generator = at::globalContext().defaultGenerator(device);
    const std::scoped_lock lock(generator.mutex());
    generator.set_current_seed(drawSeed(forward));
}

using Way = torch::Tensor (*)(const torch::Tensor&, const torch::Tensor&, const torch::Tensor&,
                              const TokenBatch&, const AttentionSettings&, const Forward&);

// The output for two segments and its gradients, in one tensor: any numbers that differ, within [-1, 1].
torch::Tensor triedOut(Way attend, const torch::Tensor& like, std::int64_t headSize) {
    constexpr std::int64_t heads = 2, tokens = 8;
    const auto host = torch::TensorOptions(torch::kInt64);
    TokenBatch batch;
    batch.positions = torch::cat({torch::arange(5, host), torch::arange(3, host)}).to(like.device());
    batch.starts = torch::tensor({0, 5, 8}, host).to(like.device());
    batch.segmentStarts = {0, 5, tokens};
    batch.longest = 5;
    const auto numbers = [&](double phase) {
        return torch::sin(torch::arange(tokens * heads * headSize, torch::kFloat64) + phase)
            .view({tokens, heads * headSize})
            .to(like.device(), like.scalar_type());
    };
    std::vector<torch::Tensor> inputs;
    for (const double phase : {0.0, 1.0, 2.0}) inputs.push_back(numbers(phase).requires_grad_(true));
    const auto output = attend(inputs[0], inputs[1], inputs[2], batch, {.heads = heads}, {});
    auto results = torch::autograd::grad({output}, inputs, {numbers(3)});
    results.push_back(output.detach());
    return torch::cat(results).to(torch::kFloat32);
}

// Whatever a card, a LibTorch or a head size can't do shows here, before a run relies on it.
bool agrees(const torch::Tensor& like, std::int64_t headSize) {
    const c10::InferenceMode ordinary(false); // the first to ask may be an evaluation
    const torch::AutoGradMode gradients(true);
    try {
        const auto difference =
            (triedOut(variableLengthAttention, like, headSize) - triedOut(paddedAttention, like, headSize))
                .abs()
                .max()
                .item<double>();
        // In 16 bits both round once or twice on the way.
        return difference <= (like.scalar_type() == torch::kFloat32 ? 1e-5 : 3e-2);
    } catch (const c10::Error&) {
        return false;
    }
}

} // namespace

bool variableLengthAgrees(const torch::Tensor& query, std::int64_t heads) {
    if (!query.is_cuda()) return false;
    static std::mutex mutex;
    static std::map<Kind, bool> known;
    const auto headSize = query.size(1) / heads;
    const Kind kind{query.device().index(), query.scalar_type(), headSize};
    const std::scoped_lock lock(mutex);
    const auto it = known.find(kind);
    return it != known.end() ? it->second : known.emplace(kind, agrees(query, headSize)).first->second;
}

torch::Tensor variableLengthAttention(const torch::Tensor& query, const torch::Tensor& key,
                                      const torch::Tensor& value, const TokenBatch& batch,
                                      const AttentionSettings& settings, const Forward& forward) {
    const auto heads = settings.heads;
    const double p = forward.training ? settings.dropout : 0;
    if (p > 0) seedMasks(query.device(), forward);
    const auto byHead = [&](const torch::Tensor& x) {
        return x.contiguous().view({x.size(0), heads, x.size(1) / heads});
    };
    const auto q = byHead(query), k = byHead(key), v = byHead(value);
    const auto starts = batch.starts.to(torch::kInt32);
    const bool float32 = query.scalar_type() == torch::kFloat32; // flash attention knows 16 bits only
    const auto mixed = float32
                           ? std::get<0>(at::_efficient_attention_forward(
                                 q.unsqueeze(0), k.unsqueeze(0), v.unsqueeze(0), /*bias=*/{}, starts, starts,
                                 batch.longest, batch.longest, p, /*custom_mask_type=*/0,
                                 /*compute_log_sumexp=*/torch::GradMode::is_enabled()))
                           : std::get<0>(at::_flash_attention_forward(q, k, v, starts, starts, batch.longest,
                                                                      batch.longest, p, /*is_causal=*/false,
                                                                      /*return_debug_mask=*/false));
    return mixed.reshape({query.size(0), query.size(1)});
}

} // namespace espalier
