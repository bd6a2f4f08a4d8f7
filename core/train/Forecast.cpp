#include "core/train/Forecast.h"

#include "core/task/ActivationBudget.h"

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
    const bool nothingInEmbeddings = recipe.loraRank > 0;
    while (rung + 1 < anatomy.rungs.size() &&
           (contains(recipe.freeze, anatomy.rungs[rung].name) || (rung == 0 && nothingInEmbeddings)))
        ++rung;
    return rung;
}

// Whether the matrices of a rung train, and not only what is small beside them.
bool trainsWhole(const Rung& rung, const Recipe& recipe) {
    if (contains(recipe.freeze, rung.name)) return false;
    return (recipe.loraRank == 0 && !recipe.biasesOnly) || rung.name == "pooler" || rung.name == "head";
}

// Bytes that the optimiser, averages and penalties keep for every number that trains.
double keptByNumber(const Recipe& recipe) {
    double bytes = recipe.optimizer == "sgd" || recipe.optimizer == "lion" ? 4
                   : recipe.optimizer == "adafactor"                       ? 0
                                                                           : 8;
    if (recipe.ema > 0 || recipe.swaStart > 0) bytes += 4;
    if (recipe.l2Sp > 0) bytes += 4;
    return bytes;
}

// Forward and backward passes of a step over the same texts.
double passesOf(const Recipe& recipe) {
    return recipe.rDrop > 0 ? 2 : 1;
}

// How a run goes, as Run.cpp does it.
struct Course {
    double steps = 0, stepsPerEpoch = 0, evaluations = 0;
    bool frozenOnce = false;     // frozen rungs are computed before the first step
    bool validationOnce = false; // those of the validation part, too
    double epochs() const { return stepsPerEpoch > 0 ? steps / stepsPerEpoch : 0; }
};

