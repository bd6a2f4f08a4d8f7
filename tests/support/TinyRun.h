#pragma once
// A small labelled data set that a tiny checkpoint with random weights learns in seconds, and runs on it.
#include "core/train/Run.h"

#include <functional>

namespace espalier::test {

inline std::filesystem::path tinyModel() {
    return std::filesystem::path(ESPALIER_FIXTURES) / "models/tiny-bert";
}

// Three labels that single words give away; rows numbered from 1.
inline std::vector<Example> tinyExamples(int count, std::int64_t firstRow = 1) {
    const char* words[][3] = {
        {"card", "bank", "account"}, {"transfer", "money", "sent"}, {"hotel", "room", "clean"}};
    const char* labels[] = {"card", "transfer", "hotel"};
    std::vector<Example> examples;
    for (int i = 0; i < count; ++i) {
        const auto& w = words[i % 3];
        examples.push_back({firstRow + i,
                            std::string("the ") + w[i % 2] + " is " + w[(i / 2) % 3] + " " + w[(i / 3) % 3],
                            std::nullopt, labels[i % 3]});
    }
    return examples;
}

inline Recipe tinyRecipe() {
    Recipe recipe;
    recipe.model = tinyModel().string();
    recipe.epochs = 10;
    recipe.batch = 8;
    recipe.learningRate = 5e-3;
    recipe.maxLength = 32;
    recipe.precision = Precision::F32;
    recipe.device = Device::Cpu;
    recipe.threads = 1;
    return recipe;
}

inline Examples tinyData() {
    return {tinyExamples(48), tinyExamples(12, 49), tinyExamples(12, 61), ""};
}

// Counts what it hears; onStepDo is called on the training thread.
struct Listener : Observer {
    RunPlan plan;
    std::vector<StepMetrics> steps;
    std::vector<Evaluation> evaluations;
    std::vector<std::string> messages;
    std::function<void(const StepMetrics&)> onStepDo;

    void onPlan(const RunPlan& p) override { plan = p; }
    void onStep(const StepMetrics& s) override {
        steps.push_back(s);
        if (onStepDo) onStepDo(s);
    }
    void onEvaluation(const Evaluation& e) override { evaluations.push_back(e); }
    void onMessage(const Message& m) override { messages.push_back(m.english()); }
};

} // namespace espalier::test
