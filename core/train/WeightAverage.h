#pragma once
// Weights that are kept beside the trained ones: a moving average (Polyak & Juditsky 1992) or the plain mean
// of the run's last part (stochastic weight averaging, Izmailov et al. 2018, arXiv:1803.05407).
#include "core/train/Recipe.h"
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

class WeightAverage {
public:
    // steps: of the whole run.
    WeightAverage(const std::vector<Trained>& trained, const Recipe& recipe, std::int64_t steps);

    bool any() const { return decay_ > 0 || from_ >= 0; }
    // After the step `done`, from 1. The parameters must be settled.
    void add(std::int64_t done);
    // Exchanges the trained weights and the averaged ones; once more changes them back.
    void exchange();

    TensorMap state() const;
    void restore(const TensorMap& state);

private:
    std::vector<Parameter> parameters_;
    std::vector<torch::Tensor> averages_; // undefined before the first step that counts
    double decay_;
    std::int64_t from_; // steps; -1: no mean
    std::int64_t counted_ = 0;
};

} // namespace espalier
