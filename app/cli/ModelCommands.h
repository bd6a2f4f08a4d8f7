#pragma once
// The verbs of `model`, each in a file of its own; Model.cpp puts them together.
#include "app/cli/Command.h"
#include "core/model/Library.h"

namespace espalier::cli {

constexpr auto modelHelp = "A folder, also of a run, or a name in the library";

void addModelGet(CLI::App& model, Context& context);
void addModelVerify(CLI::App& model, Context& context);
void addModelRemove(CLI::App& model, Context& context);
void addModelBundle(CLI::App& model, Context& context);
void addModelInstall(CLI::App& model, Context& context);
void addModelFolders(CLI::App& model, Context& context); // add, forget

// Why it can't be used, and what to do.
std::string problemOf(const ModelInfo& model);
// The last words about a model that has come into the library: where it is and under which name, or why it
// can't be used. `how`: "fetched", "installed".
void tellArrived(const std::filesystem::path& folder, const char* how, const Context& context);

} // namespace espalier::cli
