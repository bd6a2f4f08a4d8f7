// Compares checkpoints with what the reference implementation computed with them.
//   espalier-parity DIR
// Every folder in DIR (or DIR itself) with expected.safetensors and expected.json is a case: hidden states
// and logits to 1e-5, loss to 1e-5, the norm of every parameter's gradient to 1e-4 relative, float32.
#include "core/base/Json.h"
#include "core/model/Checkpoint.h"
#include "core/model/families/Family.h"
#include "core/task/Task.h"
#include "tests/tools/PaddedBatch.h"
#include "tests/tools/Tally.h"

#include <cmath>

using namespace espalier;
using namespace espalier::tools;

namespace {

constexpr double stateTolerance = 1e-5, lossTolerance = 1e-5, normTolerance = 1e-4;
constexpr double tinyNorm = 1e-6; // a gradient that is zero but for rounding has no relative error

struct Reference {
    SafetensorsFile tensors;
    Json info;

    explicit Reference(const fs::path& folder)
        : tensors(folder / "expected.safetensors"), info(readJson(folder / "expected.json")) {}
    torch::Tensor operator[](const std::string& name) const {
        const auto it = tensors.tensors().find(name);
        return it == tensors.tensors().end() ? torch::Tensor() : toTensor(it->second);
    }
};

// Which of the reference's tasks are known, and the labels that a model for them needs.
std::vector<std::string> labelsFor(const fs::path& folder, const Json& info) {
    const auto task = info["task"].get<std::string>();
    const auto json = readJson(folder / "config.json");
    try {
        familyNamed(json.value("model_type", ""), "");
    } catch (const Error&) {
        throw Unsupported{"family " + json.value("model_type", "")};
    }
    if (task == "encoder") return {"0", "1"};
    if (task != "sequence-classification") throw Unsupported{"task " + task};
    return {};
}

double largestNormError(const Model& model, const Json& expected, const std::string& prefix) {
    double largest = 0;
    for (const auto& [name, norm] : expected.items()) {
        const auto& gradient = model.parameters().at(prefix + name).grad();
        const auto found = gradient.defined() ? gradient.norm().item<double>() : 0.0;
        if (std::max(found, norm.get<double>()) < tinyNorm) continue;
        largest = std::max(largest, std::abs(found - norm.get<double>()) / norm.get<double>());
    }
    return largest;
}

bool checkCase(const fs::path& folder, std::string& text) {
    const Reference reference(folder);
    const auto labels = labelsFor(folder, reference.info);
    const bool bare = !labels.empty();
    const auto model = loadModel(folder, labels, torch::kCPU, 1).model;
    model->freeze({});
    const auto mask = reference["input.attention_mask"];
    const auto batch = toDevice(packRows(reference["input.input_ids"], reference["input.token_type_ids"],
                                         mask, reference["input.labels"]),
                                torch::kCPU);

    std::vector<torch::Tensor> hidden;
    torch::Tensor output, loss;
    double difference = 0;
    if (bare) {
        output = model->pooled(batch, {}, &hidden);
        difference = largestDifference(output, reference["pooler_output"]);
        loss = hidden.back().pow(2).mean() + output.sum(); // as the reference's script defines it
    } else {
        output = model->logits(batch, {}, &hidden);
        difference = largestDifference(output, reference["logits"]);
        loss = taskOf(model->config().json, model->labels())->loss(output, batch.targets, {});
    }
    double states = 0;
    for (std::size_t i = 0; i < hidden.size(); ++i)
        states = std::max(
            states,
            largestDifference(hidden[i], unpadded(reference["hidden_states." + std::to_string(i)], mask)));
    loss.backward();
    const auto lossError = std::abs(loss.item<double>() - reference["loss"].item<double>());
    const auto norms = largestNormError(*model, reference.info["grad_norm"], bare ? "bert." : "");
    text = fmt::format("hidden {:.1e}  {} {:.1e}  loss {:.1e}  gradient norms {:.1e}", states,
                       bare ? "pooled" : "logits", difference, lossError, norms);
    return states <= stateTolerance && difference <= stateTolerance && lossError <= lossTolerance &&
           norms <= normTolerance;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: espalier-parity DIR\n");
        return 2;
    }
    std::vector<fs::path> cases;
    const fs::path root = argv[1];
    if (fs::exists(root / "expected.safetensors")) cases.push_back(root);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root, ignored))
        if (fs::exists(entry.path() / "expected.safetensors")) cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    Tally tally;
    for (const auto& folder : cases)
        tally.run(folder.filename().string(), [&](std::string& text) { return checkCase(folder, text); });
    return tally.close();
}
