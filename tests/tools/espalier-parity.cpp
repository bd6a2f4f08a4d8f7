// Compares checkpoints with what the reference implementation computed with them.
//   espalier-parity DIR [--written FOLDER] [--device cuda]
// Every folder in DIR (or DIR itself) with expected.safetensors and expected.json is a case: hidden states
// and logits to 1e-5, loss to 1e-5, the norm of every parameter's gradient to 1e-4 relative, float32. With
// --written each checkpoint is also saved, with its reference, into a folder of its own in FOLDER, so that it
// can be compared again, and loaded elsewhere (check_written.py).
#include "core/base/Json.h"
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#include "core/model/families/Family.h"
#include "core/model/generation/CausalDecoder.h"
#include "core/model/generation/Seq2SeqDecoder.h"
#include "core/task/Task.h"
#include "tests/tools/PaddedBatch.h"
#include "tests/tools/Tally.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <tuple>

using namespace espalier;
using namespace espalier::tools;

namespace {

constexpr double stateTolerance = 1e-5, lossTolerance = 1e-5, normTolerance = 1e-4;
// A gradient that is zero but for rounding has no relative error: less than this share of the largest, or
// of 1.
constexpr double tinyNorm = 1e-6;

// What was computed, back where the reference's values are; gradients find their way through it.
torch::Tensor home(const torch::Tensor& computed) {
    return computed.to(torch::kCPU);
}

std::vector<torch::Tensor> home(std::vector<torch::Tensor> computed) {
    for (auto& tensor : computed) tensor = home(tensor);
    return computed;
}

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

// The parameter whose gradient's norm is farthest from the reference's, and how far relatively.
std::pair<double, std::string> largestNormError(const Parameters& parameters, const Json& expected,
                                                const std::string& prefix) {
    std::pair<double, std::string> largest;
    double scale = 1;
    for (const auto& norm : expected) scale = std::max(scale, norm.get<double>());
    for (const auto& [name, norm] : expected.items()) {
        const auto& gradient = parameters.at(prefix + name).grad();
        const auto found = gradient.defined() ? gradient.norm().item<double>() : 0.0;
        if (std::max(found, norm.get<double>()) < tinyNorm * scale) continue;
        largest = std::max(largest, {std::abs(found - norm.get<double>()) / norm.get<double>(), name});
    }
    return largest;
}

// What a model makes of the reference's inputs, and how far its answers are from the reference's.
struct Outcome {
    std::string continuations; // of a model that writes: which of them are the reference's
    bool continues = true;
    std::vector<torch::Tensor> hidden;
    double difference = 0;
    torch::Tensor loss;
    torch::Tensor expectedLoss;
    bool comparesGradients = true;
};

class Case {
public:
    Case(const fs::path& folder, const torch::Device& device)
        : folder_(folder), device_(device), reference_(folder) {
        const auto type = readJson(folder / "config.json").value("model_type", "");
        try {
            familyNamed(type, "");
        } catch (const Error&) {
            throw Unsupported{"family " + type};
        }
    }

    Outcome run() {
        const auto task = reference_.info["task"].get<std::string>();
        if (task == "sequence-classification") return classified();
        if (task == "encoder") return encoded();
        if (task == "token-classification" || task == "masked-lm") return overTokens(task, "logits", 0);
        if (task == "causal-lm") return continued(overTokens(task, "logits", 1));
        if (task == "pretraining") return pretrained();
        if (task == "seq2seq-lm") return translated();
        if (task == "question-answering") return questioned();
        throw Unsupported{"task " + task};
    }

    // What was loaded, with its head, in a folder that is a case itself.
    void save(const fs::path& folder) const {
        fs::create_directories(folder);
        if (seq2Seq_) saveSeq2Seq(*seq2Seq_, folder_, folder);
        if (model_) {
            const auto& config = model_->config();
            const auto task = taskOf(config.json, model_->labels())->config();
            saveModel(*model_, config.tokenHead.empty() ? task : Json::object(), folder_, config.maxLength(),
                      folder);
        }
        for (const auto* name : {"expected.safetensors", "expected.json"})
            fs::copy_file(folder_ / name, folder / name, fs::copy_options::overwrite_existing);
    }

    const Parameters& parameters() const { return seq2Seq_ ? seq2Seq_->parameters : model_->parameters(); }
    const Reference& reference() const { return reference_; }
    torch::Tensor mask() const { return reference_["input.attention_mask"]; }
    std::string prefix() const { return prefix_; } // of an encoder's weights

private:
    void load(const std::vector<std::string>& labels, const std::string& tokenHead = {}) {
        model_ = loadModel(folder_, labels, device_, 1, {.tokenHead = tokenHead}).model;
        model_->freeze({});
    }

    TokenBatch batch(const char* targets = nullptr) const {
        return toDevice(packRows(reference_["input.input_ids"], reference_["input.token_type_ids"], mask(),
                                 targets ? reference_[targets] : torch::Tensor()),
                        device_);
    }

    Outcome outcome(const torch::Tensor& found, const char* expected) const {
        Outcome result;
        result.difference = largestDifference(found, reference_[expected]);
        result.expectedLoss = reference_["loss"];
        return result;
    }