Course courseOf(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts) {
    Course course;
    const auto perStep = static_cast<double>(recipe.batch * recipe.accumulation);
    course.stepsPerEpoch = std::ceil(static_cast<double>(texts.train) / perStep);
    course.steps = recipe.maxSteps > 0 ? static_cast<double>(recipe.maxSteps)
                                       : std::max(1.0, std::round(recipe.epochs * course.stepsPerEpoch));
    const double every = recipe.evaluateEvery > 0
                             ? std::max(1.0, std::round(recipe.evaluateEvery * course.stepsPerEpoch))
                             : course.steps;
    course.evaluations = std::ceil(course.steps / every);
    course.frozenOnce = lowestTrainable(anatomy, recipe) > 0 && course.steps >= course.stepsPerEpoch &&
                        recipe.unfreezeEvery == 0;
    course.validationOnce = course.frozenOnce && every < course.steps;
    return course;
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
        texts.longestTokens = std::max(texts.longestTokens, cut);
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

// Pairs of tokens in that batch where attention pads. Of texts between two thirds and the whole of a length
// (SimilarLengths.h) padding makes 1.4 times as many pairs, of equal ones no more.
static double paddedPairs(const Recipe& recipe, const TextFigures& texts) {
    const double tokens = largestBatchTokens(recipe, texts);
    if (texts.meanTokens <= 0) return tokens * static_cast<double>(recipe.maxLength);
    return tokens * std::min(1.4 * texts.meanSquaredTokens / texts.meanTokens, texts.longestTokens);
}

// Numbers of a rung that have gradients and moments of their own; of a table perhaps only the rows that
// occur.
static double movedBy(const Rung& rung, const TextFigures& texts, const Pace& pace) {
    const auto rows = static_cast<double>(rung.tableParameters);
    return static_cast<double>(rung.parameters) - rows + rows * (pace.tablesByRows ? texts.tableShare : 1);
}

MemoryForecast forecastMemory(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts,
                              const Pace& pace) {
    const double tokens = largestBatchTokens(recipe, texts);
    const double pairs = paddedPairs(recipe, texts);
    MemoryForecast forecast;
    double again = 0;     // what the largest recomputed rung needs for a moment
    double backward = 0;  // gradients on their way down through a rung: about as much as it keeps
    double inference = 0; // what the largest rung computes with where nothing is kept
    const auto lowest = lowestTrainable(anatomy, recipe);
    for (std::size_t i = 0; i < anatomy.rungs.size(); ++i) {
        const auto& rung = anatomy.rungs[i];
        const bool copied =
            pace.activationBytes < 4 && rung.flopsPerToken > 0; // in the precision of the products
        forecast.weights += (copied ? 4 + pace.activationBytes : 4) * static_cast<double>(rung.parameters);
        inference =
            std::max(inference, pace.activationBytes * rung.activationsPerToken * pace.inferenceTokens);
        if (i >= lowest) {
            const double kept = passesOf(recipe) * pace.activationBytes *
                                (rung.activationsPerToken * tokens + rung.activationsPerPaddedPair * pairs);
            if (contains(recipe.recompute, rung.name)) {
                forecast.activations += rung.inputPerToken * pace.activationBytes * tokens;
                again = std::max(again, kept);
            } else {
                forecast.activations += kept;
                backward = std::max(backward, kept);
            }
        }
        if (!trainsWhole(rung, recipe)) continue; // biases and adapters are small
        const auto dense = static_cast<double>(rung.parameters - rung.tableParameters);
        const auto rows = static_cast<double>(rung.tableParameters);
        forecast.gradients +=
            4 * (dense + (pace.tablesByRows ? std::min(rows, tokens * rung.inputPerToken) : rows));
        forecast.optimizer += keptByNumber(recipe) * movedBy(rung, texts, pace);
    }
    forecast.activations = std::max(forecast.activations + std::max(again, backward), inference);
    if (const auto course = courseOf(anatomy, recipe, texts); course.frozenOnce) {
        const auto& rung = anatomy.rungs[lowest];
        const bool byToken = rung.name.starts_with("block.");
        const double text =
            anatomy.rungs.front().inputPerToken * pace.activationBytes * (byToken ? texts.meanTokens : 1);
        for (const auto part : {texts.train, course.validationOnce ? texts.validation : 0})
            if (const double bytes = text * static_cast<double>(part);
                bytes <= static_cast<double>(ActivationBudget().memoryBytes)) // else in a file
                forecast.frozen += bytes;
    }
    return forecast;
}

Forecast forecastRun(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts,
                     const Pace& pace) {
    double forward = 0, frozen = 0, backward = 0; // flops of a text
    double moved = 0;
    const auto lowest = lowestTrainable(anatomy, recipe);
    for (std::size_t i = 0; i < anatomy.rungs.size(); ++i) {
        const auto& rung = anatomy.rungs[i];
        const double flops = flopsOf(rung, texts);
        (i < lowest ? frozen : forward) += flops;
        const bool trains = trainsWhole(rung, recipe);
        if (trains) backward += flops;     // gradients of the weights
        if (i > lowest) backward += flops; // of the input
        if (trains) moved += movedBy(rung, texts, pace);
    }
    double again = 0; // computed once more in the backward pass
    for (std::size_t i = lowest; i < anatomy.rungs.size(); ++i)
        if (contains(recipe.recompute, anatomy.rungs[i].name)) again += flopsOf(anatomy.rungs[i], texts);

    const auto course = courseOf(anatomy, recipe, texts);
    const auto train = static_cast<double>(texts.train), judged = static_cast<double>(texts.validation);
    Forecast forecast;
    forecast.steps = course.steps;
    if (course.frozenOnce)
        forecast.frozenSeconds =
            pace.forwardPerFlop * frozen * (train + (course.validationOnce ? judged : 0));
    forecast.epochSeconds = passesOf(recipe) * train *
                                (pace.forwardPerFlop * (forward + again + (course.frozenOnce ? 0 : frozen)) +
                                 pace.backwardPerFlop * backward) +
                            course.stepsPerEpoch * pace.stepPerParameter * moved;
    forecast.trainSeconds = forecast.frozenSeconds + course.epochs() * forecast.epochSeconds;
    forecast.evaluationSeconds = pace.forwardPerFlop * (course.evaluations * judged *
                                                            (forward + (course.validationOnce ? 0 : frozen)) +
                                                        static_cast<double>(texts.test) * (forward + frozen));
    forecast.memoryBytes = pace.residentBytes + forecastMemory(anatomy, recipe, texts, pace).total();
    return forecast;
}

} // namespace espalier
