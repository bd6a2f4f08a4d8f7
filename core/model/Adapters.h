#pragma once
// Low-rank adapters: LoRA, Hu et al. 2022, arXiv:2106.09685. Beside a frozen matrix W a trained product of
// two thin ones, W + (alpha / rank) B A; B starts at zero, so that training starts from the checkpoint.
#include "core/model/Parameters.h"

#include <filesystem>

namespace espalier {

class Model;

struct LowRank {
    std::int64_t rank = 8;
    double alpha = 16;
    double dropout = 0;
    std::vector<std::string> targets{"query", "value"}; // ends of the projections' names
};

// Targets as the model's family calls them: "query" is DistilBERT's "q_lin".
LowRank inNamesOf(const std::string& modelType, LowRank settings);

// Beside every matrix whose name ends with a target, where `open` allows it. Throws Error(Usage) for a target
// that no matrix has, and where no adapter is left.
void addAdapters(Parameters& parameters, const LowRank& settings,
                 const std::function<bool(const Parameter&)>& open, std::uint64_t seed);

bool isAdapter(const std::string& parameterName);

// A parameter's value with its adapter added to it.
torch::Tensor merged(const Parameters& parameters, const Parameter& parameter);

// adapter_config.json and adapter_model.safetensors, as the peft library reads them, into an existing folder:
// the adapters, and what trained whole beside them.
void saveAdapters(const Model& model, const LowRank& settings, const std::string& checkpoint,
                  const std::filesystem::path& folder);

} // namespace espalier
