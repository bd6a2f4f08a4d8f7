// Follows training recipes step by step beside the reference implementation.
//   espalier-trajectories --checkpoints DIR TRAJECTORIES
// Every folder in TRAJECTORIES with recipe.json, steps.json, batches, initial and final.safetensors is a
// case: losses and gradient norms to 1e-5 relative to their size, learning rates equal, final parameters to
// 1e-4.
#include "core/base/Json.h"
#include "core/model/Checkpoint.h"
#include "core/model/families/Family.h"
#include "core/train/Trainer.h"
#include "tests/tools/PaddedBatch.h"
#include "tests/tools/Tally.h"

#include <cmath>

using namespace espalier;
using namespace espalier::tools;

namespace {

constexpr double lossTolerance = 1e-5, parameterTolerance = 1e-4;

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

Recipe recipeOf(const Json& r, const Anatomy& anatomy) {
    for (const auto* key :
         {"label_smoothing", "class_weights", "layer_decay", "l2sp", "lora", "focal_gamma", "ema"})
        if (!isOff(r[key])) throw Unsupported{key};
    if (r["optimizer"] != "adamw") throw Unsupported{"optimizer " + r["optimizer"].get<std::string>()};
    const auto schedule = r["schedule"].get<std::string>();
    const auto& known = Schedule::names();
    if (std::find(known.begin(), known.end(), schedule) == known.end())
        throw Unsupported{"schedule " + schedule};
    Recipe recipe;
    recipe.learningRate = r["lr"];
    recipe.beta1 = r["betas"][0];
    recipe.beta2 = r["betas"][1];
    recipe.epsilon = r["eps"];
    recipe.weightDecay = r["weight_decay"];
    recipe.schedule = schedule;
    recipe.warmup = r["warmup_steps"].get<double>();
    recipe.maxSteps = r["steps"];
    recipe.clip = r["clip"];
    recipe.accumulation = r["accumulation"];
    recipe.batch = r["batch"];
    recipe.freeze = rungsFrozenBy(r["freeze"], anatomy);
    recipe.dropout = 0;
    recipe.precision = Precision::F32;
    recipe.device = Device::Cpu;
    recipe.threads = 1;
    return recipe;
}

std::unique_ptr<Model> loadStart(const fs::path& checkpoint, const fs::path& folder, const Json& recipe) {
    const auto config = readJson(checkpoint / "config.json");
    try {
        familyNamed(config.value("model_type", ""), "");
    } catch (const Error&) {
        throw Unsupported{"family " + config.value("model_type", "")};
    }
    const auto problem = config.value("problem_type", "single_label_classification");
    if (!recipe["model_class"].get<std::string>().ends_with("ForSequenceClassification") ||
        problem != "single_label_classification")
        throw Unsupported{"task " + recipe["model_class"].get<std::string>() + " " + problem};
    auto model = loadModel(checkpoint, {}, torch::kCPU, 1).model;
    const SafetensorsFile initial(folder / "initial.safetensors");
    const torch::NoGradGuard guard;
    for (const auto& parameter : model->parameters().all())
        if (const auto it = initial.tensors().find(parameter.name); it != initial.tensors().end())
            parameter.value.copy_(toTensor(it->second));
    return model;
}

bool follow(const fs::path& checkpoints, const fs::path& folder, std::string& text) {
    const auto json = readJson(folder / "recipe.json");
    const auto model = loadStart(checkpoints / json["checkpoint"].get<std::string>(), folder, json);
    const auto recipe = recipeOf(json, model->anatomy());
    model->setDropout(0);
    model->freeze(recipe.freeze);
    const auto task = makeTask("text-classification");
    Trainer trainer(*model, *task, recipe, planCompute(recipe.device, recipe.precision, recipe.threads),
                    recipe.maxSteps);

    const SafetensorsFile batches(folder / "batches.safetensors");
    const auto tensor = [&](const char* name) { return toTensor(batches.tensors().at(name)); };
    const auto ids = tensor("input_ids"), mask = tensor("attention_mask"), labels = tensor("labels");
    double loss = 0, norm = 0, rate = 0;
    const auto steps = readJson(folder / "steps.json");
    for (std::int64_t s = 0; s < recipe.maxSteps; ++s) {
        std::vector<MicroBatch> micro;
        for (std::int64_t i = s * recipe.accumulation; i < (s + 1) * recipe.accumulation; ++i)
            micro.push_back({packRows(ids[i], {}, mask[i], labels[i]), {}});
        const auto result = *trainer.step(micro);
        const auto& expected = steps[static_cast<std::size_t>(s)];
        loss = std::max(loss, std::abs(result.loss - expected["loss"].get<double>()));
        const auto expectedNorm = expected["grad_norm"].get<double>();
        norm = std::max(norm, std::abs(result.gradientNorm - expectedNorm) / std::max(1.0, expectedNorm));
        rate = std::max(rate, std::abs(result.learningRate - expected["learning_rates"][0].get<double>()));
    }
    double parameters = 0;
    const SafetensorsFile final(folder / "final.safetensors");
    for (const auto& parameter : model->parameters().all())
        parameters = std::max(parameters, largestDifference(parameter.value.detach(),
                                                            toTensor(final.tensors().at(parameter.name))));
    text = fmt::format("loss {:.1e}  gradient norm {:.1e}  learning rate {:.1e}  parameters {:.1e}", loss,
                       norm, rate, parameters);
    return loss <= lossTolerance && norm <= 10 * lossTolerance && rate <= 1e-9 &&
           parameters <= parameterTolerance;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4 || std::string(argv[1]) != "--checkpoints") {
        fmt::print(stderr, "usage: espalier-trajectories --checkpoints DIR TRAJECTORIES\n");
        return 2;
    }
    std::vector<fs::path> cases;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(argv[3], ignored))
        if (fs::exists(entry.path() / "recipe.json")) cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    Tally tally;
    for (const auto& folder : cases)
        tally.run(folder.filename().string(),
                  [&](std::string& text) { return follow(argv[2], folder, text); });
    return tally.close();
}
