// Folders of models that lie elsewhere and are to go by their names.
#include "app/cli/Console.h"
#include "app/cli/ModelCommands.h"
#include "core/base/Text.h"

#include <memory>

namespace espalier::cli {

namespace {

int add(const std::string& folder, const Context& context) {
    const auto models = listModels({folder});
    if (models.empty()) describeModel(folder); // says what is missing
    const bool added = addFolder(folder);
    std::vector<std::string> names;
    for (const auto& m : models) {
        if (m.problem.empty()) names.push_back(m.name);
        if (!m.problem.empty() && !context.json)
            printNote(fmt::format("{} can't be used: {}", m.folder.string(), problemOf(m)));
    }
    if (context.json)
        printJson({{"event", "result"}, {"folder", folder}, {"added", added}, {"models", names}});
    else
        printLine(fmt::format("{} {} to the library: {}", folder, added ? "is added" : "belonged already",
                              names.empty() ? "no model that can be used" : joined(names)));
    return Done;
}

int forget(const std::string& folder, const Context& context) {
    if (!forgetFolder(folder)) {
        std::vector<std::string> added;
        for (const auto& one : addedFolders()) added.push_back(one.string());
        throw Error(ErrorKind::Usage, message("cli", "{0} was not added to the library.", folder),
                    added.empty() ? message("cli", "No folder was.")
                                  : message("cli", "These were: {0}.", joined(added)));
    }
    if (context.json)
        printJson({{"event", "result"}, {"folder", folder}});
    else
        printLine(fmt::format("{} is out of the library; the folder itself is as it was.", folder));
    return Done;
}

} // namespace

void addModelFolders(CLI::App& model, Context& context) {
    const auto folder = std::make_shared<std::string>();
    auto* addCommand = model.add_subcommand("add", "Let models that lie elsewhere go by their names");
    addCommand->add_option("FOLDER", *folder, "Of a checkpoint, of several, or of runs")
        ->required()
        ->check(CLI::ExistingDirectory);
    addCommand->add_flag("--json", context.json, "One JSON object");
    addCommand->callback([=, &context] { context.run = [=, &context] { return add(*folder, context); }; });
    auto* forgetCommand = model.add_subcommand("forget", "The contrary of add; nothing is deleted");
    forgetCommand->add_option("FOLDER", *folder, "As it was added")->required();
    forgetCommand->add_flag("--json", context.json, "One JSON object");
    forgetCommand->callback(
        [=, &context] { context.run = [=, &context] { return forget(*folder, context); }; });
}

} // namespace espalier::cli
