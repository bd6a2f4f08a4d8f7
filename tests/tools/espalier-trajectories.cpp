// Follows training recipes step by step beside the reference implementation.
//   espalier-trajectories --checkpoints DIR [--device cuda] TRAJECTORIES
// Every folder in TRAJECTORIES with recipe.json, steps.json, batches, initial and final.safetensors is a
// case: losses and gradient norms to 1e-5 relative to their size, learning rates equal, final parameters to
// 1e-4 (biases of keys to 1e-3).
#include "core/base/Json.h"
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#include "core/model/families/Family.h"
#include "core/task/Names.h"
#include "core/train/ClassWeights.h"
#include "core/train/RungSettings.h"
#include "core/train/Trainer.h"
#include "tests/tools/PaddedBatch.h"
#include "tests/tools/Tally.h"

#include <CLI/CLI.hpp>

#include <cmath>

using namespace espalier;
using namespace espalier::tools;

namespace {

constexpr double lossTolerance = 1e-5, parameterTolerance = 1e-4;

// A bias of keys moves all scores of a query alike, of which softmax takes no notice: its gradient is
// rounding alone, and Adam makes steps of it. With L2-SP, Transformers' own two ways to compute attention
// end 3.6e-4 apart there.
double allowanceOf(const std::string& parameterName) {
    return parameterName.ends_with("key.bias") ? 10 : 1;
}

bool isOff(const Json& value) {
    return value.is_null() || (value.is_number() && value.get<double>() == 0) ||
           (value.is_array() && value.empty());
}

// The reference freezes by parts of parameter names.
std::vector<std::string> rungsFrozenBy(const Json& parts, const Anatomy& anatomy) {
    std::vector<std::string> rungs;
    for (const auto& part : parts) {
        const auto name = part.get<std::string>();
        if (name == "bert.") {
            for (const auto& rung : anatomy.rungs)
                if (rung.name != "head") rungs.push_back(rung.name);
        } else if (name == "embeddings") {
            rungs.push_back(name);
        } else if (name.starts_with("encoder.layer.")) {
            rungs.push_back(fmt::format("block.{}", std::stoi(name.substr(14)) + 1));
        } else {
            throw Unsupported{"freezing " + name};
        }
    }
    return rungs;
}

Recipe recipeOf(const Json& r, const Model& model) {
    if (!isOff(r["ema"])) throw Unsupported{"ema"};
    const auto among = [](const std::vector<std::string>& known, const std::string& name) {
        if (std::find(known.begin(), known.end(), name) == known.end()) throw Unsupported{name};
        return name;
    };
    Recipe recipe;
    recipe.optimizer = among(optimizerNames(), r["optimizer"]);
    recipe.momentum = r["momentum"];
    recipe.learningRate = r["lr"];
    recipe.beta1 = r["betas"][0];
    recipe.beta2 = r["betas"][1];
    recipe.epsilon = r["eps"];
    recipe.weightDecay = r["weight_decay"];
    recipe.schedule = among(Schedule::names(), r["schedule"]);
    recipe.warmup = r["warmup_steps"].get<double>();
    recipe.maxSteps = r["steps"];
    recipe.clip = r["clip"];
    recipe.accumulation = r["accumulation"];
    recipe.batch = r["batch"];
    recipe.freeze = rungsFrozenBy(r["freeze"], model.anatomy());
    recipe.labelSmoothing = r["label_smoothing"];
    recipe.labels = model.labels();
    recipe.task = taskNameOf(model.config().json, recipe.labels.size());
    if (!isOff(r["class_weights"]))
        for (std::size_t i = 0; i < recipe.labels.size(); ++i)
            recipe.labelWeights.push_back(
                fmt::format("{}={}", recipe.labels[i], r["class_weights"][i].get<double>()));
    if (!isOff(r["layer_decay"])) recipe.layerDecay = r["layer_decay"];
    if (!isOff(r["focal_gamma"])) recipe.focalGamma = r["focal_gamma"];
    if (!isOff(r["l2sp"])) {
        recipe.l2Sp = r["l2sp"]["alpha"];
        recipe.l2Head = r["l2sp"]["beta"];
    }
    if (!isOff(r["lora"])) {
        recipe.loraRank = r["lora"]["r"];
        recipe.loraAlpha = r["lora"]["alpha"];
        recipe.loraTargets = r["lora"]["targets"].get<std::vector<std::string>>();
        recipe.freeze = {"pooler"}; // peft trains the classifier alone beside the adapters
    }
    recipe.dropout = 0;
    recipe.precision = Precision::F32;
    recipe.threads = 1;
    return recipe;
}

// What peft calls a parameter of ours.
std::string nameInPeft(const std::string& name) {
    const auto replaced = [&](const std::string& end, const std::string& by) {
        return "base_model.model." + name.substr(0, name.size() - end.size()) + by;
    };
    for (const std::string matrix : {".lora_A", ".lora_B"})
        if (name.ends_with(matrix + ".weight")) return replaced(".weight", ".default.weight");
    if (name.starts_with("classifier."))
        return "base_model.model.classifier.modules_to_save.default." + name.substr(11);
    return "base_model.model." + name;
}

// The tensor of a parameter in a file of the reference, which puts adapters around some.
const TensorEntry* entryOf(const SafetensorsFile& file, const std::string& name) {
    const auto peft = nameInPeft(name);
    const auto dot = peft.rfind('.');
    for (const auto& known : {name, peft, peft.substr(0, dot) + ".base_layer" + peft.substr(dot)})
        if (const auto it = file.tensors().find(known); it != file.tensors().end()) return &it->second;
    return nullptr;
}

void copyFrom(const SafetensorsFile& file, const Model& model) {
    const torch::NoGradGuard guard;
    for (const auto& parameter : model.parameters().all())
        if (const auto* entry = entryOf(file, parameter.name)) {
            auto value = parameter.value;
            value.copy_(toTensor(*entry));
        }
}

std::unique_ptr<Model> loadStart(const fs::path& checkpoint, const Json& recipe,
                                 const torch::Device& device) {
    const auto config = readJson(checkpoint / "config.json");
    try {
        familyNamed(config.value("model_type", ""), "");
    } catch (const Error&) {
        throw Unsupported{"family " + config.value("model_type", "")};
    }
    const auto modelClass = recipe["model_class"].get<std::string>();
    const bool words = modelClass.ends_with("ForTokenClassification");
    if (!words && !modelClass.ends_with("ForSequenceClassification")) throw Unsupported{"task " + modelClass};
    return loadModel(checkpoint, {}, device, 1, {.tokenHead = words ? tokenClassification : ""}).model;
}

bool follow(const fs::path& checkpoints, const fs::path& folder, const ComputePlan& plan, std::string& text) {
    const auto json = readJson(folder / "recipe.json");
    const auto model = loadStart(checkpoints / json["checkpoint"].get<std::string>(), json, plan.device);
    const auto recipe = recipeOf(json, *model);
    prepareModel(*model, recipe);
    copyFrom(SafetensorsFile(folder / "initial.safetensors"), *model);
    const auto task = taskOf(model->config().json, model->labels());
    Trainer trainer(*model, *task, recipe, plan, {.steps = recipe.maxSteps}, classWeightsOf(recipe, {}));

    const SafetensorsFile batches(folder / "batches.safetensors");
    const auto tensor = [&](const char* name) { return toTensor(batches.tensors().at(name)); };
    const auto ids = tensor("input_ids"), mask = tensor("attention_mask"), labels = tensor("labels");
    double loss = 0, norm = 0, rate = 0;
    const auto steps = readJson(folder / "steps.json");
    for (std::int64_t s = 0; s < recipe.maxSteps; ++s) {
        std::vector<MicroBatch> micro;
        for (std::int64_t i = s * recipe.accumulation; i < (s + 1) * recipe.accumulation; ++i)
            micro.push_back({task->aboutWords() ? packTokenLabels(ids[i], mask[i], labels[i])
                                                : packRows(ids[i], {}, mask[i], labels[i]),
                             {}});
        const auto now = trainer.step(micro);
        const auto result = now ? *now : *trainer.finish(); // a card's numbers come a step late
        const auto& expected = steps[static_cast<std::size_t>(s)];
        loss = std::max(loss, std::abs(result.loss - expected["loss"].get<double>()));
        const auto expectedNorm = expected["grad_norm"].get<double>();
        norm = std::max(norm, std::abs(result.gradientNorm - expectedNorm) / std::max(1.0, expectedNorm));
        // sorted: the largest is the head's
        rate =
            std::max(rate, std::abs(result.learningRate - expected["learning_rates"].back().get<double>()));
    }
    double parameters = 0;
    std::string furthest; // the parameter that is
    const SafetensorsFile final(folder / "final.safetensors");
    for (const auto& parameter : model->parameters().all()) {
        const auto* entry = entryOf(final, parameter.name);
        if (!entry) throw std::runtime_error(parameter.name + " is not in final.safetensors");
        const double difference =
            largestDifference(parameter.value.detach(), toTensor(*entry)) / allowanceOf(parameter.name);
        if (difference <= parameters) continue;
        parameters = difference;
        furthest = parameter.name;
    }
    text = fmt::format("loss {:.1e}  gradient norm {:.1e}  learning rate {:.1e}  parameters {:.1e}", loss,
                       norm, rate, parameters);
    if (parameters > parameterTolerance) text += " in " + furthest;
    return loss <= lossTolerance && norm <= 10 * lossTolerance && rate <= 1e-9 &&
           parameters <= parameterTolerance;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App program("Follows training recipes step by step beside the reference implementation");
    fs::path checkpoints, trajectories;
    std::string device = "cpu";
    program.add_option("--checkpoints", checkpoints, "The folder of what the recipes begin with")->required();
    program.add_option("TRAJECTORIES", trajectories, "The folder of cases")->required();
    program.add_option("--device", device, "auto, cpu or cuda")->capture_default_str();
    CLI11_PARSE(program, argc, argv);
    const auto plan = planCompute(deviceNamed(device), Precision::F32, 1);
    std::vector<fs::path> cases;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(trajectories, ignored))
        if (fs::exists(entry.path() / "recipe.json")) cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    Tally tally;
    for (const auto& folder : cases)
        tally.run(folder.filename().string(),
                  [&](std::string& text) { return follow(checkpoints, folder, plan, text); });
    return tally.close();
}
