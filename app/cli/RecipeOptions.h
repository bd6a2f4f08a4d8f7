#pragma once
// A recipe as the command line says it: a file, options for what is set most often, and --set for every key.
#include "core/train/Recipe.h"

#include <CLI/CLI.hpp>

namespace espalier::cli {

class RecipeOptions {
public:
    void addOptions(CLI::App& command);
    Recipe recipe() const; // a recipe file first, then what the command line says beside it; checked

private:
    const CLI::App* command_ = nullptr;
    std::string model_, task_, freeze_, file_, precision_, device_;
    double epochs_ = 0, learningRate_ = 0;
    std::int64_t maxSteps_ = 0, batch_ = 0, maxLength_ = 0;
    std::uint64_t seed_ = 0;
    int threads_ = 0;
    std::vector<std::string> settings_;
};

} // namespace espalier::cli
