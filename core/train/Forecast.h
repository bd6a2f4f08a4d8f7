#pragma once
// How long a run will take and how much memory, before it starts: from the model's anatomy, the lengths of
// the texts and one short measurement on this machine. A change of the recipe needs no new measurement.
#include "core/base/Stop.h"
#include "core/data/Example.h"
#include "core/data/TextFit.h"
#include "core/model/Anatomy.h"
#include "core/train/Recipe.h"

#include <filesystem>
#include <span>

namespace espalier {

// The texts of a run, as the tokenizer of its checkpoint sees them.
struct TextFigures {
    std::int64_t train = 0, validation = 0, test = 0; // texts
    double meanTokens = 0, meanSquaredTokens = 0;     // of a text, cut at the recipe's length
    double tableShare = 1;                            // of the vocabulary's tokens that occur
    double longestTokens = 0;                         // of the longest text, cut likewise
};
// From what was measured on all or some of the texts.
TextFigures textFigures(const TextFit& fit, std::int64_t maxLength, std::int64_t vocabulary,
                        std::int64_t train, std::int64_t validation, std::int64_t test);

// What this machine needs for a checkpoint, in a precision and with a number of threads.
struct Pace {
    double forwardPerFlop = 0;   // seconds
    double backwardPerFlop = 0;  // of one of the two products that a layer's gradients take
    double stepPerParameter = 0; // of the optimiser, where every number has a gradient
    double residentBytes = 0;    // of the process without a run
    double activationBytes = 4;  // of one number kept for the backward pass
    double inferenceTokens = 0;  // at once, where nothing is kept for a backward pass
    bool tablesByRows = true;    // whether only the rows of a table that occur have gradients and moments
};

// Takes a second or two: a few steps and forward passes on token numbers drawn at random, in texts of these
// lengths. Throws like a run, and Stopped.
Pace measurePace(const Recipe& recipe, std::span<const std::int32_t> lengths, std::int64_t labels,
                 const StopToken& stop = {});

struct Forecast {
    double steps = 0;
    double frozenSeconds = 0;     // computing the frozen rungs, once
    double epochSeconds = 0;      // of training, every epoch
    double trainSeconds = 0;      // both together, over the whole run
    double evaluationSeconds = 0; // all of them
    double memoryBytes = 0;       // of the whole process at its highest

    double totalSeconds() const { return trainSeconds + evaluationSeconds; }
};
Forecast forecastRun(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts,
                     const Pace& pace);
// The same with everything measured: on these examples, now.
Forecast forecastRun(Recipe recipe, const Examples& examples, const StopToken& stop = {});

// What a run's tensors need, in bytes: known without a measurement.
struct MemoryForecast {
    double weights = 0, gradients = 0, optimizer = 0, activations = 0, frozen = 0; // frozen: kept results
    double total() const { return weights + gradients + optimizer + activations + frozen; }
};
MemoryForecast forecastMemory(const Anatomy& anatomy, const Recipe& recipe, const TextFigures& texts,
                              const Pace& pace = {});

// Tokens of the largest micro-batch that a run is likely to meet.
double largestBatchTokens(const Recipe& recipe, const TextFigures& texts);

} // namespace espalier