    Outcome classified() {
        load({});
        const auto inputs = batch("input.labels");
        std::vector<torch::Tensor> hidden;
        const auto logits = home(model_->logits(inputs, {}, &hidden));
        auto result = outcome(logits, "logits");
        result.hidden = home(hidden);
        result.loss = taskOf(model_->config().json, model_->labels())->loss(logits, home(inputs.targets), {});
        return result;
    }

    Outcome encoded() {
        load({"0", "1"});
        prefix_ = familyNamed(model_->config().modelType, "").prefix;
        std::vector<torch::Tensor> hidden;
        const auto pooled = home(model_->pooled(batch(), {}, &hidden));
        auto result = outcome(pooled, "pooler_output");
        result.hidden = home(hidden);
        result.loss =
            result.hidden.back().pow(2).mean() + pooled.sum(); // as the reference's script defines it
        return result;
    }

    // [tokens, outputs] without the rows that batches are filled up with
    torch::Tensor answers(const TokenBatch& inputs, std::vector<torch::Tensor>& hidden) const {
        const auto logits = home(model_->tokenLogits(inputs, {}, &hidden).slice(0, 0, inputs.tokens()));
        hidden = home(hidden);
        return logits;
    }

    // Labels of the tokens `ahead`, -100 where there are none: the reference's own way of leaving places out.
    torch::Tensor labelsOf(std::int64_t ahead) const {
        auto labels = reference_["input.labels"].clone();
        if (ahead > 0) {
            labels = torch::constant_pad_nd(labels.slice(1, ahead), {0, ahead}, -100);
        }
        return unpadded(labels, mask()).to(torch::kInt64);
    }

    Outcome overTokens(const std::string& task, const char* expected, std::int64_t ahead) {
        load({}, task);
        const auto inputs = batch();
        std::vector<torch::Tensor> hidden;
        const auto logits = answers(inputs, hidden);
        Outcome result;
        result.hidden = hidden;
        result.difference = largestDifference(logits, unpadded(reference_[expected], mask()));
        result.loss = torch::cross_entropy_loss(logits, labelsOf(ahead));
        result.expectedLoss = reference_["loss"];
        return result;
    }

    Outcome continued(Outcome outcome) const {
        return written(std::move(outcome), model_->config(), idsOf(reference_["generate.prompt"]),
                       [&] { return std::make_unique<CausalDecoder>(*model_); });
    }

    // Goes on from `start` as the reference's script does.
    Outcome written(Outcome outcome, const ModelConfig& config, const std::vector<std::int64_t>& start,
                    const std::function<std::unique_ptr<Decoder>()>& makeDecoder) const {
        for (const auto& [name, beams] : {std::pair("greedy", 1), std::pair("beam4", 4)}) {
            auto settings = generationSettingsOf(config);
            settings.newTokens = reference_.info.value("new_tokens", 12);
            settings.beams = beams;
            const auto found = generate(*makeDecoder(), start, settings);
            const bool equal = found == idsOf(reference_[std::string("generate.") + name]);
            outcome.continuations += fmt::format("  {} {}", name, equal ? "equal" : "differs");
            outcome.continues = outcome.continues && equal;
        }
        return outcome;
    }

    // Labels are what is to be written; the decoder sees them one place later, behind its start.
    Outcome translated() {
        seq2Seq_.emplace(loadSeq2Seq(folder_, device_));
        seq2Seq_->parameters.setTrainable([](const Parameter& p) { return p.name != "final_logits_bias"; });
        const auto& config = seq2Seq_->config;
        const auto labels = reference_["input.labels"];
        const auto padding = valueOr<std::int64_t>(config.json, "pad_token_id", 0, "");
        auto start = torch::full({labels.size(0), 1}, startOfWriting(config).front(), torch::kInt64);
        if (config.modelType == "mbart") // begins with what a text ends with, its language
            start = labels.gather(1, (labels != -100).sum(1, true) - 1);
        const auto ids = torch::cat({start, labels.slice(1, 0, -1)}, 1);
        // The reference has no mask over what is written: places behind a text's end are computed, too.
        const auto written =
            toDevice(packRows(ids.masked_fill(ids == -100, padding), {}, torch::ones_like(ids)), device_);
        const auto read = batch();
        Outcome result;
        ReadText states(seq2Seq_->model->encode(read, {}, &result.hidden), read);
        for (auto& hidden : result.hidden) hidden = home(hidden.slice(0, 0, read.tokens()));
        std::vector<torch::Tensor> hidden;
        const auto logits = home(seq2Seq_->model->logits(
            seq2Seq_->model->decode(written, states, {}, &hidden).slice(0, 0, written.tokens())));
        result.difference = largestDifference(logits, reference_["logits"].flatten(0, 1));
        for (std::size_t i = 0; i < hidden.size(); ++i)
            result.difference = std::max(
                result.difference,
                largestDifference(home(hidden[i].slice(0, 0, written.tokens())),
                                  reference_["decoder_hidden_states." + std::to_string(i)].flatten(0, 1)));
        result.loss = torch::cross_entropy_loss(logits, labels.flatten().to(torch::kInt64));
        result.expectedLoss = reference_["loss"];
        const auto prompt = idsOf(reference_["generate.prompt"]);
        return this->written(std::move(result), config, startOfWriting(config),
                             [&] { return std::make_unique<Seq2SeqDecoder>(*seq2Seq_, prompt); });
    }

