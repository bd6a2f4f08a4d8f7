#pragma once
// Everything that decides a run's outcome. Two runs with equal recipes on one machine and thread count end in
// equal bytes.
#include "core/base/Json.h"
#include "core/model/Compute.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace espalier {

struct Recipe {
    static constexpr int version = 1;

    std::string task = "text-classification";
    std::string labelSeparator = ";";         // multi-label
    double threshold = 0.5;                   // likewise
    std::vector<std::string> labelThresholds; // "complaint=0.3"
    bool tuneThresholds = false;
    double huberDelta = 0; // regression; 0: squared error
    // what it starts from
    std::string model;               // folder or library name
    std::string modelHash;           // SHA-256 of the weights, filled in when the run starts
    std::string dataHash;            // contentHash of the examples, likewise
    std::vector<std::string> labels; // in index order, likewise
    std::int64_t reinitialize = 0;   // of the highest blocks
    std::string pooling = "auto";    // core/model/Pooling.h
    // what may change
    std::vector<std::string> freeze; // rung names; frozen rungs below the lowest trainable one run in
                                     // evaluation mode (no dropout)
    bool biasesOnly = false;
    std::int64_t loraRank = 0; // 0: no adapters
    double loraAlpha = 16, loraDropout = 0;
    std::vector<std::string> loraTargets{"query", "value"};
    double unfreezeEvery = 0;           // epochs; 0: all at once
    std::vector<std::string> recompute; // blocks of which the backward pass computes the activations again
    // how long
    double epochs = 3;
    std::int64_t maxSteps = 0; // 0: by epochs
    double maxMinutes = 0;     // 0: no limit
    std::int64_t patience = 0; // evaluations; 0: endless
    double minGain = 0;
    // how
    std::int64_t batch = 32;
    std::int64_t accumulation = 1;
    std::int64_t maxLength = 128; // tokens, special ones included
    std::string sampling = "shuffled";
    std::string optimizer = "adamw";
    double learningRate = 5e-5;
    double layerDecay = 1;
    std::vector<std::string> rungRates; // "block.6=0.5"
    double warmup = 0.1;                // < 1: share of all steps; ≥ 1: steps
    std::string schedule = "linear";
    double scheduleCycles = 2, schedulePower = 2;
    double weightDecay = 0.01; // decoupled but for Adam; skips biases and norms
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentum = 0.9;
    double clip = 1.0;   // largest gradient norm; 0: off
    double dropout = -1; // < 0: as the checkpoint's config says
    double hiddenDropout = -1, attentionDropout = -1, headDropout = -1; // < 0: as dropout says
    // what counts
    double labelSmoothing = 0, focalGamma = 0;
    std::string classWeights = "none";
    std::vector<std::string> labelWeights; // "complaint=3"
    double rDrop = 0, contrastive = 0, contrastiveTemperature = 0.3;
    double l2Sp = 0;
    bool l2SpAuto = false;              // chosen when the run starts
    std::vector<std::string> l2SpRungs; // "block.1=0.5"
    double l2Head = 0;
    double ema = 0, swaStart = 0;
    bool skipBadSteps = false;
    // when to look, and to save
    double evaluateEvery = 1.0;  // epochs; 0: at the end only
    std::string bestBy = "auto"; // the name of a metric; auto: the task's first
    double snapshotMinutes = 10; // 0: only when it is paused
    // on what
    Precision precision = Precision::Auto;
    Device device = Device::Auto;
    int threads = 0; // 0: all
    std::uint64_t seed = 1;

    bool operator==(const Recipe&) const = default;
};

// One key of the recipe as people meet it: in JSON, behind --set, in the README and in the form.
struct RecipeKey {
    std::string name;        // "learning_rate"
    std::string type;        // "number", "whole number", "yes or no", "text", "list", "choice"
    std::string range;       // "0 to 1", "linear, constant"; "" for any
    std::string unit;        // "epochs"; "" where it has none
    std::string description; // one sentence
    std::string source;      // the work it comes from, or ""
    std::string group;       // "What trains": keys of a group follow each other
    std::function<Json(const Recipe&)> get;
    std::function<void(Recipe&, const Json& value, const std::string& origin)>
        set; // throws Error where it doesn't fit
};
const std::vector<RecipeKey>& recipeKeys();

// Whether a key says something about this task.
bool isForTask(const std::string& key, const std::string& task);
// Sets the task, and puts back what only another one has.
void takeTask(Recipe& recipe, const std::string& task);

Json toJson(const Recipe& recipe);
// Missing keys keep their default. Unknown keys are refused with the nearest valid name, values outside their
// range with the range, a newer version with both numbers.
Recipe recipeFromJson(const Json& json, const std::string& origin);
// "learning_rate=3e-5"; lists as JSON or as "freeze=embeddings, block.1"
void setRecipeKey(Recipe& recipe, const std::string& assignment);
// Throws Error(Usage) where values contradict each other or leave their range.
void checkRecipe(const Recipe& recipe);
// The numbers of "NAME=NUMBER" items. Throws Error(Usage) that names the key for anything else.
std::map<std::string, double> numbersByName(const std::vector<std::string>& items, const std::string& key);
// The same for a warm-up in steps that would not end within a run of so many.
void checkWarmup(const Recipe& recipe, std::int64_t steps);

} // namespace espalier
