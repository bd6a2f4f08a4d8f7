#pragma once
// Which learning rate suits a checkpoint, its texts and a recipe: a short run in which it rises from nearly
// nothing until the loss runs away. Smith 2017, arXiv:1506.01186, in the exponential form of Howard's fastai.
#include "core/base/Stop.h"
#include "core/data/Example.h"
#include "core/train/Recipe.h"

#include <span>

namespace espalier {

struct RateTrial {
    double learningRate = 0;
    double loss = 0;     // of one step
    double smoothed = 0; // over the last steps
};

struct RateFinding {
    std::vector<RateTrial> trials; // in order; ends where the loss runs away
    double suggestion = 0;         // a learning rate; 0 where the loss never fell
};

struct RateRange {
    double from = 1e-7, to = 1;
    int steps = 100;
};

// Nothing is kept of what it learns. The recipe's schedule, warm-up and learning rate play no part. Throws
// like a run, and Stopped.
RateFinding findLearningRate(Recipe recipe, const Examples& examples, const StopToken& stop = {},
                             const std::function<void(double done)>& progress = {},
                             const RateRange& range = {});

// Where the smoothed loss falls most steeply, over the logarithm of the learning rate.
double suggestRate(std::span<const RateTrial> trials);

} // namespace espalier
