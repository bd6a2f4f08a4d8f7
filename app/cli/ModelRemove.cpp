// Takes a model off the disk, after a word about what becomes free.
#include "app/cli/Console.h"
#include "app/cli/ModelCommands.h"
#include "core/hub/Removal.h"

#include <memory>

namespace espalier::cli {

namespace {

int remove(const std::string& name, bool yes, const Context& context) {
    const auto removal = planRemoval(resolveModel(name), ownRoots());
    const auto what =
        fmt::format("{} in {}: {} become free.", name, removal.model.string(), byteSize(removal.bytes));
    if (!context.json) printNote(what);
    if (!yes && (context.json || !canAsk()))
        throw Error(ErrorKind::Usage, message("cli", "{0} was not removed: nobody can be asked here.", name),
                    message("cli", "Say --yes to remove it without being asked."));
    if (!yes && !isAgreed("Remove it?", false, context.stop)) {
        printNote("Nothing was removed.");
        return Failed;
    }
    espalier::remove(removal);
    if (context.json)
        printJson({{"event", "result"},
                   {"model", name},
                   {"folder", removal.model.string()},
                   {"bytes", removal.bytes}});
    else
        printLine(fmt::format("{} is removed.", name));
    return Done;
}

} // namespace

void addModelRemove(CLI::App& model, Context& context) {
    auto* command =
        model.add_subcommand("remove", "Remove a model of the library or the hub's cache from the disk");
    const auto name = std::make_shared<std::string>();
    const auto yes = std::make_shared<bool>(false);
    command->add_option("MODEL", *name, modelHelp)->required();
    command->add_flag("--yes", *yes, "Without asking");
    command->add_flag("--json", context.json, "One JSON object");
    command->callback(
        [=, &context] { context.run = [=, &context] { return remove(*name, *yes, context); }; });
}

} // namespace espalier::cli
