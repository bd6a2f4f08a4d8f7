#pragma once
// Who is told what happens during a run. Called on the training thread: copy and return.
#include "core/base/Message.h"
#include "core/task/Evaluation.h"
#include "core/task/Names.h"

#include <string>

namespace espalier {

struct RunPlan {
    std::string task = textClassification;
    std::int64_t steps = 0; // optimiser steps of the whole run
    std::int64_t stepsPerEpoch = 0;
    std::int64_t trainExamples = 0, validationExamples = 0, testExamples = 0;
    std::int64_t trainableParameters = 0, parameters = 0;
    std::vector<std::string> labels;
    std::string device;    // "CPU", "CUDA: NVIDIA H200"
    std::string precision; // "f32", "bf16"
    int threads = 1;
};

struct StepMetrics {
    std::int64_t step = 0; // from 1
    double epoch = 0;
    double loss = 0; // mean over the step's examples
    double learningRate = 0;
    double gradientNorm = 0;       // before clipping
    std::vector<double> rungNorms; // likewise of every rung from the bottom; at some steps only, else empty
    double samplesPerSecond = 0;   // over the last few steps
    double secondsLeft = 0;
    double elapsedSeconds = 0;
};

class Observer {
public:
    virtual ~Observer() = default;
    virtual void onPlan(const RunPlan&) {}
    virtual void onStep(const StepMetrics&) {}
    virtual void onEvaluation(const Evaluation&) {}
    virtual void onMessage(const Message&) {}
    // What is being done outside the steps, with done in [0, 1]: tokenising, evaluating, saving.
    virtual void onProgress(const Message&, double /*done*/) {}
};

} // namespace espalier
