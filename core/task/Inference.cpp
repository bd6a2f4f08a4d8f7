#include "core/task/Inference.h"

#include "core/data/Batches.h"

namespace espalier {

namespace {

// Enough to fill the processor or card, little enough to look at the stop token often.
std::int64_t tokensPerBatch(const torch::Device& device) {
    return device.is_cuda() ? 32768 : 2048;
}

} // namespace

torch::Tensor inferLogits(const Model& model, std::span<const Encoding> encodings,
                          torch::ScalarType precision, const StopToken& stop,
                          const std::function<void(double)>& progress) {
    const torch::InferenceMode inference;
    std::vector<std::int64_t> lengths;
    for (const auto& encoding : encodings) lengths.push_back(static_cast<std::int64_t>(encoding.ids.size()));

    auto logits = torch::empty(
        {static_cast<std::int64_t>(encodings.size()), static_cast<std::int64_t>(model.labels().size())});
    Forward forward;
    forward.compute = precision;
    std::size_t done = 0;
    for (const auto& order : batchesByLength(lengths, tokensPerBatch(model.device()))) {
        throwIfStopped(stop);
        const auto batch = toDevice(pack(encodings, {}, order), model.device());
        const std::vector<std::int64_t> places(order.begin(), order.end());
        logits.index_copy_(0, torch::tensor(places, torch::kInt64),
                           model.logits(batch, forward).to(torch::kCPU));
        done += order.size();
        if (progress) progress(static_cast<double>(done) / static_cast<double>(encodings.size()));
    }
    return logits;
}

} // namespace espalier
