#include "core/train/Forecast.h"

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Index of the lowest rung that trains: what lies below is computed once.
std::size_t lowestTrainable(const Anatomy& anatomy, const Recipe& recipe) {
    std::size_t rung = 0;
    while (rung + 1 < anatomy.rungs.size() && contains(recipe.freeze, anatomy.rungs[rung].name)) ++rung;
    return rung;
}

// Forward, of a mean text.
double flopsOf(const Rung& rung, const TextFigures& texts) {
    return rung.flopsPerText + rung.flopsPerToken * texts.meanTokens +
           rung.flopsPerTokenPair * texts.meanSquaredTokens;
}

} // namespace

TextFigures textFigures(const TextFit& fit, std::int64_t maxLength, std::int64_t vocabulary,
                        std::int64_t train, std::int64_t validation, std::int64_t test) {
    TextFigures texts{train, validation, test};
    if (fit.lengths.empty()) return texts;
    for (const auto length : fit.lengths) {
        const auto cut = static_cast<double>(std::min<std::int64_t>(length, maxLength));
        texts.meanTokens += cut;
        texts.meanSquaredTokens += cut * cut;
    }
    const auto measured = static_cast<double>(fit.lengths.size());
    texts.meanTokens /= measured;
    texts.meanSquaredTokens /= measured;
    // Heaps' law: vocabulary grows with a power of the text, some 0.6 for English (Manning et al.
    // 2008, 5.1.1).
    const double more = std::pow(std::max(1.0, static_cast<double>(train) / measured), 0.6);
    texts.tableShare = std::min(1.0, static_cast<double>(fit.distinct) * more /
                                         static_cast<double>(std::max<std::int64_t>(1, vocabulary)));
    return texts;
}

double largestBatchTokens(const Recipe& recipe, const TextFigures& texts) {
    const auto batch = static_cast<double>(recipe.batch), longest = static_cast<double>(recipe.maxLength);
    if (texts.meanTokens <= 0) return batch * longest;
    const double variance = std::max(0.0, texts.meanSquaredTokens - texts.meanTokens * texts.meanTokens);
    return std::min(batch * longest,
                    batch * texts.meanTokens + 3 * std::sqrt(batch * variance)); // all but one in 700
}

MemoryForecast forecastMemory(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts,
                              double activationBytes) {
    const double tokens = largestBatchTokens(recipe, texts);
    MemoryForecast forecast;
    double again = 0; // what the largest recomputed rung needs for a moment
    const auto lowest = lowestTrainable(anatomy, recipe);
    for (std::size_t i = 0; i < anatomy.rungs.size(); ++i) {
        const auto& rung = anatomy.rungs[i];
        forecast.weights += 4.0 * static_cast<double>(rung.parameters);
        if (activationBytes < 4 && rung.flopsPerToken > 0) // a copy in the precision of the products
            forecast.weights += activationBytes * static_cast<double>(rung.parameters);
        if (i >= lowest) {
            const double kept = rung.activationsPerToken * activationBytes * tokens;
            if (contains(recipe.recompute, rung.name)) {
                forecast.activations += rung.inputPerToken * activationBytes * tokens;
                again = std::max(again, kept);
            } else {
                forecast.activations += kept;
            }
        }
        if (contains(recipe.freeze, rung.name)) continue;
        // Of a table only the rows that occur have gradients and moments.
        const auto rows = static_cast<double>(rung.tableParameters);
        const auto dense = static_cast<double>(rung.parameters - rung.tableParameters);
        forecast.gradients += 4 * (dense + std::min(rows, tokens * rung.inputPerToken));
        forecast.optimizer += 8 * (dense + rows * texts.tableShare); // AdamW's two moments
    }
    forecast.activations += again;
    return forecast;
}

Forecast forecastRun(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts,
                     const Pace& pace) {
    double forward = 0, frozen = 0, backward = 0,
           moved = 0; // flops of a text; numbers that the optimiser moves
    const auto lowest = lowestTrainable(anatomy, recipe);
    for (std::size_t i = 0; i < anatomy.rungs.size(); ++i) {
        const auto& rung = anatomy.rungs[i];
        const double flops = flopsOf(rung, texts);
        (i < lowest ? frozen : forward) += flops;
        const bool trains = !contains(recipe.freeze, rung.name);
        if (trains) backward += flops;     // gradients of the weights
        if (i > lowest) backward += flops; // of the input
        if (i >= lowest && contains(recipe.recompute, rung.name)) forward += flops;
        if (trains)
            moved += static_cast<double>(rung.parameters - rung.tableParameters) +
                     static_cast<double>(rung.tableParameters) * texts.tableShare;
    }
    const auto train = static_cast<double>(texts.train), judged = static_cast<double>(texts.validation);
    const auto perStep = static_cast<double>(recipe.batch * recipe.accumulation);
    const double stepsPerEpoch = std::ceil(train / perStep);
    const double steps = recipe.maxSteps > 0 ? static_cast<double>(recipe.maxSteps)
                                             : std::max(1.0, std::round(recipe.epochs * stepsPerEpoch));
    const bool computedOnce = lowest > 0 && steps >= stepsPerEpoch;
    const double epochs = stepsPerEpoch > 0 ? steps / stepsPerEpoch : 0;

    Forecast forecast;
    forecast.steps = steps;
    if (computedOnce)
        forecast.frozenSeconds = pace.forwardPerFlop * frozen * (train + (epochs > 1 ? judged : 0));
    forecast.epochSeconds = train * (pace.forwardPerFlop * (forward + (computedOnce ? 0 : frozen)) +
                                     pace.backwardPerFlop * backward) +
                            stepsPerEpoch * pace.stepPerParameter * moved;
    forecast.trainSeconds = forecast.frozenSeconds + epochs * forecast.epochSeconds;
    const double evaluations =
        recipe.evaluateEvery > 0 ? std::max(1.0, std::floor(epochs / recipe.evaluateEvery)) : 1;
    forecast.evaluationSeconds =
        pace.forwardPerFlop * (evaluations * judged * (forward + (computedOnce && epochs > 1 ? 0 : frozen)) +
                               static_cast<double>(texts.test) * (forward + frozen));
    forecast.memoryBytes =
        pace.residentBytes + forecastMemory(anatomy, recipe, texts, pace.activationBytes).total();
    return forecast;
}

} // namespace espalier
