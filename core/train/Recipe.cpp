#include "core/train/Recipe.h"

#include "core/base/Text.h"
#include "core/train/Schedule.h"

#include <algorithm>
#include <numeric>

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

template<class T>
RecipeKey number(const std::string& name, T Recipe::*member, double least, double most,
                 const std::string& description) {
    const bool whole = std::is_integral_v<T>;
    const auto range = fmt::format("{} to {}", least, most);
    return {name,
            whole ? "whole number" : "number",
            range,
            description,
            [member](const Recipe& recipe) { return Json(recipe.*member); },
            [=](Recipe& recipe, const Json& value, const std::string& origin) {
                if (whole ? !value.is_number_integer() : !value.is_number())
                    failKey(origin, name, whole ? "a whole number" : "a number", value);
                if (!(value.get<double>() >= least && value.get<double>() <= most)) // NaN is neither
                    failRange(origin, name, value, range);
                recipe.*member = value.get<T>();
            }};
}

RecipeKey text(const std::string& name, std::string Recipe::*member, const std::string& description) {
    return {name,
            "text",
            "",
            description,
            [member](const Recipe& recipe) { return Json(recipe.*member); },
            [=](Recipe& recipe, const Json& value, const std::string& origin) {
                if (!value.is_string()) failKey(origin, name, "a text", value);
                recipe.*member = value.get<std::string>();
            }};
}

RecipeKey choice(const std::string& name, std::string Recipe::*member, const Names& choices,
                 const std::string& description) {
    auto key = text(name, member, description);
    key.type = "choice";
    key.range = joined(choices);
    const auto set = key.set;
    key.set = [=](Recipe& recipe, const Json& value, const std::string& origin) {
        set(recipe, value, origin);
        if (std::find(choices.begin(), choices.end(), recipe.*member) == choices.end())
            failRange(origin, name, value, "one of " + joined(choices));
    };
    return key;
}

template<class Enum>
RecipeKey named(const std::string& name, Enum Recipe::*member, Enum (*parse)(const std::string&),
                const std::string& range, const std::string& description) {
    return {name,
            "choice",
            range,
            description,
            [member](const Recipe& recipe) { return Json(nameOf(recipe.*member)); },
            [=](Recipe& recipe, const Json& value, const std::string& origin) {
                if (!value.is_string()) failKey(origin, name, "one of " + range, value);
                recipe.*member = parse(value.get<std::string>());
            }};
}

RecipeKey list(const std::string& name, Names Recipe::*member, const std::string& description) {
    return {name,
            "list",
            "",
            description,
            [member](const Recipe& recipe) { return Json(recipe.*member); },
            [=](Recipe& recipe, const Json& value, const std::string& origin) {
                const bool texts =
                    value.is_array() && std::all_of(value.begin(), value.end(),
                                                    [](const Json& item) { return item.is_string(); });
                if (!texts) failKey(origin, name, "a list of texts", value);
                recipe.*member = value.get<Names>();
            }};
}

std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

const RecipeKey& keyNamed(const std::string& name, const std::string& origin) {
    const auto& keys = recipeKeys();
    const auto it =
        std::find_if(keys.begin(), keys.end(), [&](const RecipeKey& key) { return key.name == name; });
    if (it != keys.end()) return *it;
    const auto nearest =
        std::min_element(keys.begin(), keys.end(), [&](const RecipeKey& a, const RecipeKey& b) {
            return editDistance(a.name, name) < editDistance(b.name, name);
        });
    throw Error(ErrorKind::Usage, message("train", "{0}: there is no key \"{1}\".", origin, name),
                message("train", "Did you mean \"{0}\"?", nearest->name));
}

} // namespace

