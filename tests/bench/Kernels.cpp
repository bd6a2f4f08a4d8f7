// The kernels beside LibTorch's operations for the same work: MiniLM's sizes, texts of a few lengths.
#include "tests/bench/Bench.h"

#include "core/model/layers/Attention.h"
#include "core/model/layers/FeedForward.h"
#include "core/model/layers/KernelProduct.h"
#include "core/model/layers/ResidualNorm.h"
#include "core/train/optimizers/Optimizer.h"

#include <benchmark/benchmark.h>

namespace espalier::bench {

namespace {

constexpr std::int64_t dim = 384, heads = 12;

TokenBatch segmentsOf(std::int64_t length, std::int64_t tokens) {
    PackedBatch packed;
    packed.segmentStarts = {0};
    while (packed.segmentStarts.back() < tokens) {
        for (std::int64_t i = 0; i < length; ++i) packed.positions.push_back(i);
        packed.segmentStarts.push_back(packed.segmentStarts.back() + length);
    }
    packed.ids.assign(packed.positions.size(), 0);
    packed.typeIds = packed.ids;
    return toDevice(packed, torch::kCPU);
}

// Forward and backward pass of work(x, y, z).
template<class Work>
void step(benchmark::State& state, std::int64_t rows, torch::ScalarType type, const Work& work) {
    std::vector<torch::Tensor> inputs;
    for (int i = 0; i < 3; ++i) inputs.push_back(torch::randn({rows, dim}).to(type).requires_grad_(true));
    for (auto _ : state) {
        auto out = work(inputs[0], inputs[1], inputs[2]);
        out.backward(torch::ones_like(out));
        for (auto& input : inputs) input.mutable_grad().reset();
    }
    state.SetItemsProcessed(state.iterations() * rows); // tokens
}

void attentionOurs(benchmark::State& state, torch::ScalarType type) {
    const auto batch = segmentsOf(state.range(0), 2048);
    step(state, batch.ids.size(0), type, [&](const auto& q, const auto& k, const auto& v) {
        return packedAttention(q, k, v, batch.segmentStarts, batch.segmentStarts, {.heads = heads}, 0);
    });
}

void attentionStock(benchmark::State& state, torch::ScalarType type) {
    const auto length = state.range(0), segments = 2048 / length;
    step(state, segments * length, type, [&](const auto& q, const auto& k, const auto& v) {
        const auto split = [&](const torch::Tensor& x) {
            return x.view({segments, length, heads, dim / heads}).transpose(1, 2);
        };
        return at::scaled_dot_product_attention(split(q), split(k), split(v))
            .transpose(1, 2)
            .reshape({segments * length, dim});
    });
}

void normOurs(benchmark::State& state) {
    Parameters parameters;
    parameters.add({"norm.weight", torch::ones({dim}).requires_grad_(true)});
    parameters.add({"norm.bias", torch::zeros({dim}).requires_grad_(true)});
    const LayerNorm norm(parameters, "norm", 1e-12);
    Forward forward{torch::kFloat32, true, at::make_generator<at::CPUGeneratorImpl>(1)};
    step(state, 512, torch::kFloat32, [&](const auto& x, const auto& residual, const auto&) {
        return residualNorm(x, residual, norm, 0.1, forward);
    });
}

void normStock(benchmark::State& state) {
    const auto weight = torch::ones({dim}).requires_grad_(true),
               bias = torch::zeros({dim}).requires_grad_(true);
    step(state, 512, torch::kFloat32, [&](const auto& x, const auto& residual, const auto&) {
        return torch::layer_norm(torch::dropout(x, 0.1, true) + residual, {dim}, weight, bias, 1e-12);
    });
}

// The first layer of a feed-forward: x W' + b and its three gradients.
template<class Product>
void layer(benchmark::State& state, const Product& product) {
    const auto weight = torch::randn({4 * dim, dim}).requires_grad_(true);
    const auto bias = torch::zeros({4 * dim}).requires_grad_(true);
    step(state, state.range(0), torch::kFloat32, [&](const auto& x, const auto&, const auto&) {
        for (const auto* parameter : {&weight, &bias}) parameter->mutable_grad().reset();
        return product(x, weight, bias);
    });
}

// Both layers and the activation between them.
void feedForwardBy(benchmark::State& state, bool ownProducts) {
    Parameters parameters;
    const auto add = [&](const char* name, const torch::Tensor& value) {
        parameters.add({name, value.requires_grad_(true)});
    };
    add("inner.weight", torch::randn({4 * dim, dim}));
    add("inner.bias", torch::zeros({4 * dim}));
    add("output.weight", torch::randn({dim, 4 * dim}));
    add("output.bias", torch::zeros({dim}));
    const Linear inner(parameters, "inner"), output(parameters, "output");
    takeKernelProducts(ownProducts);
    step(state, state.range(0), torch::kFloat32, [&](const auto& x, const auto&, const auto&) {
        for (const auto& parameter : parameters.all()) parameter.value.mutable_grad().reset();
        return feedForward(x, inner, "gelu", output, {});
    });
    takeKernelProducts(false);
}

void adamW(benchmark::State& state) {
    auto value = torch::randn({10'000'000}).requires_grad_(true);
    const auto optimizer = makeOptimizer("adamw", {{Parameter{"dense.weight", value}}}, {});
    const auto gradient = torch::randn_like(value.detach());
    for (auto _ : state) {
        value.mutable_grad() = gradient;
        optimizer->step(1e-6);
    }
    state.SetItemsProcessed(state.iterations() * value.numel());
}

} // namespace

void addKernels(CLI::App& program) {
    auto* command = program.add_subcommand(
        "kernels",
        "google-benchmark of the kernels, 2 threads; its own options follow: --benchmark_filter=…");
    command->allow_extras();
    command->callback([command] {
        auto options = command->remaining();
        options.insert(options.begin(), "espalier-bench kernels");
        std::vector<char*> arguments;
        for (auto& option : options) arguments.push_back(option.data());
        auto count = static_cast<int>(arguments.size());
        benchmark::Initialize(&count, arguments.data());
        if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
            throw CLI::ExtrasError(command->get_name(), {arguments.begin() + 1, arguments.begin() + count});
        at::set_num_threads(2);
        for (const auto& [name, type] :
             {std::pair{"f32", torch::kFloat32}, std::pair{"bf16", torch::kBFloat16}}) {
            for (const auto length : {16, 64, 256, 512}) {
                const auto title = std::string(name) + "/" + std::to_string(length);
                benchmark::RegisterBenchmark(("attention/ours/" + title).c_str(), attentionOurs, type)
                    ->Arg(length);
                benchmark::RegisterBenchmark(("attention/stock/" + title).c_str(), attentionStock, type)
                    ->Arg(length);
            }
        }
        for (const auto tokens : {32, 512, 2048}) {
            benchmark::RegisterBenchmark("product/ours", [](auto& state) {
                layer(state, kernelLinear);
            })->Arg(tokens);
            benchmark::RegisterBenchmark("product/stock", [](auto& state) {
                layer(state, [](const auto& x, const auto& weight, const auto& bias) {
                    return torch::linear(x, weight, bias);
                });
            })->Arg(tokens);
        }
        for (const auto tokens : {512, 2048})
            for (const bool own : {true, false})
                benchmark::RegisterBenchmark(own ? "feed_forward/ours" : "feed_forward/stock", feedForwardBy,
                                             own)
                    ->Arg(tokens);
        benchmark::RegisterBenchmark("residual_norm/ours", normOurs);
        benchmark::RegisterBenchmark("residual_norm/stock", normStock);
        benchmark::RegisterBenchmark("adamw/10M", adamW);
        benchmark::RunSpecifiedBenchmarks();
    });
}

} // namespace espalier::bench
