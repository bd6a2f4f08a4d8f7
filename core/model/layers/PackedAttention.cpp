// Runs the attention kernel over segments × heads in parallel and fits it into autograd.
#include "core/model/layers/Attention.h"
#include "core/model/layers/Autograd.h"
#include "core/model/layers/CpuKernels.h"

#include <algorithm>
#include <limits>

namespace espalier {

namespace {

struct Shape {
    std::vector<std::int64_t> starts;      // of the segments' keys and values
    std::vector<std::int64_t> queryStarts; // of their queries
    std::int64_t heads, headSize, dim;
    kernel::AttentionRule rule; // without the bias
    double dropoutP;
    std::uint64_t seed;
};

// By head and distance, as AttentionSettings::bias.
struct Bias {
    const float* values = nullptr; // null: none
    std::int64_t width = 0;

    const float* ofHead(std::int64_t head) const {
        return values ? values + head * width + width / 2 : nullptr;
    }
};
Bias biasOf(const torch::Tensor& bias) {
    return bias.defined() ? Bias{bias.const_data_ptr<float>(), bias.size(1)} : Bias{};
}

// One head of one segment.
struct Place {
    std::int64_t segment, head;
    std::int64_t length, token;  // of keys and values
    std::int64_t queries, query; // of queries
};

std::int64_t lengthOf(const std::vector<std::int64_t>& starts, std::int64_t segment) {
    return starts[static_cast<std::size_t>(segment) + 1] - starts[static_cast<std::size_t>(segment)];
}

kernel::Dropout dropoutFor(const Shape& shape, const Place& place) {
    const auto stream = static_cast<std::uint64_t>(place.segment * shape.heads + place.head + 1);
    return kernel::makeDropout(shape.dropoutP, shape.seed + 0x9E3779B97F4A7C15ull * stream);
}

// Calls work(place, workspace) for every segment and head, the longest segments first so that threads end
// together.
template<class T, class Work>
void forEachHead(const Shape& shape, const Work& work) {
    const auto segments = static_cast<std::int64_t>(shape.starts.size()) - 1;
    const auto length = [&](std::int64_t segment) { return lengthOf(shape.starts, segment); };
    std::vector<std::int64_t> order(static_cast<std::size_t>(segments));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return length(a) > length(b); });
    const auto threads = std::min<std::int64_t>(kernel::threadCount(), segments * shape.heads);
    const auto space =
        order.empty() ? 0 : kernel::kernels().attention<T>().workspace(length(order.front()), shape.headSize);
    const auto workspace = std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(threads * space));
    kernel::parallelEach(segments * shape.heads, [&](std::int64_t next, int thread) {
        const auto segment = order[static_cast<std::size_t>(next / shape.heads)];
        const auto index = static_cast<std::size_t>(segment);
        work(Place{segment, next % shape.heads, length(segment), shape.starts[index],
                   lengthOf(shape.queryStarts, segment), shape.queryStarts[index]},
             workspace.get() + thread * space);
    });
}

// Like x; zeros behind the last segment, where no head writes.
torch::Tensor rowsLike(const torch::Tensor& x, const std::vector<std::int64_t>& starts) {
    auto rows = torch::empty(x.sizes(), x.options());
    rows.slice(0, starts.back()).zero_();
    return rows;
}

template<class T>
kernel::AttentionView<T> view(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                              const Shape& shape, const Place& place, const Bias& bias) {
    auto rule = shape.rule;
    rule.bias = bias.ofHead(place.head);
    const auto at = [&](const torch::Tensor& x, std::int64_t token) {
        return pointer<T>(x) + token * x.stride(0) + place.head * shape.headSize;
    };
    return {at(q, place.query), at(k, place.token), at(v, place.token), place.queries, place.length,
            shape.headSize,     q.stride(0),        k.stride(0),        v.stride(0),   rule};
}

