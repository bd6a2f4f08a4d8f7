// The table of all recipe keys, as README.md holds it.
#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/train/Recipe.h"

namespace espalier::cli {

namespace {

std::string defaultOf(const RecipeKey& key) {
    const auto value = key.get(Recipe());
    return value.is_number_float() ? fmt::format("{}", value.get<double>()) : written(value);
}

int printKeys(const Context& context) {
    if (!context.json)
        printLine(
            "| key | type | usually | range | unit | what it does | source |\n|---|---|---|---|---|---|---|");
    for (const auto& key : recipeKeys())
        if (context.json)
            printJson({{"name", key.name},
                       {"type", key.type},
                       {"default", key.get(Recipe())},
                       {"range", key.range},
                       {"unit", key.unit},
                       {"description", key.description},
                       {"source", key.source}});
        else
            printLine(fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |", key.name, key.type,
                                  defaultOf(key), key.range, key.unit, key.description, key.source));
    return Done;
}

} // namespace

void addKeys(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("keys", "Everything that a recipe can say, as a table");
    command->add_flag("--json", context.json, "JSON lines");
    command->callback([&context] { context.run = [&context] { return printKeys(context); }; });
}

} // namespace espalier::cli
