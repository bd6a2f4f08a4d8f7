#include "core/model/ModelAnatomy.h"

#include "core/model/Pooling.h"
#include "core/model/families/Family.h"

namespace espalier {

// Of padded attention, by head: its weights, what dropout leaves of them, and on cards its mask in bytes.
constexpr double keptPerPaddedPair = 2.25;

Anatomy anatomyOf(const ModelConfig& config, std::int64_t labels) {
    Anatomy anatomy;
    anatomy.rungs.push_back({"embeddings"});
    for (std::int64_t i = 1; i <= config.blocks; ++i) anatomy.rungs.push_back({fmt::format("block.{}", i)});
    anatomy.rungs.push_back({"pooler"});
    anatomy.rungs.push_back({"head"});
    for (const auto& spec : tensorsOf(config, labels)) {
        auto& rung = anatomy.rungs[static_cast<std::size_t>(spec.rung)];
        std::int64_t numbers = 1;
        for (const auto size : spec.shape) numbers *= size;
        rung.parameters += numbers;
        if (spec.byRows) rung.tableParameters += numbers;
        if (spec.shape.size() < 2 || rung.name == "embeddings") continue;
        (rung.name.starts_with("block.") ? rung.flopsPerToken : rung.flopsPerText) +=
            2.0 * static_cast<double>(numbers);
    }
    const auto& family = familyNamed(config.modelType, "");
    const bool padded = family.paddedAttention || config.queriesMeetDistances;
    const auto dim = static_cast<double>(config.hiddenSize);
    for (std::size_t i = 1; i < anatomy.rungs.size(); ++i) {
        auto& rung = anatomy.rungs[i];
        const auto& below = anatomy.rungs[i - 1];
        if (!rung.name.starts_with("block.")) continue;
        if (rung.parameters == 0) {
            rung.weightsOf = below.weightsOf >= 0 ? below.weightsOf : static_cast<int>(i) - 1;
            rung.flopsPerToken = below.flopsPerToken;
        }
        rung.flopsPerTokenPair = 4 * dim; // queries by keys, weights by values
        // q, k, v, their mix, two sums and two norms of width dim; the feed-forward's two of its own width.
        // Dropout masks are drawn again.
        rung.activationsPerToken = 8 * dim + 2 * static_cast<double>(config.intermediateSize);
        rung.inputPerToken = dim;
        if (padded) rung.activationsPerPaddedPair = keptPerPaddedPair * static_cast<double>(config.heads);
    }
    anatomy.rungs.front().activationsPerToken = 4 * dim;
    anatomy.rungs.front().inputPerToken = dim;
    if (poolsTokens(config.pooling) || family.lastBlock == LastBlock::Everything)
        return anatomy; // it is one like the others
    auto& last = anatomy.rungs[static_cast<std::size_t>(config.blocks)];
    if (padded) { // all of attention
        last.flopsPerText = last.flopsPerToken - 6 * dim * dim;
        last.flopsPerToken = 6 * dim * dim;
        last.activationsPerToken = 4 * dim;
        return anatomy;
    }
    const bool keysAndValues = family.lastBlock == LastBlock::KeysAndValues;
    const double byToken = keysAndValues ? 4 * dim * dim : 0;
    last.flopsPerText = last.flopsPerToken - byToken;
    // One query looks at a token: with a part of its key, or every head with the whole of what it is made of.
    last.flopsPerToken = byToken + 4 * dim * (keysAndValues ? 1 : static_cast<double>(config.heads));
    last.flopsPerTokenPair = 0;
    last.activationsPerToken = (keysAndValues ? 3 : 2) * dim;
    return anatomy;
}

} // namespace espalier