class PackedAttention : public torch::autograd::Function<PackedAttention> {
public:
    static Variable forward(AutogradContext* context, const Variable& query, const Variable& key,
                            const Variable& value, const std::optional<Variable>& byDistance, Shape shape) {
        const auto bias = byDistance.value_or(Variable());
        const auto q = withPlainRows(query), k = withPlainRows(key), v = withPlainRows(value);
        const auto rows = q.size(0), dim = shape.dim;
        auto output = rowsLike(q, shape.queryStarts);
        auto logSum = torch::empty({shape.heads, rows}, torch::kFloat32);
        auto* sums = logSum.data_ptr<float>();
        const auto distances = biasOf(bias);
        withElementType(q, [&](auto type) {
            using T = decltype(type);
            auto* out = mutablePointer<T>(output);
            forEachHead<T>(shape, [&](const Place& place, float* workspace) {
                kernel::kernels().attention<T>().forward(
                    view<T>(q, k, v, shape, place, distances), dropoutFor(shape, place),
                    out + place.query * dim + place.head * shape.headSize, dim,
                    sums + place.head * rows + place.query, workspace);
            });
        });
        context->save_for_backward({q, k, v, output, logSum, bias});
        context->saved_data["starts"] = shape.starts;
        context->saved_data["queryStarts"] = shape.queryStarts;
        context->saved_data["heads"] = shape.heads;
        context->saved_data["scale"] = static_cast<double>(shape.rule.scale);
        context->saved_data["before"] = shape.rule.before;
        context->saved_data["behind"] = shape.rule.behind;
        context->saved_data["p"] = shape.dropoutP;
        context->saved_data["seed"] = static_cast<std::int64_t>(shape.seed);
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &q = saved[0], &k = saved[1], &v = saved[2], &output = saved[3], &logSum = saved[4],
                   &bias = saved[5];
        const auto dOutput = gradients[0].contiguous();
        const auto heads = context->saved_data["heads"].toInt(), rows = q.size(0), dim = q.size(1);
        const Shape shape{context->saved_data["starts"].toIntVector(),
                          context->saved_data["queryStarts"].toIntVector(),
                          heads,
                          dim / heads,
                          dim,
                          {static_cast<float>(context->saved_data["scale"].toDouble()),
                           context->saved_data["before"].toInt(), context->saved_data["behind"].toInt()},
                          context->saved_data["p"].toDouble(),
                          static_cast<std::uint64_t>(context->saved_data["seed"].toInt())};
        auto dq = rowsLike(q, shape.queryStarts), dk = rowsLike(k, shape.starts),
             dv = rowsLike(v, shape.starts);
        const auto* sums = logSum.const_data_ptr<float>();
        const auto distances = biasOf(bias);
        // Each segment sums up its own, so that no two threads write one number.
        const auto segments = static_cast<std::int64_t>(shape.starts.size()) - 1;
        auto dBias = bias.defined() ? torch::zeros({segments, heads, bias.size(1)}) : torch::Tensor();
        auto* slopes = bias.defined() ? dBias.mutable_data_ptr<float>() : nullptr;
        withElementType(q, [&](auto type) {
            using T = decltype(type);
            forEachHead<T>(shape, [&](const Place& place, float* workspace) {
                const auto shift = place.head * shape.headSize;
                const auto query = place.query * dim + shift, token = place.token * dim + shift;
                auto* own = slopes ? slopes + (place.segment * heads + place.head) * distances.width +
                                         distances.width / 2
                                   : nullptr;
                kernel::kernels().attention<T>().backward(
                    view<T>(q, k, v, shape, place, distances), dropoutFor(shape, place),
                    pointer<T>(output) + query, sums + place.head * rows + place.query,
                    pointer<T>(dOutput) + query,
                    {mutablePointer<T>(dq) + query, mutablePointer<T>(dk) + token,
                     mutablePointer<T>(dv) + token, own},
                    dim, workspace);
            });
        });
        return {dq, dk, dv, bias.defined() ? dBias.sum(0) : Variable(), Variable()};
    }
};

} // namespace

torch::Tensor packedAttention(const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value, const std::vector<std::int64_t>& queryStarts,
                              const std::vector<std::int64_t>& starts, const AttentionSettings& settings,
                              std::uint64_t seed) {
    constexpr auto all = std::numeric_limits<std::int64_t>::max();
    const auto dim = query.size(1), headSize = dim / settings.heads;
    kernel::AttentionRule rule;
    rule.scale = static_cast<float>(settings.scaleOf(headSize));
    rule.before = settings.reach > 0 ? settings.reach : all;
    rule.behind = settings.causal ? 0 : rule.before;
    return PackedAttention::apply( // which takes no undefined tensor
        query, key, value, settings.bias.defined() ? std::optional(settings.bias.contiguous()) : std::nullopt,
        Shape{starts, queryStarts, settings.heads, headSize, dim, rule, settings.dropout, seed});
}

} // namespace espalier
