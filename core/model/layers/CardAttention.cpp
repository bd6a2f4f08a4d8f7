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

// Two segments through both ways; whatever a card, a LibTorch or a head size can't do shows here.
bool agrees(const torch::Tensor& like, std::int64_t headSize) {
    constexpr std::int64_t heads = 2;
    const torch::NoGradGuard guard;
    const auto host = torch::TensorOptions(torch::kInt64);
    const TokenBatch batch{{},
                           {},
                           torch::cat({torch::arange(5, host), torch::arange(3, host)}).to(like.device()),
                           torch::tensor({0, 5, 8}, host).to(like.device()),
                           {},
                           {0, 5, 8},
                           5};
    const auto numbers = [&](double phase) { // any that differ
        return torch::sin(torch::arange(8 * heads * headSize, torch::kFloat64) + phase)
            .view({8, heads * headSize})
            .to(like.device(), like.scalar_type());
    };
    const auto query = numbers(0), key = numbers(1), value = numbers(2);
    try {
        const auto found = variableLengthAttention(query, key, value, batch, heads, 0, {});
        const auto expected = paddedAttention(query, key, value, batch, heads, 0, {});
        // both round to the type once or twice on the way; values lie within [-1, 1]
        const double tolerance = like.scalar_type() == torch::kFloat32 ? 1e-5 : 2e-2;
        return (found - expected).to(torch::kFloat32).abs().max().item<double>() <= tolerance;
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
                                      const torch::Tensor& value, const TokenBatch& batch, std::int64_t heads,
                                      double dropoutP, const Forward& forward) {
    const double p = forward.training ? dropoutP : 0;
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
