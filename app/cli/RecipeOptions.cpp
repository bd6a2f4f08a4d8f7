#include "app/cli/RecipeOptions.h"

#include "core/model/Library.h"

namespace espalier::cli {

Recipe RecipeOptions::recipe() const {
    Recipe recipe;
    if (!file_.empty()) recipe = recipeFromJson(readJson(file_), file_);
    const auto given = [&](const char* option) { return command_->count(option) > 0; };
    if (given("--model")) recipe.model = model_;
    if (given("--task")) recipe.task = task_;
    if (given("--epochs")) recipe.epochs = epochs_;
    if (given("--max-steps")) recipe.maxSteps = maxSteps_;
    if (given("--batch")) recipe.batch = batch_;
    if (given("--lr")) recipe.learningRate = learningRate_;
    if (given("--max-length")) recipe.maxLength = maxLength_;
    if (given("--seed")) recipe.seed = seed_;
    if (given("--threads")) recipe.threads = threads_;
    if (given("--precision")) recipe.precision = precisionNamed(precision_);
    if (given("--device")) recipe.device = deviceNamed(device_);
    if (given("--freeze"))
        recipe.freeze = parseFreeze(freeze_, describeModel(resolveModel(recipe.model)).anatomy);
    for (const auto& setting : settings_) setRecipeKey(recipe, setting);
    checkRecipe(recipe);
    return recipe;
}

void RecipeOptions::addOptions(CLI::App& command) {
    command_ = &command;
    command.add_option("--model", model_, "Checkpoint: a folder, or a name in the library");
    command.add_option("--task", task_,
                       "text-classification, multi-label, token-classification or regression");
    command.add_option("--freeze", freeze_,
                       "N: embeddings and the lowest N blocks; or names: embeddings,block.1,…");
    command.add_option("--epochs", epochs_, "How often every text is seen (3)");
    command.add_option("--max-steps", maxSteps_, "End after so many steps");
    command.add_option("--batch", batch_, "Texts a step (32)");
    command.add_option("--lr", learningRate_, "Learning rate (5e-5)");
    command.add_option("--max-length", maxLength_, "Tokens a text is cut to (128)");
    command.add_option("--seed", seed_, "All random choices follow from it (1)");
    command.add_option("--precision", precision_, "auto, f32 or bf16");
    command.add_option("--threads", threads_, "Threads on the CPU; 0: all");
    command.add_option("--device", device_, "auto, cpu or cuda");
    command.add_option("--recipe", file_, "JSON file with any recipe keys; options beside it win")
        ->check(CLI::ExistingFile);
    command.add_option("--set", settings_, "Any recipe key: key=value")->expected(1)->take_all();
    std::string keys = "Recipe keys (for --recipe and --set):\n";
    for (const auto& key : recipeKeys())
        keys += fmt::format("  {:<24} {}{}\n", key.name, key.description,
                            key.range.empty() ? "" : fmt::format(" [{}]", key.range));
    command.footer(keys);
}

} // namespace espalier::cli