    static std::vector<std::int64_t> idsOf(const torch::Tensor& tensor) {
        const auto flat = tensor.flatten().to(torch::kInt64).contiguous();
        return {flat.const_data_ptr<std::int64_t>(), flat.const_data_ptr<std::int64_t>() + flat.numel()};
    }

    Outcome pretrained() {
        auto result = overTokens("pretraining", "prediction_logits", 0);
        const auto next = home(model_->logits(batch(), {}));
        result.difference =
            std::max(result.difference, largestDifference(next, reference_["seq_relationship_logits"]));
        result.loss = result.loss + torch::cross_entropy_loss(
                                        next, reference_["input.next_sentence_label"].to(torch::kInt64));
        return result;
    }

    // The reference's loss looks for the answer among the places of padding, too; ours has none. So the loss
    // is held against that of the reference's logits without them, and gradients are left to token
    // classification.
    Outcome questioned() {
        load({}, "question-answering");
        const auto inputs = batch();
        Outcome result;
        const auto logits = answers(inputs, result.hidden);
        result.expectedLoss = torch::zeros({});
        result.loss = torch::zeros({});
        for (const std::string end : {"start", "end"}) {
            const auto expected = unpadded(reference_[end + "_logits"], mask());
            const auto found = logits.select(1, end == "end");
            result.difference = std::max(result.difference, largestDifference(found, expected));
            const auto places = reference_["input." + end + "_positions"].to(torch::kInt64);
            result.loss = result.loss + placeLoss(found, places, inputs) / 2;
            result.expectedLoss = result.expectedLoss + placeLoss(expected, places, inputs) / 2;
        }
        result.comparesGradients = false;
        return result;
    }

    static torch::Tensor placeLoss(const torch::Tensor& logits, const torch::Tensor& places,
                                   const TokenBatch& inputs) {
        auto sum = torch::zeros({});
        for (std::int64_t i = 0; i < inputs.segments(); ++i) {
            const auto row = static_cast<std::size_t>(i);
            const auto own = logits.slice(0, inputs.segmentStarts[row], inputs.segmentStarts[row + 1]);
            sum = sum - torch::log_softmax(own, 0)[places[i].item<std::int64_t>()];
        }
        return sum / inputs.segments();
    }

    fs::path folder_;
    torch::Device device_;
    Reference reference_;
    std::unique_ptr<Model> model_;
    std::optional<LoadedSeq2Seq> seq2Seq_; // in the other's place
    std::string prefix_;
};

bool checkCase(const fs::path& folder, const torch::Device& device, const fs::path& written,
               std::string& text) {
    Case one(folder, device);
    const auto outcome = one.run();
    if (!written.empty()) one.save(written / folder.filename());
    double states = 0;
    for (std::size_t i = 0; i < outcome.hidden.size(); ++i) {
        const auto expected = one.reference()["hidden_states." + std::to_string(i)];
        states = std::max(states, largestDifference(outcome.hidden[i], unpadded(expected, one.mask())));
    }
    const auto lossError = std::abs(outcome.loss.item<double>() - outcome.expectedLoss.item<double>());
    text = fmt::format("hidden {:.1e}  answers {:.1e}  loss {:.1e}", states, outcome.difference, lossError);
    double norms = 0;
    if (outcome.comparesGradients) {
        outcome.loss.backward();
        std::string name;
        std::tie(norms, name) =
            largestNormError(one.parameters(), one.reference().info["grad_norm"], one.prefix());
        text += fmt::format("  gradient norms {:.1e}", norms);
        if (norms > normTolerance) text += " at " + name;
    }
    text += outcome.continuations;
    return outcome.continues && states <= stateTolerance && outcome.difference <= stateTolerance &&
           lossError <= lossTolerance && norms <= normTolerance;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App program("Compares checkpoints with what the reference implementation computed with them");
    fs::path root, written;
    std::string device = "cpu";
    program.add_option("DIR", root, "A case, or a folder of cases")->required();
    program.add_option("--written", written, "Also save every checkpoint, in a folder of its own here");
    program.add_option("--device", device, "auto, cpu or cuda")->capture_default_str();
    CLI11_PARSE(program, argc, argv);
    const auto plan = planCompute(deviceNamed(device), Precision::F32, 0);
    std::vector<fs::path> cases;
    if (fs::exists(root / "expected.safetensors")) cases.push_back(root);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root, ignored))
        if (fs::exists(entry.path() / "expected.safetensors")) cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    Tally tally;
    for (const auto& folder : cases)
        tally.run(folder.filename().string(),
                  [&](std::string& text) { return checkCase(folder, plan.device, written, text); });
    return tally.close();
}
