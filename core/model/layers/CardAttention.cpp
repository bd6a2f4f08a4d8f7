// LibTorch's variable-length kernels for cards, and the check that lets them be used.
#include "core/model/layers/Attention.h"
#include "core/model/layers/Pooling.h"
#include "core/model/layers/Tried.h"

namespace espalier {

namespace {

struct Kind {
    int card;
    torch::ScalarType type;
    std::int64_t headSize;
    bool causal, near, scaled, firstTokens;

    auto operator<=>(const Kind&) const = default;
};

// Two segments, and queries, keys and values for them.
struct Trial {
    static constexpr std::int64_t heads = 2, tokens = 8;
    TokenBatch batch;
    AttentionSettings settings{.heads = heads};
    std::vector<torch::Tensor> inputs;
    torch::Tensor dOutput;

    Trial(const Kind& kind, const torch::Device& device) {
        const auto host = torch::TensorOptions(torch::kInt64);
        batch.positions = torch::cat({torch::arange(5, host), torch::arange(3, host)}).to(device);
        batch.starts = torch::tensor({0, 5, 8}, host).to(device);
        batch.segmentStarts = {0, 5, tokens};
        batch.longest = 5;
        settings.causal = kind.causal;
        settings.reach = kind.near ? 2 : 0;
        settings.scale = kind.scaled ? 0.3 : 0;
        constexpr std::int64_t three = 3;
        const auto dim = heads * kind.headSize;
        const auto numbers = [&](double phase, std::int64_t rows, std::int64_t columns) {
            return trialNumbers(phase, rows, columns).to(device, kind.type);
        };
        const auto joined = numbers(0, tokens, three * dim); // as they are in 16 bits: JoinedLinear
        for (std::int64_t i = 0; i < three; ++i) {
            const auto part = joined.narrow(1, i * dim, dim);
            inputs.push_back((kind.type == torch::kFloat32 ? part.contiguous() : part).requires_grad_(true));
        }
        dOutput = numbers(3, kind.firstTokens ? batch.segments() : tokens, dim);
    }

    // An output and its gradients, in one tensor.
    torch::Tensor withGradients(const torch::Tensor& output) const {
        auto results = torch::autograd::grad({output}, inputs, {dOutput});
        results.push_back(output.detach());
        return torch::cat(results).to(torch::kFloat32);
    }
};

bool agrees(const Kind& kind, const torch::Device& device) {
    const Trial trial(kind, device);
    const auto &q = trial.inputs[0], &k = trial.inputs[1], &v = trial.inputs[2];
    const auto asking = kind.firstTokens ? firstTokens(q, trial.batch) : q;
    const auto found = variableLengthAttention(asking, k, v, trial.batch, trial.settings, {});
    const auto all = paddedAttention(q, k, v, trial.batch, trial.settings, {});
    const auto expected = kind.firstTokens ? firstTokens(all, trial.batch) : all;
    const auto difference =
        (trial.withGradients(found) - trial.withGradients(expected)).abs().max().item<double>();
    // In 16 bits both round once or twice on the way.
    return difference <= (kind.type == torch::kFloat32 ? 1e-5 : 3e-2);
}

} // namespace

bool variableLengthAgrees(const torch::Tensor& key, const AttentionSettings& settings, bool firstTokens) {
    if (!key.is_cuda() || settings.bias.defined()) return false;
    static Tried<Kind> tried;
    const Kind kind{key.device().index(), key.scalar_type(),  key.size(1) / settings.heads,
                    settings.causal,      settings.reach > 0, settings.scale != 0,
                    firstTokens};
    return tried(kind, [&] { return agrees(kind, key.device()); });
}

torch::Tensor variableLengthAttention(const torch::Tensor& query, const torch::Tensor& key,
                                      const torch::Tensor& value, const TokenBatch& batch,
                                      const AttentionSettings& settings, const Forward& forward) {
    const auto heads = settings.heads;
    const double p = forward.training ? settings.dropout : 0;
    if (p > 0) seedDefaultGenerator(query.device(), forward);
    const auto byHead = [&](const torch::Tensor& x) {
        return withPlainRows(x).view({x.size(0), heads, x.size(1) / heads});
    };
    const auto q = byHead(query), k = byHead(key), v = byHead(value);
    const auto starts = batch.starts.to(torch::kInt32);
    const bool onePerSegment = query.size(0) != key.size(0);
    const auto askingStarts = onePerSegment ? torch::arange(batch.segments() + 1, starts.options()) : starts;
    const auto asking = onePerSegment ? 1 : batch.longest;
    const auto scale = settings.scaleOf(q.size(2));
    const auto reach = settings.reach > 0 ? std::optional(settings.reach) : std::nullopt;
    const bool float32 = query.scalar_type() == torch::kFloat32; // flash attention knows 16 bits only
    TORCH_CHECK(!float32 || !reach, "memory-efficient attention knows no reach");
    const auto mixed =
        float32 ? std::get<0>(at::_efficient_attention_forward(
                      q.unsqueeze(0), k.unsqueeze(0), v.unsqueeze(0), /*bias=*/{}, askingStarts, starts,
                      asking, batch.longest, p, /*custom_mask_type=*/settings.causal ? 1 : 0,
                      /*compute_log_sumexp=*/torch::GradMode::is_enabled(), scale))
                : std::get<0>(at::_flash_attention_forward(
                      q, k, v, askingStarts, starts, asking, batch.longest, p, settings.causal,
                      /*return_debug_mask=*/false, scale, reach,
                      settings.causal ? std::optional<std::int64_t>(0) : reach));
    return mixed.reshape({query.size(0), query.size(1)});
}

} // namespace espalier
