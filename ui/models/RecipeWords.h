#pragma once
// A recipe in words: for the head of a run, for the list of runs, and for the command line.
#include "core/project/DatasetStore.h"
#include "core/train/Recipe.h"

#include <QString>
#include <QStringList>

namespace espalier {

// "MiniLM-L6 · 3 rungs frozen · learning rate 5.0e-5 · batch 32 · 3 epochs"
QString recipeSummary(const Recipe& recipe);
// Each "key old → new", in the order of the recipe; what the program fills in itself is left out.
QStringList recipeDifferences(const Recipe& before, const Recipe& after);
QString recipeAsJson(const Recipe& recipe);
// For a shell, on the file that the project was made from; what has its default is left out. Of a division by
// shares it names the validation part: the command line divides by itself.
QString recipeAsCommand(const Recipe& recipe, const DatasetInfo& data);
QString keyTitle(const RecipeKey& key); // "learning rate"
// The name of a model's folder, whatever the recipe calls it by.
QString modelName(const Recipe& recipe);

} // namespace espalier
