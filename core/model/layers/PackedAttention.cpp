// Runs the attention kernel over segments × heads in parallel and fits it into autograd.
#include "core/model/layers/Attention.h"
#include "core/model/layers/AttentionKernel.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace espalier {

namespace kernel {

extern const AttentionKernel attentionKernel_plain;
#if defined(__x86_64__)
extern const AttentionKernel attentionKernel_avx2;
extern const AttentionKernel attentionKernel_avx512;
#endif

const AttentionKernel& attentionKernel() {
#if defined(__x86_64__)
    static const AttentionKernel& best =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
            ? attentionKernel_avx512
        : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? attentionKernel_avx2
                                                                          : attentionKernel_plain;
    return best;
#else
    return attentionKernel_plain;
#endif
}

std::int64_t attentionWorkspace(std::int64_t length, std::int64_t headSize) {
    return 2 * length * headSize + 2 * attentionBlockRows * length;
}

} // namespace kernel

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

struct Shape {
    std::vector<std::int64_t> starts;
    std::int64_t heads, headSize, dim;
    double dropoutP;
    std::uint64_t seed;
};

kernel::AttentionDropout dropoutFor(const Shape& shape, std::int64_t segment, std::int64_t head) {
    if (shape.dropoutP <= 0) return {};
    kernel::AttentionDropout dropout;
    dropout.threshold = static_cast<std::uint32_t>(std::min(shape.dropoutP * 4294967296.0, 4294967295.0));
    dropout.scale = static_cast<float>(1 / (1 - shape.dropoutP));
    std::uint64_t mixed =
        shape.seed + 0x9E3779B97F4A7C15ull * static_cast<std::uint64_t>(segment * shape.heads + head + 1);
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9ull; // splitmix64
    dropout.seed = static_cast<std::uint32_t>((mixed ^ mixed >> 27) >> 16);
    return dropout;
}

// Calls work(segment, head, length, first float of that head's rows, workspace) for every segment and head,
// the longest segments first so that threads end together.
template<class Work>
void forEachHead(const Shape& shape, const Work& work) {
    const auto segments = static_cast<std::int64_t>(shape.starts.size()) - 1;
    const auto length = [&](std::int64_t s) {
        return shape.starts[static_cast<std::size_t>(s) + 1] - shape.starts[static_cast<std::size_t>(s)];
    };
    std::vector<std::int64_t> order(static_cast<std::size_t>(segments));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return length(a) > length(b); });
    const auto threads = static_cast<std::int64_t>(at::get_num_threads());
    // Thread t takes places t, t + threads, …: equal shares of long and short segments.
    at::parallel_for(0, threads, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> workspace(static_cast<std::size_t>(
            order.empty() ? 0 : kernel::attentionWorkspace(length(order.front()), shape.headSize)));
        for (std::int64_t t = begin; t < end; ++t)
            for (std::int64_t place = t; place < segments * shape.heads; place += threads) {
                const auto segment = order[static_cast<std::size_t>(place / shape.heads)];
                const auto head = place % shape.heads;
                const auto first =
                    shape.starts[static_cast<std::size_t>(segment)] * shape.dim + head * shape.headSize;
                work(segment, head, length(segment), first, workspace.data());
            }
    });
}

// All arithmetic is float32: bf16 tensors are widened first, which costs far less than the products they came
// from.
torch::Tensor widened(const torch::Tensor& x) {
    return x.to(torch::kFloat32).contiguous();
}

kernel::AttentionView view(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                           const Shape& shape, std::int64_t length, std::int64_t first) {
    return {q.const_data_ptr<float>() + first,
            k.const_data_ptr<float>() + first,
            v.const_data_ptr<float>() + first,
            length,
            shape.headSize,
            shape.dim};
}

class PackedAttention : public torch::autograd::Function<PackedAttention> {
public:
    static Variable forward(AutogradContext* context, const Variable& query, const Variable& key,
                            const Variable& value, Shape shape) {
        const auto q = widened(query), k = widened(key), v = widened(value);
        auto output = torch::empty_like(q);
        auto logSum = torch::empty({shape.heads, q.size(0)}, q.options());
        const auto tokens = q.size(0);
        auto* out = output.data_ptr<float>();
        auto* sums = logSum.data_ptr<float>();
        forEachHead(shape, [&](std::int64_t segment, std::int64_t head, std::int64_t length,
                               std::int64_t first, float* workspace) {
            kernel::attentionKernel().forward(
                view(q, k, v, shape, length, first), dropoutFor(shape, segment, head), out + first,
                sums + head * tokens + shape.starts[static_cast<std::size_t>(segment)], workspace);
        });
        context->save_for_backward({query, key, value, output, logSum});
        context->saved_data["starts"] = shape.starts;
        context->saved_data["heads"] = shape.heads;
        context->saved_data["p"] = shape.dropoutP;
        context->saved_data["seed"] = static_cast<std::int64_t>(shape.seed);
        return output.to(query.scalar_type());
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto q = widened(saved[0]), k = widened(saved[1]), v = widened(saved[2]);
        const auto &output = saved[3], &logSum = saved[4];
        const auto dOutput = widened(gradients[0]);
        const auto heads = context->saved_data["heads"].toInt();
        const Shape shape{context->saved_data["starts"].toIntVector(),
                          heads,
                          q.size(1) / heads,
                          q.size(1),
                          context->saved_data["p"].toDouble(),
                          static_cast<std::uint64_t>(context->saved_data["seed"].toInt())};
        auto dq = torch::empty_like(q), dk = torch::empty_like(q), dv = torch::empty_like(q);
        const auto tokens = q.size(0);
        const auto* out = output.const_data_ptr<float>();
        const auto* sums = logSum.const_data_ptr<float>();
        const auto* dOut = dOutput.const_data_ptr<float>();
        auto *dqs = dq.data_ptr<float>(), *dks = dk.data_ptr<float>(), *dvs = dv.data_ptr<float>();
        forEachHead(shape, [&](std::int64_t segment, std::int64_t head, std::int64_t length,
                               std::int64_t first, float* workspace) {
            kernel::attentionKernel().backward(
                view(q, k, v, shape, length, first), dropoutFor(shape, segment, head), out + first,
                sums + head * tokens + shape.starts[static_cast<std::size_t>(segment)], dOut + first,
                dqs + first, dks + first, dvs + first, workspace);
        });
        const auto type = saved[0].scalar_type();
        return {dq.to(type), dk.to(type), dv.to(type), Variable()};
    }
};

} // namespace

torch::Tensor packedAttention(const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value, const std::vector<std::int64_t>& segmentStarts,
                              std::int64_t heads, double dropoutP, std::uint64_t seed) {
    const auto dim = query.size(1);
    return PackedAttention::apply(query, key, value,
                                  Shape{segmentStarts, heads, dim / heads, dim, dropoutP, seed});
}

} // namespace espalier
