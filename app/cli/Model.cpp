// Checkpoints: what is in the library, and what each is made of.
#include "app/cli/Console.h"
#include "app/cli/ModelCommands.h"
#include "core/base/Text.h"

#include <algorithm>
#include <memory>

namespace espalier::cli {

namespace {

Json toJson(const ModelInfo& m) {
    Json rungs = Json::array();
    for (const auto& rung : m.anatomy.rungs)
        rungs.push_back(
            {{"name", rung.name}, {"parameters", rung.parameters}, {"flops_per_token", rung.flopsPerToken}});
    return {{"name", m.name},
            {"folder", m.folder.string()},
            {"family", m.family},
            {"language", m.language},
            {"license", m.license},
            {"bytes", m.bytes},
            {"hidden_size", m.hiddenSize},
            {"vocabulary", m.vocabularySize},
            {"max_length", m.maxLength},
            {"labels", m.labels},
            {"parameters", m.anatomy.parameters()},
            {"rungs", rungs},
            {"problem", problemOf(m)}};
}

int show(const std::string& name, const Context& context) {
    const auto m = describeModel(resolveModel(name));
    if (context.json) {
        printJson(toJson(m));
        return Done;
    }
    printLine(fmt::format("{} · {} · {} parameters · {}", m.name, m.family, thousands(m.anatomy.parameters()),
                          byteSize(m.bytes)));
    if (!m.summary.empty()) printLine(m.summary);
    printLine(fmt::format("in {}", m.folder.string()));
    printLine(fmt::format("reads {} tokens, {} words and pieces{}{}", m.maxLength,
                          thousands(m.vocabularySize), m.language.empty() ? "" : ", language " + m.language,
                          m.license.empty() ? "" : ", licence " + m.license));
    if (!m.labels.empty()) printLine(fmt::format("labels: {}", fmt::join(m.labels, ", ")));
    printLine("");
    for (auto rung = m.anatomy.rungs.rbegin(); rung != m.anatomy.rungs.rend(); ++rung)
        printLine(fmt::format("{:<12} {:>12}", rung->name, thousands(rung->parameters)));
    return Done;
}

void printRow(const ModelInfo& m, const std::string& name) {
    if (m.problem.empty())
        printLine(fmt::format("{:<32} {:<12} {:>14} parameters  {:>8}  {}", name, m.family,
                              thousands(m.anatomy.parameters()), byteSize(m.bytes), m.language));
    else
        printLine(fmt::format("{:<32} can't be used: {}", name, problemOf(m)));
}

// What --model takes: its name or, where another model of the library goes by the same, its folder.
std::string nameFor(const ModelInfo& m, const std::vector<ModelInfo>& all) {
    const auto sameName = [&](const ModelInfo& other) { return other.name == m.name; };
    const bool alone = std::count_if(all.begin(), all.end(), sameName) == 1;
    return alone || resolveModel(m.name) == m.folder ? m.name : m.folder.string();
}

void tellEmpty(const std::vector<std::string>& folders) {
    if (!folders.empty()) return printNote(fmt::format("{} holds no model.", joined(folders)));
    printNote(fmt::format("The library, {}, is empty.", modelRoots().front().string()));
    printNote("espalier-cli model get ORG/NAME fetches a model from the hub.");
}

int list(const std::vector<std::string>& folders, const Context& context) {
    const auto models = folders.empty() ? listModels() : listModels({folders.begin(), folders.end()});
    if (models.empty()) tellEmpty(folders);
    for (const auto& m : models)
        if (context.json)
            printJson(toJson(m));
        else
            printRow(m, folders.empty() ? nameFor(m, models) : m.folder.string());
    return Done;
}

} // namespace

std::string problemOf(const ModelInfo& m) {
    return m.remedy.empty() ? m.problem.english() : m.problem.english() + " " + m.remedy.english();
}

void tellArrived(const std::filesystem::path& folder, const char* how, const Context& context) {
    std::string name, problem;
    try {
        name = describeModel(folder).name;
    } catch (const Error& error) {
        problem = error.what();
    }
    if (context.json) {
        printJson({{"event", "result"},
                   {"state", how},
                   {"name", name.empty() ? Json() : Json(name)},
                   {"folder", folder.string()},
                   {"problem", problem}});
        return;
    }
    printLine(fmt::format("The model is {}, in {}.", how, folder.string()));
    printNote(name.empty() ? "It can't be used here: " + problem
                           : fmt::format("Train from it with: espalier-cli train … --model {}", name));
}

void addModel(CLI::App& program, Context& context) {
    auto* command =
        program.add_subcommand("model", "Checkpoints: look at them, fetch them from the hub, pass them on");
    command->require_subcommand(1);
    const auto folders = std::make_shared<std::vector<std::string>>();
    auto* listCommand = command->add_subcommand("list", "The checkpoints in the library");
    listCommand->add_option("FOLDER", *folders, "Look there instead: a folder of checkpoints or of runs")
        ->take_all()
        ->check(CLI::ExistingDirectory);
    listCommand->add_flag("--json", context.json, "One JSON object a checkpoint");
    listCommand->callback([=, &context] { context.run = [=, &context] { return list(*folders, context); }; });
    const auto name = std::make_shared<std::string>();
    auto* showCommand = command->add_subcommand("show", "What a checkpoint is made of");
    showCommand->add_option("MODEL", *name, modelHelp)->required();
    showCommand->add_flag("--json", context.json, "One JSON object");
    showCommand->callback([=, &context] { context.run = [=, &context] { return show(*name, context); }; });
    addModelGet(*command, context);
    addModelVerify(*command, context);
    addModelRemove(*command, context);
    addModelBundle(*command, context);
    addModelInstall(*command, context);
    addModelFolders(*command, context);
}

} // namespace espalier::cli
