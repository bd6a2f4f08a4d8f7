#pragma once
// What computes with tensors, in one table: a window that links espalier_plain alone is on the screen before
// LibTorch's libraries are loaded, and finds these functions in espalier_core when a job first needs one.
#include "core/export/HuggingFace.h"
#include "core/model/Compute.h"
#include "core/model/Library.h"
#include "core/task/Predictor.h"
#include "core/train/Forecast.h"
#include "core/train/RateFinder.h"
#include "core/train/Run.h"
#include "core/train/Search.h"

namespace espalier {

struct Engine {
    decltype(&espalier::resolveCompute) resolveCompute;
    decltype(&espalier::listModels) listModels;
    decltype(&espalier::resolveModel) resolveModel;
    decltype(&espalier::describeModel) describeModel;
    decltype(&espalier::describeFamily) describeFamily;
    decltype(&espalier::trainRun) trainRun;
    decltype(&espalier::resumeRun) resumeRun;
    decltype(&espalier::measurePace) measurePace;
    decltype(&espalier::findLearningRate) findLearningRate;
    decltype(&espalier::drawTrials) drawTrials;
    decltype(&espalier::search) search;
    decltype(&espalier::openPredictor) openPredictor;
    decltype(&espalier::proveExport) proveExport;
};

constexpr const char* engineSymbol = "espalierEngine";
extern "C" const Engine* espalierEngine();

} // namespace espalier
