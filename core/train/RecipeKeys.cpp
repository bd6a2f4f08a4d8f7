// The one table of all recipe keys: JSON, --set, --help, the form and the README are made from it. A new key
// is a member of Recipe and one entry here.
#include "core/base/Text.h"
#include "core/model/Pooling.h"
#include "core/task/Names.h"
#include "core/train/Recipe.h"
#include "core/train/Schedule.h"
#include "core/train/optimizers/Names.h"

#include <algorithm>

namespace espalier {

namespace {

using Names = std::vector<std::string>;

[[noreturn]] void failRange(const std::string& origin, const std::string& key, const Json& value,
                            const std::string& range) {
    const auto found =
        value.is_number_float() ? fmt::format("{}", value.get<double>()) : value.dump(); // NaN, too
    throw Error(ErrorKind::Usage,
                message("train", "{0}: \"{1}\" is {2}, expected {3}.", origin, key, found, range));
}

// What people read about a key, beside its name.
struct About {
    std::string description; // one sentence
    std::string unit = {};
    std::string source = {}; // the work it comes from
};

using Setter = std::function<void(Recipe&, const Json& value, const std::string& origin)>;

template<class Member>
RecipeKey keyOf(const std::string& name, const std::string& type, const std::string& range,
                const About& about, Member Recipe::*member, Setter set) {
    const auto get = [member](const Recipe& recipe) {
        if constexpr (std::is_enum_v<Member>)
            return Json(nameOf(recipe.*member));
        else
            return Json(recipe.*member);
    };
    return {name, type, range, about.unit, about.description, about.source, {}, get, std::move(set)};
}

template<class T>
RecipeKey number(const std::string& name, T Recipe::*member, double least, double most, const About& about) {
    const bool whole = std::is_integral_v<T>;
    const auto range = fmt::format("{} to {}", least, most);
    return keyOf(name, whole ? "whole number" : "number", range, about, member,
                 [=](Recipe& recipe, const Json& value, const std::string& origin) {
                     if (whole ? !value.is_number_integer() : !value.is_number())
                         failKey(origin, name, whole ? "a whole number" : "a number", value);
                     if (!(value.get<double>() >= least && value.get<double>() <= most)) // NaN is neither
                         failRange(origin, name, value, range);
                     recipe.*member = value.get<T>();
                 });
}

RecipeKey yesNo(const std::string& name, bool Recipe::*member, const About& about) {
    return keyOf(name, "yes or no", "true, false", about, member,
                 [=](Recipe& recipe, const Json& value, const std::string& origin) {
                     if (!value.is_boolean()) failKey(origin, name, "true or false", value);
                     recipe.*member = value.get<bool>();
                 });
}

RecipeKey text(const std::string& name, std::string Recipe::*member, const About& about) {
    return keyOf(name, "text", "", about, member,
                 [=](Recipe& recipe, const Json& value, const std::string& origin) {
                     if (!value.is_string()) failKey(origin, name, "a text", value);
                     recipe.*member = value.get<std::string>();
                 });
}

RecipeKey choice(const std::string& name, std::string Recipe::*member, const Names& choices,
                 const About& about) {
    return keyOf(name, "choice", joined(choices), about, member,
                 [=, set = text(name, member, about).set](Recipe& recipe, const Json& value,
                                                          const std::string& origin) {
                     set(recipe, value, origin);
                     if (std::find(choices.begin(), choices.end(), recipe.*member) == choices.end())
                         failRange(origin, name, value, "one of " + joined(choices));
                 });
}

template<class Enum>
RecipeKey named(const std::string& name, Enum Recipe::*member, Enum (*parse)(const std::string&),
                const std::string& range, const About& about) {
    return keyOf(name, "choice", range, about, member,
                 [=](Recipe& recipe, const Json& value, const std::string& origin) {
                     if (!value.is_string()) failKey(origin, name, "one of " + range, value);
                     recipe.*member = parse(value.get<std::string>());
                 });
}

RecipeKey list(const std::string& name, Names Recipe::*member, const About& about) {
    return keyOf(name, "list", "", about, member,
                 [=](Recipe& recipe, const Json& value, const std::string& origin) {
                     const bool texts =
                         value.is_array() && std::all_of(value.begin(), value.end(),
                                                         [](const Json& item) { return item.is_string(); });
                     if (!texts) failKey(origin, name, "a list of texts", value);
                     recipe.*member = value.get<Names>();
                 });
}

// The groups one after the other, every key with its group's name.
std::vector<RecipeKey> inGroups(const std::vector<std::pair<std::string, std::vector<RecipeKey>>>& groups) {
    std::vector<RecipeKey> all;
    for (const auto& [group, keys] : groups)
        for (auto key : keys) {
            key.group = group;
            all.push_back(std::move(key));
        }
    return all;
}

} // namespace

const std::vector<RecipeKey>& recipeKeys() {
    using R = Recipe;
    static const std::vector<RecipeKey> keys = inGroups({
        {"Task",
         {
             choice(
                 "task", &R::task, taskNames(),
                 {"What is learned: one label a text, any number of them, one for every word, or a number."}),
             text("label_separator", &R::labelSeparator,
                  {"Of multi-label: what stands between the labels of a text."}),
             number("threshold", &R::threshold, 0, 1,
                    {"Of multi-label: from which probability on a label is given."}),
             list("label_thresholds", &R::labelThresholds,
                  {"Of multi-label: labels with a threshold of their own: complaint=0.3."}),
             yesNo("tune_thresholds", &R::tuneThresholds,
                   {"Of multi-label: every label gets the threshold with the highest F1 on the validation "
                    "texts."}),
             number("huber_delta", &R::huberDelta, 0, 1e6,
                    {"Of regression: errors above this count straight, not squared; 0: all squared.", "",
                     "Huber 1964"}),
         }},
        {"Start",
         {
             text("model", &R::model, {"The checkpoint it starts from: a folder, or a name in the library."}),
             text("model_hash", &R::modelHash,
                  {"SHA-256 of the checkpoint's weights; filled in when a run starts."}),
             text("data_hash", &R::dataHash,
                  {"SHA-256 of the texts and labels; filled in when a run starts."}),
             list("labels", &R::labels,
                  {"The labels in the order of the model's outputs; filled in when a run starts."}),
             number("reinitialize", &R::reinitialize, 0, 1000,
                    {"So many of the highest blocks start from random weights.", "blocks",
                     "Zhang et al. 2021, arXiv:2006.05987"}),
             choice("pooling", &R::pooling, poolingNames(),
                    {"What the head reads: as the family does it, the first token, the mean or maximum of "
                     "all, or a mean with learned weights.",
                     "", "attention: Yang et al. 2016"}),
         }},
        {"What trains",
         {
             list("freeze", &R::freeze,
                  {"Rungs that stay as they are: embeddings, block.1 … block.N, pooler."}),
             yesNo("biases_only", &R::biasesOnly,
                   {"Of embeddings and blocks only the biases train; pooler and head train whole.", "",
                    "BitFit, Ben Zaken et al. 2022, arXiv:2106.10199"}),
             number("lora_rank", &R::loraRank, 0, 4096,
                    {"Trains low-rank matrices beside those of the blocks instead of these; 0: no.", "",
                     "LoRA, Hu et al. 2022, arXiv:2106.09685"}),
             number("lora_alpha", &R::loraAlpha, 0.001, 1e6,
                    {"LoRA: the addition is multiplied by this over the rank."}),
             number("lora_dropout", &R::loraDropout, 0, 0.95,
                    {"LoRA: dropout before the low-rank matrices."}),
             list("lora_targets", &R::loraTargets,
                  {"LoRA: the projections that get one: query, key, value, dense, or longer ends of their "
                   "names."}),
             number("unfreeze_every", &R::unfreezeEvery, 0, 10000,
                    {"Only the head trains first, then one rung more from the top, so often; 0: all at once.",
                     "epochs", "Howard & Ruder 2018, arXiv:1801.06146"}),
             list("recompute", &R::recompute,
                  {"Blocks that keep no activations and are computed again in the backward pass: less "
                   "memory, more "
                   "time.",
                   "", "Chen et al. 2016, arXiv:1604.06174"}),
         }},
        {"How long",
         {
             number("epochs", &R::epochs, 0.01, 10000, {"How often every training text is seen."}),
             number("max_steps", &R::maxSteps, 0, 1e9,
                    {"Ends the run after so many steps; 0: by epochs.", "steps"}),
             number("max_minutes", &R::maxMinutes, 0, 1e6,
                    {"Ends the run after so long, with what it has learned; 0: never.", "minutes"}),
             number("patience", &R::patience, 0, 10000,
                    {"Ends the run after so many evaluations without a gain; 0: never.", "evaluations",
                     "Prechelt 1998"}),
             number("min_gain", &R::minGain, 0, 10,
                    {"By how much the metric must rise to count as a gain for the patience."}),
         }},
        {"How it learns",
         {
             number("batch", &R::batch, 1, 65536, {"Texts a step and micro-batch.", "texts"}),
             number("accumulation", &R::accumulation, 1, 65536,
                    {"Micro-batches whose gradients are averaged for one step."}),
             number("max_length", &R::maxLength, 4, 1e6,
                    {"Tokens a text is cut to, special ones included.", "tokens"}),
             choice("sampling", &R::sampling, {"shuffled", "balanced", "weighted"},
                    {"The order of the texts: each once an epoch, every label equally often, or each as "
                     "often as its "
                     "weight says."}),
             choice("optimizer", &R::optimizer, optimizerNames(),
                    {"How gradients become steps.", "",
                     "Loshchilov & Hutter 2019; Kingma & Ba 2015; Polyak 1964; Chen et al. 2023; Shazeer & "
                     "Stern "
                     "2018"}),
             number("learning_rate", &R::learningRate, 0, 10, {"The largest learning rate of the run."}),
             number("layer_decay", &R::layerDecay, 0.01, 1,
                    {"Every block's learning rate is that of the block above times this; 1: all the same.",
                     "", "Howard & Ruder 2018, arXiv:1801.06146"}),
             list("rung_rates", &R::rungRates,
                  {"Rungs with a learning rate of their own, as a share of the run's: block.6=0.5."}),
             number("warmup", &R::warmup, 0, 1e9,
                    {"Steps until the learning rate is reached; below 1: a share of all steps.", "steps"}),
             choice("schedule", &R::schedule, Schedule::names(),
                    {"How the learning rate goes on after the warm-up."}),
             number("schedule_cycles", &R::scheduleCycles, 1, 1000,
                    {"Of cosine_restarts: how often it begins anew."}),
             number("schedule_power", &R::schedulePower, 0.1, 10, {"Of polynomial: the exponent."}),
             number("weight_decay", &R::weightDecay, 0, 10, {"Weight decay; biases and norms are spared."}),
             number("beta1", &R::beta1, 0, 0.999999, {"AdamW, Adam, Lion: decay of the gradient's mean."}),
             number("beta2", &R::beta2, 0, 0.999999,
                    {"AdamW, Adam: decay of the squared gradient's mean; Lion: of the kept mean."}),
             number("epsilon", &R::epsilon, 0, 1, {"AdamW, Adam: keeps the division finite."}),
             number("momentum", &R::momentum, 0, 0.999999, {"Of sgd: share of the last step that goes on."}),
             number("clip", &R::clip, 0, 1e9, {"Largest norm of the gradient; 0: any."}),
             number("dropout", &R::dropout, -1, 0.95,
                    {"Dropout everywhere; below 0: as the checkpoint says.", "", "Srivastava et al. 2014"}),
             number("hidden_dropout", &R::hiddenDropout, -1, 0.95,
                    {"Dropout of embeddings and of what every block adds; below 0: as dropout says."}),
             number("attention_dropout", &R::attentionDropout, -1, 0.95,
                    {"Dropout of attention weights; below 0: as dropout says."}),
             number("head_dropout", &R::headDropout, -1, 0.95,
                    {"Dropout before the head; below 0: as dropout says."}),
         }},
        {"What counts",
         {
             number("label_smoothing", &R::labelSmoothing, 0, 0.99,
                    {"Share of every label that is spread over all.", "",
                     "Szegedy et al. 2016, arXiv:1512.00567"}),
             number("focal_gamma", &R::focalGamma, 0, 20,
                    {"Texts that are surely right count less, by this power of what is missing; 0: all the "
                     "same.",
                     "", "Lin et al. 2017, arXiv:1708.02002"}),
             choice("class_weights", &R::classWeights, {"none", "balanced", "effective"},
                    {"How much a text of each label counts: the same, or rare ones more.", "",
                     "effective: Cui et al. 2019, arXiv:1901.05555"}),
             list("label_weights", &R::labelWeights, {"Labels whose texts count by hand: complaint=3."}),
             number("r_drop", &R::rDrop, 0, 100,
                    {"How much two answers under different dropout must agree; 0: one answer.", "",
                     "Wu et al. 2021, arXiv:2106.14448"}),
             number("contrastive", &R::contrastive, 0, 1,
                    {"Share of the loss that draws texts of one label together; 0: none.", "",
                     "Gunel et al. 2021, arXiv:2011.01403"}),
             number("contrastive_temperature", &R::contrastiveTemperature, 0.01, 10,
                    {"Contrastive loss: small values look at near texts only."}),
             number("l2_sp", &R::l2Sp, 0, 100,
                    {"How strongly weights are drawn to where they started; 0: not at all.", "",
                     "L2-SP, Li et al. 2018, arXiv:1802.01483"}),
             yesNo("l2_sp_auto", &R::l2SpAuto,
                   {"The strength of L2-SP is chosen when the run starts: five short runs, judged on the "
                    "validation texts."}),
             list("l2_sp_rungs", &R::l2SpRungs, {"Rungs with an L2-SP strength of their own: block.1=0.5."}),
             number("l2_head", &R::l2Head, 0, 100,
                    {"How strongly the new head's weights are drawn to zero, in the loss.", "",
                     "L2-SP's beta, Li et al. 2018, arXiv:1802.01483"}),
             number("ema", &R::ema, 0, 0.999999,
                    {"The weights that are kept follow the trained ones with this inertia; 0: they are the "
                     "same.",
                     "", "Polyak & Juditsky 1992"}),
             number(
                 "swa_start", &R::swaStart, 0, 0.99,
                 {"The weights that are kept are the mean of all after this share of the run; 0: the last.",
                  "", "Izmailov et al. 2018, arXiv:1803.05407"}),
             yesNo("skip_bad_steps", &R::skipBadSteps,
                   {"A step whose loss or gradient is not finite is left out instead of ending the run."}),
         }},
        {"Looking and saving",
         {
             number("evaluate_every", &R::evaluateEvery, 0, 10000,
                    {"Epochs between evaluations; 0: at the end only.", "epochs"}),
             choice(
                 "best_by", &R::bestBy, metricNames(),
                 {"The metric that chooses the weights to keep; auto: macro F1, or of regression the RMSE."}),
             number("snapshot_minutes", &R::snapshotMinutes, 0, 1e6,
                    {"How often everything is saved that is needed to go on; 0: only when it is paused.",
                     "minutes"}),
         }},
        {"Machine",
         {
             named("precision", &R::precision, precisionNamed, "auto, f32, bf16",
                   {"Of matrix products; auto: bf16 where the machine computes it natively."}),
             named("device", &R::device, deviceNamed, "auto, cpu, cuda", {"Where it is computed."}),
             number("threads", &R::threads, 0, 4096, {"Threads on the CPU; 0: all."}),
             number("seed", &R::seed, 0, 9007199254740992.0, {"All random choices follow from it."}),
         }},
    });
    return keys;
}

} // namespace espalier
