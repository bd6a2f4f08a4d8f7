#include "app/cli/TrainingData.h"

#include "app/cli/Console.h"
#include "core/data/Splits.h"
#include "core/data/TaggedWords.h"
#include "core/task/Names.h"

#include <filesystem>

namespace espalier::cli {

namespace {

// Takes a share out of the training examples, stratified where texts share their labels.
void splitOff(Examples& examples, double share, const Recipe& recipe) {
    const bool stratifies = recipe.task != regression && recipe.task != tokenClassification;
    std::vector<std::string> labels;
    for (const auto& example : examples.train) labels.push_back(stratifies ? example.label : std::string());
    const auto parts = splitByRatio(labels, {}, {share, 0, recipe.seed});
    std::vector<Example> train;
    for (std::size_t i = 0; i < parts.size(); ++i)
        (parts[i] == Part::Validation ? examples.validation : train).push_back(std::move(examples.train[i]));
    examples.train = std::move(train);
}

std::string absolute(const std::string& file) {
    return file.empty() ? file : std::filesystem::absolute(file).string();
}

} // namespace

void TrainingData::addOptions(CLI::App& command) {
    command.add_option("DATA", data, "The labelled texts")->required()->check(CLI::ExistingFile);
    command.add_option("--text", text, "Column with the text")->capture_default_str();
    command.add_option("--second-text", secondText, "Column with a second text, for pairs");
    command.add_option("--label", label, "Column with the label")->capture_default_str();
    command.add_option("--weight", weight, "Column that says how often a text is drawn (sampling=weighted)");
    auto* judge = command.add_option("--validation", validation, "File that chooses the weights to keep");
    judge->check(CLI::ExistingFile);
    command.add_option("--split", split, "Or: share of DATA to take for that, e.g. 0.1")
        ->check(CLI::Range(0.0, 0.9))
        ->excludes(judge);
    command.add_option("--test", test, "File that is judged at the end")->check(CLI::ExistingFile);
}

Json TrainingData::toJson() const {
    return {{"data", absolute(data)}, {"text", text},     {"second_text", secondText},
            {"label", label},         {"weight", weight}, {"validation", absolute(validation)},
            {"test", absolute(test)}, {"split", split}};
}

TrainingData TrainingData::fromJson(const Json& json, const std::string& origin) {
    TrainingData data;
    const auto take = [&](const char* key, std::string& to) {
        to = valueOr<std::string>(json, key, "", origin);
    };
    take("data", data.data);
    take("text", data.text);
    take("second_text", data.secondText);
    take("label", data.label);
    take("weight", data.weight);
    take("validation", data.validation);
    take("test", data.test);
    data.split = valueOr<double>(json, "split", -1, origin);
    return data;
}

LabelledFile readLabelled(const std::string& file, const ColumnChoice& columns, const std::string& task,
                          const StopToken& stop, const std::string& refusedFile) {
    const bool tagged = task == tokenClassification && isTaggedWords(file);
    return tagged ? readTaggedWords(file, stop, refusedFile) : readExamples(file, columns, stop, refusedFile);
}

Examples readData(const TrainingData& data, const Recipe& recipe, const std::string& refused,
                  const Context& context) {
    ColumnChoice columns;
    columns.text = data.text;
    columns.label = data.label;
    columns.labelMayBeEmpty = recipe.task == multiLabel;
    if (!data.secondText.empty()) columns.secondText = data.secondText;
    const auto read = [&](const std::string& file, const char* part) {
        // only what is learned from is drawn
        columns.weight =
            part == std::string() && !data.weight.empty() ? std::optional(data.weight) : std::nullopt;
        auto found = readLabelled(file, columns, recipe.task, context.stop, refusedFile(refused, file, part));
        reportRefused(found.report, file, context.json);
        return std::move(found.examples);
    };
    Examples examples;
    examples.train = read(data.data, "");
    if (!data.validation.empty()) examples.validation = read(data.validation, "validation");
    if (!data.test.empty()) examples.test = read(data.test, "test");
    if (data.split >= 0) splitOff(examples, data.split, recipe);
    return examples;
}

} // namespace espalier::cli
