#include "core/train/Recipe.h"

#include "core/base/Text.h"
#include "core/task/Names.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace espalier {

namespace {

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

// "embeddings, block.1"
Json itemsOf(const std::string& text) {
    Json items = Json::array();
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');)
        if (const auto item = trimmed(part); !item.empty()) items.push_back(item);
    return items;
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
    if (key.type == "list" && !json.is_array()) json = itemsOf(value);
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

std::map<std::string, double> numbersByName(const std::vector<std::string>& items, const std::string& key) {
    std::map<std::string, double> numbers;
    for (const auto& item : items) {
        const auto equals = item.rfind('='); // names may have one, too
        const auto json = equals == std::string::npos
                              ? Json()
                              : Json::parse(item.substr(equals + 1), nullptr, /*allow_exceptions=*/false);
        if (!json.is_number() || json.get<double>() < 0)
            throw Error(ErrorKind::Usage,
                        message("train",
                                "\"{0}\": \"{1}\" is not of the form name=number, with a number of 0 or "
                                "more.",
                                key, item));
        numbers[item.substr(0, equals)] = json.get<double>();
    }
    return numbers;
}

namespace {

struct KeyOfTasks {
    std::vector<std::string> tasks;
    std::string key;
    std::string value = {}; // that only these tasks have; "": all but the usual one
    bool isOf(const std::string& task) const {
        return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
    }
};

const std::vector<std::string> ofClasses{textClassification, tokenClassification},
    ofTexts{textClassification, multiLabel, regression};
const std::vector<KeyOfTasks> keysOfSomeTasks{{ofClasses, "label_smoothing"},
                                              {ofClasses, "focal_gamma"},
                                              {ofClasses, "class_weights"},
                                              {ofClasses, "label_weights"},
                                              {ofClasses, "r_drop"},
                                              {{textClassification}, "contrastive"},
                                              {{textClassification}, "sampling", "balanced"},
                                              {{multiLabel}, "label_separator"},
                                              {{multiLabel}, "threshold"},
                                              {{multiLabel}, "label_thresholds"},
                                              {{multiLabel}, "tune_thresholds"},
                                              {{regression}, "huber_delta"},
                                              {ofTexts, "pooling"}};

} // namespace

bool isForTask(const std::string& key, const std::string& task) {
    const auto& all = keysOfSomeTasks;
    const auto of = std::find_if(all.begin(), all.end(), [&](const auto& k) { return k.key == key; });
    return of == all.end() || of->isOf(task) || !of->value.empty();
}

void takeTask(Recipe& recipe, const std::string& task) {
    recipe.task = task;
    for (const auto& of : keysOfSomeTasks) {
        const auto& key = keyNamed(of.key, "recipe");
        if (!of.isOf(task) && (of.value.empty() || key.get(recipe) == of.value))
            key.set(recipe, key.get(Recipe()), "recipe");
    }
    const auto& metrics = metricNames(task);
    if (std::find(metrics.begin(), metrics.end(), recipe.bestBy) == metrics.end()) recipe.bestBy = "auto";
}

namespace {

// Settings that can't be had together, or of which one would do nothing.
void checkContradictions(const Recipe& r) {
    const auto refuse = [](const Message& what, const Message& remedy) {
        throw Error(ErrorKind::Usage, what, remedy);
    };
    numbersByName(r.rungRates, "rung_rates");
    numbersByName(r.l2SpRungs, "l2_sp_rungs");
    numbersByName(r.labelWeights, "label_weights");
    numbersByName(r.labelThresholds, "label_thresholds");
    for (const auto& of : keysOfSomeTasks) {
        if (of.isOf(r.task)) continue;
        const auto& key = keyNamed(of.key, "recipe");
        if (of.value.empty() ? key.get(r) == key.get(Recipe()) : key.get(r) != of.value) continue;
        refuse(message("train", "\"{0}\" is for the task {1}, but the task is {2}.", of.key, joined(of.tasks),
                       r.task),
               message("train", "Leave it as it was, or choose another task."));
    }
    const auto& metrics = metricNames(r.task);
    if (r.bestBy != "auto" && std::find(metrics.begin(), metrics.end(), r.bestBy) == metrics.end())
        refuse(message("train", "\"best_by\" is \"{0}\", which the task {1} doesn't have.", r.bestBy, r.task),
               message("train", "Choose one of {0}.", joined(metrics)));
    if (r.labelSeparator.empty())
        refuse(message("train", "The text between labels is empty."),
               message("train", "Set label_separator, for example to ;"));
    if (r.tuneThresholds && !r.labelThresholds.empty())
        refuse(message("train", "Thresholds can't be both chosen by hand and on the validation texts."),
               message("train", "Choose one of label_thresholds and tune_thresholds."));
    if (r.loraRank > 0 && r.biasesOnly)
        refuse(message("train", "LoRA and training the biases only can't be had together."),
               message("train", "Choose one of lora_rank and biases_only."));
    if (r.loraRank > 0 && r.reinitialize > 0)
        refuse(message("train",
                       "Blocks that start from random weights must train whole, but LoRA freezes them."),
               message("train", "Choose one of lora_rank and reinitialize."));
    if (r.focalGamma > 0 && r.labelSmoothing > 0)
        refuse(message("train", "The focal loss knows no label smoothing."),
               message("train", "Choose one of focal_gamma and label_smoothing."));
    if (r.rDrop > 0 && r.dropout == 0 && r.hiddenDropout <= 0 && r.attentionDropout <= 0 &&
        r.headDropout <= 0)
        refuse(message("train", "R-Drop compares answers under different dropout, but dropout is off."),
               message("train", "Raise dropout, or set r_drop to 0."));
    if (r.ema > 0 && r.swaStart > 0)
        refuse(message("train", "The kept weights can't be both a moving and a plain mean."),
               message("train", "Choose one of ema and swa_start."));
    if (r.patience > 0 && r.evaluateEvery == 0)
        refuse(message("train", "Patience counts evaluations, but there is only one, at the end."),
               message("train", "Set evaluate_every to some epochs, or patience to 0."));
    if (r.minGain > 0 && r.patience == 0)
        refuse(message("train", "A smallest gain does nothing without patience."),
               message("train", "Set patience to some evaluations, or min_gain to 0."));
}

} // namespace

void checkRecipe(const Recipe& recipe) {
    for (const auto& key : recipeKeys()) {
        Recipe copy = recipe;
        key.set(copy, key.get(recipe), "recipe");
    }
    if (recipe.maxSteps > 0) checkWarmup(recipe, recipe.maxSteps);
    checkContradictions(recipe);
    if (recipe.model.empty())
        throw Error(ErrorKind::Usage, message("train", "The recipe names no model."),
                    message("train", "Choose a checkpoint to start from."));
}

} // namespace espalier