const std::vector<RecipeKey>& recipeKeys() {
    using R = Recipe;
    static const std::vector<RecipeKey> keys{
        choice("task", &R::task, {"text-classification"}, "What is learned."),
        text("model", &R::model, "The checkpoint it starts from: a folder, or a name in the library."),
        text("model_hash", &R::modelHash,
             "SHA-256 of the checkpoint's weights; filled in when a run starts."),
        text("data_hash", &R::dataHash, "SHA-256 of the texts and labels; filled in when a run starts."),
        list("labels", &R::labels,
             "The labels in the order of the model's outputs; filled in when a run starts."),
        list("freeze", &R::freeze, "Rungs that stay as they are: embeddings, block.1 … block.N, pooler."),
        list("recompute", &R::recompute,
             "Blocks that keep no activations and are computed again in the backward pass: less memory, more "
             "time."),
        number("epochs", &R::epochs, 0.01, 10000, "How often every training text is seen."),
        number("max_steps", &R::maxSteps, 0, 1e9, "Ends the run after so many steps; 0: by epochs."),
        number("batch", &R::batch, 1, 65536, "Texts a step and micro-batch."),
        number("accumulation", &R::accumulation, 1, 65536,
               "Micro-batches whose gradients are averaged for one step."),
        number("max_length", &R::maxLength, 4, 1e6, "Tokens a text is cut to, special ones included."),
        number("learning_rate", &R::learningRate, 0, 10, "The largest learning rate of the run."),
        number("warmup", &R::warmup, 0, 1e9,
               "Steps until the learning rate is reached; below 1: a share of all steps."),
        choice("schedule", &R::schedule, Schedule::names(),
               "How the learning rate goes on after the warm-up."),
        number("weight_decay", &R::weightDecay, 0, 10,
               "Decoupled weight decay; biases and norms are spared."),
        number("beta1", &R::beta1, 0, 0.999999, "AdamW: decay of the gradient's mean."),
        number("beta2", &R::beta2, 0, 0.999999, "AdamW: decay of the squared gradient's mean."),
        number("epsilon", &R::epsilon, 0, 1, "AdamW: keeps the division finite."),
        number("clip", &R::clip, 0, 1e9, "Largest norm of the gradient; 0: any."),
        number("dropout", &R::dropout, -1, 0.95, "Dropout everywhere; below 0: as the checkpoint says."),
        number("evaluate_every", &R::evaluateEvery, 0, 10000,
               "Epochs between evaluations; 0: at the end only."),
        choice("best_by", &R::bestBy, {"accuracy", "macro_f1", "log_loss"},
               "The metric that chooses the weights to keep."),
        named("precision", &R::precision, precisionNamed, "auto, f32, bf16",
              "Of matrix products; auto: bf16 where the machine computes it natively."),
        named("device", &R::device, deviceNamed, "auto, cpu, cuda", "Where it is computed."),
        number("threads", &R::threads, 0, 4096, "Threads on the CPU; 0: all."),
        number("seed", &R::seed, 0, 9007199254740992.0, "All random choices follow from it."),
    };
    return keys;
}

Json toJson(const Recipe& recipe) {
    Json json{{"version", Recipe::version}};
    for (const auto& key : recipeKeys()) json[key.name] = key.get(recipe);
    return json;
}

Recipe recipeFromJson(const Json& json, const std::string& origin) {
    if (!json.is_object())
        throw Error(ErrorKind::Format, message("train", "{0} holds no JSON object.", origin));
    const auto version = valueOr<std::int64_t>(json, "version", Recipe::version, origin);
    if (version > Recipe::version)
        throw Error(ErrorKind::Format,
                    message("train",
                            "{0} was written by a newer Espalier (recipe version {1}, this one reads {2}).",
                            origin, version, Recipe::version),
                    message("train", "Update Espalier."));
    Recipe recipe;
    for (const auto& [name, value] : json.items())
        if (name != "version") keyNamed(name, origin).set(recipe, value, origin);
    return recipe;
}

void setRecipeKey(Recipe& recipe, const std::string& assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos)
        throw Error(ErrorKind::Usage, message("train", "\"{0}\" is not of the form key=value.", assignment));
    const auto name = trimmed(assignment.substr(0, equals)), value = assignment.substr(equals + 1);
    const auto& key = keyNamed(name, "--set");
    auto json = Json::parse(value, nullptr, false);
    if (json.is_discarded() || key.type == "text" || key.type == "choice") json = value;
    try {
        key.set(recipe, json, "--set");
    } catch (const Error& error) { // whatever is wrong with it, the caller wrote it
        throw Error(ErrorKind::Usage, error.message(), error.remedy());
    }
}

void checkWarmup(const Recipe& recipe, std::int64_t steps) {
    if (recipe.warmup >= 1 && recipe.warmup >= static_cast<double>(steps))
        throw Error(
            ErrorKind::Usage,
            message("train", "The warm-up of {0} steps is longer than the run of {1}.", recipe.warmup, steps),
            message("train", "Shorten the warm-up or lengthen the run."));
}

void checkRecipe(const Recipe& recipe) {
    for (const auto& key : recipeKeys()) {
        Recipe copy = recipe;
        key.set(copy, key.get(recipe), "recipe");
    }
    if (recipe.maxSteps > 0) checkWarmup(recipe, recipe.maxSteps);
    if (recipe.model.empty())
        throw Error(ErrorKind::Usage, message("train", "The recipe names no model."),
                    message("train", "Choose a checkpoint to start from."));
}

} // namespace espalier
