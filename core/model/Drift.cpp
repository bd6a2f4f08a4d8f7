#include "core/model/Drift.h"

#include "core/model/Tensors.h"
#include "core/model/WeightNames.h"

#include <cmath>

namespace espalier {

namespace {

// Sums of squares: of the difference of a tensor and an entry of a file, and of the entry.
struct Squares {
    double moved = 0, before = 0;

    // Piece by piece: an embedding table would need its size in memory once more.
    void add(const torch::Tensor& now, const TensorEntry& was) {
        constexpr std::int64_t piece = 4096; // numbers
        const auto flat = now.flatten();
        const auto width =
            was.bytes.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, flat.numel()));
        for (std::int64_t i = 0; i < flat.numel(); i += piece) {
            const auto count = std::min(piece, flat.numel() - i);
            const auto bytes = was.bytes.substr(static_cast<std::size_t>(i) * width,
                                                static_cast<std::size_t>(count) * width);
            const auto old = toTensor({was.type, {count}, bytes}).to(torch::kFloat32);
            moved += (flat.slice(0, i, i + count) - old).square_().sum(torch::kFloat64).item<double>();
            before += old.square().sum(torch::kFloat64).item<double>();
        }
    }
};

} // namespace

std::vector<double> driftOf(const Model& model, const std::filesystem::path& checkpoint) {
    const torch::NoGradGuard guard;
    const auto& family = familyNamed(model.config().modelType, "");
    const Weights weights(checkpoint);
    const WeightNames names(weights, family);
    std::vector<double> drift;
    for (int rung = 0; rung < static_cast<int>(model.anatomy().rungs.size()); ++rung) {
        Squares squares;
        for (const auto& parameter : model.parameters().all()) {
            if (parameter.rung != rung || isAdapter(parameter.name)) continue;
            const auto* entry = names.find(parameter.name);
            if (!entry || entry->shape != parameter.value.sizes().vec()) continue;
            squares.add(merged(model.parameters(), parameter).to(torch::kCPU), *entry);
            weights.release(*entry);
        }
        const bool fresh = model.anatomy().rungs[static_cast<std::size_t>(rung)].name == "head";
        drift.push_back(squares.before > 0 && !fresh ? std::sqrt(squares.moved / squares.before) : -1);
    }
    return drift;
}

} // namespace espalier
