#include "core/model/Adapters.h"

#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/base/Text.h"
#include "core/data/Random.h"
#include "core/model/Device.h"
#include "core/model/Model.h"
#include "core/model/Tensors.h"
#include "core/model/families/Family.h"

#include <cmath>
#include <set>

namespace espalier {

namespace {

constexpr std::string_view weightEnd = ".weight", downEnd = ".lora_A.weight", upEnd = ".lora_B.weight";

// "…attention.self.query" of "…attention.self.query.weight"
std::string projectionOf(const std::string& parameterName) {
    return parameterName.substr(0, parameterName.size() - weightEnd.size());
}

bool isProjection(const Parameter& parameter) {
    return parameter.name.ends_with(weightEnd) && !isAdapter(parameter.name) && parameter.value.dim() == 2;
}

} // namespace

bool isAdapter(const std::string& name) {
    return name.ends_with(downEnd) || name.ends_with(upEnd);
}

LowRank inNamesOf(const std::string& modelType, LowRank settings) {
    const auto& own = familyNamed(modelType, "").projections;
    for (auto& target : settings.targets)
        if (const auto it = own.find(target); it != own.end()) target = it->second;
    // Some families have query, key and value in one.
    std::set<std::string> met;
    std::erase_if(settings.targets, [&](const auto& target) { return !met.insert(target).second; });
    return settings;
}

void addAdapters(Parameters& parameters, const LowRank& settings,
                 const std::function<bool(const Parameter&)>& open, std::uint64_t seed) {
    const auto generator = makeGenerator(torch::kCPU, mixed(seed) + 1); // not the head's numbers once more
    std::set<std::string> met;
    std::vector<std::pair<std::string, Adapter>> adapters;
    for (const auto& parameter : parameters.all()) {
        if (!isProjection(parameter)) continue;
        const auto name = projectionOf(parameter.name);
        const auto target = std::find_if(settings.targets.begin(), settings.targets.end(),
                                         [&](const auto& end) { return name.ends_with("." + end); });
        if (target == settings.targets.end()) continue;
        met.insert(*target);
        if (!open(parameter)) continue;
        const auto out = parameter.value.size(parameter.inByOut ? 1 : 0),
                   in = parameter.value.size(parameter.inByOut ? 0 : 1);
        // peft's start: A uniform as LibTorch's linear layers, B zero
        const double bound = 1 / std::sqrt(static_cast<double>(in));
        const auto options = parameter.value.options();
        adapters.push_back(
            {name,
             {torch::empty({settings.rank, in}).uniform_(-bound, bound, generator).to(options.device()),
              torch::zeros({out, settings.rank}, options),
              settings.alpha / static_cast<double>(settings.rank), settings.dropout}});
    }
    for (const auto& target : settings.targets)
        if (!met.contains(target))
            throw Error(ErrorKind::Usage,
                        message("model", "No projection of this model is called \"{0}\".", target),
                        message("model", "Choose among those of its blocks, as query, key, value."));
    if (adapters.empty())
        throw Error(ErrorKind::Usage,
                    message("model", "Every block is frozen: there is no place for adapters."),
                    message("model", "Thaw the blocks that are to get adapters, or train without."));
    for (auto& [name, adapter] : adapters) parameters.addAdapter(name, std::move(adapter));
}

torch::Tensor merged(const Parameters& parameters, const Parameter& parameter) {
    const auto value = parameter.value.detach();
    const auto* adapter =
        isProjection(parameter) ? parameters.adapter(projectionOf(parameter.name)) : nullptr;
    if (!adapter) return value;
    const auto added = adapter->scale * torch::mm(adapter->up.detach(), adapter->down.detach());
    return value + (parameter.inByOut ? added.t() : added);
}

void saveAdapters(const Model& model, const LowRank& asked, const std::string& checkpoint,
                  const std::filesystem::path& folder) {
    std::vector<torch::Tensor> kept; // keeps copies alive until they are written
    std::map<std::string, TensorEntry> entries;
    std::set<std::string> whole;
    const auto& all = model.parameters().all();
    const bool inByOut = std::any_of(all.begin(), all.end(), [](const auto& p) { return p.inByOut; });
    const auto& family = familyNamed(model.config().modelType, "");
    for (const auto& parameter : model.parameters().trainable()) {
        kept.push_back(parameter.value.detach().to(torch::kCPU).contiguous());
        entries.emplace("base_model.model." + parameter.name, toEntry(kept.back()));
        if (isAdapter(parameter.name)) continue;
        auto module = parameter.name.starts_with(family.prefix) ? parameter.name.substr(family.prefix.size())
                                                                : parameter.name;
        whole.insert(module.substr(0, module.find('.'))); // "pooler", "classifier"
    }
    const auto settings = inNamesOf(model.config().modelType, asked);
    writeSafetensors(folder / "adapter_model.safetensors", entries);
    const Json config{{"peft_type", "LORA"},
                      {"task_type", "SEQ_CLS"},
                      {"base_model_name_or_path", checkpoint},
                      {"r", settings.rank},
                      {"lora_alpha", settings.alpha},
                      {"lora_dropout", settings.dropout},
                      {"target_modules", settings.targets},
                      {"modules_to_save", whole},
                      {"bias", "none"},
                      {"fan_in_fan_out", inByOut},
                      {"inference_mode", true}};
    writeFileAtomically(folder / "adapter_config.json", config.dump(2) + "\n");
}

} // namespace espalier
