#include "core/train/RungSettings.h"

#include "core/task/Names.h"

namespace espalier {

ModelChanges changesOf(const Recipe& recipe) {
    return {.reinitialize = recipe.reinitialize,
            .pooling = recipe.pooling,
            .tokenHead = tokenHeadFor(recipe.task)};
}

void prepareModel(Model& model, const Recipe& recipe) {
    model.setDropout(recipe.dropout, recipe.dropout, recipe.dropout);
    model.setDropout(recipe.hiddenDropout, recipe.attentionDropout, recipe.headDropout);
    if (recipe.loraRank > 0)
        model.adapt({recipe.loraRank, recipe.loraAlpha, recipe.loraDropout, recipe.loraTargets},
                    recipe.freeze, recipe.seed);
    model.freeze(recipe.freeze, recipe.biasesOnly);
    model.recompute(recipe.recompute);
    ratesOf(model.anatomy(), recipe);
    l2SpOf(model.anatomy(), recipe);
}

std::vector<Trained> trainedOf(const Model& model, const Recipe& recipe) {
    const auto rates = ratesOf(model.anatomy(), recipe), l2Sp = l2SpOf(model.anatomy(), recipe);
    std::vector<Trained> trained;
    for (auto parameter : model.parameters().trainable()) {
        const auto rung = static_cast<std::size_t>(parameter.rung);
        if (l2Sp[rung] > 0) parameter.byRows = false; // every row that has moved is drawn back in every step
        trained.push_back({parameter, rates[rung], isDecayed(parameter.name) ? recipe.weightDecay : 0});
    }
    return trained;
}

} // namespace espalier
