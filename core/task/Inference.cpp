#include "core/task/Inference.h"

#include "core/data/Batches.h"
#include "core/data/Words.h"
#include "core/task/FrozenActivations.h"

namespace espalier {

std::int64_t inferenceTokens(const torch::Device& device) {
    return device.is_cuda() ? 32768 : 1024;
}

namespace {

// Calls work(batch, order) for all encodings, the longest first.
template<class Work>
void forEachBatch(const Model& model, std::span<const Encoding> encodings, const StopToken& stop,
                  const std::function<void(double)>& progress, const Work& work) {
    const torch::InferenceMode inference;
    std::vector<std::int64_t> lengths;
    for (const auto& encoding : encodings) lengths.push_back(static_cast<std::int64_t>(encoding.ids.size()));
    std::size_t done = 0;
    for (const auto& order : batchesByLength(lengths, inferenceTokens(model.device()))) {
        throwIfStopped(stop);
        work(toDevice(pack(encodings, {}, order), model.device()), order);
        done += order.size();
        if (progress) progress(static_cast<double>(done) / static_cast<double>(encodings.size()));
    }
}

} // namespace

torch::Tensor inferLogits(const Model& model, std::span<const Encoding> encodings,
                          torch::ScalarType precision, const StopToken& stop,
                          const std::function<void(double)>& progress, const FrozenActivations* frozen) {
    std::vector<std::int64_t> starts{0}; // where the answers about an encoding begin
    for (const auto& encoding : encodings) starts.push_back(starts.back() + answersAbout(encoding));
    auto logits = torch::empty({starts.back(), static_cast<std::int64_t>(model.labels().size())});
    Forward forward;
    forward.compute = precision;
    forEachBatch(model, encodings, stop, progress, [&](const TokenBatch& batch, const auto& order) {
        std::vector<std::int64_t> places;
        for (const auto index : order)
            for (auto place = starts[index]; place < starts[index + 1]; ++place) places.push_back(place);
        const auto found = frozen ? model.logitsFrom(frozen->gather(order).to(model.device()), batch, forward)
                                  : model.logits(batch, forward);
        logits.index_copy_(0, torch::tensor(places, torch::kInt64), found.to(torch::kCPU));
    });
    return logits;
}

void forEachFrozenBatch(const Model& model, std::span<const Encoding> encodings, torch::ScalarType precision,
                        const StopToken& stop, const std::function<void(double)>& progress,
                        const std::function<void(const torch::Tensor&)>& take) {
    Forward forward;
    forward.compute = precision;
    forEachBatch(model, encodings, stop, progress, [&](const TokenBatch& batch, const auto&) {
        take(model.frozenPart(batch, forward).to(torch::kCPU));
    });
}

} // namespace espalier
