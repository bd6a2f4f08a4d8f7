#include "core/Engine.h"

namespace espalier {

extern "C" const Engine* espalierEngine() {
    static constexpr Engine engine{
        .resolveCompute = &resolveCompute,
        .listModels = &listModels,
        .resolveModel = &resolveModel,
        .describeModel = &describeModel,
        .describeFamily = &describeFamily,
        .trainRun = &trainRun,
        .resumeRun = &resumeRun,
        .measurePace = &measurePace,
        .findLearningRate = &findLearningRate,
        .drawTrials = &drawTrials,
        .search = &search,
        .openPredictor = &openPredictor,
        .proveExport = &proveExport,
    };
    return &engine;
}

} // namespace espalier
