#pragma once
// The labelled files of a run as the command line names them, and as its data.json keeps them for `resume`.
#include "app/cli/Command.h"
#include "core/base/Json.h"
#include "core/data/Example.h"
#include "core/train/Recipe.h"

namespace espalier::cli {

struct TrainingData {
    std::string data, text = "text", secondText, label = "label", weight, validation, test;
    double split = -1; // share of `data` for validation; below 0: none

    void addOptions(CLI::App& command);
    Json toJson() const; // paths made absolute
    static TrainingData fromJson(const Json& json, const std::string& origin);
};

// A CSV file or, where words are labelled, one of tagged words (TaggedWords.h).
LabelledFile readLabelled(const std::string& file, const ColumnChoice& columns, const std::string& task,
                          const StopToken& stop, const std::string& refusedFile);

// refused: folder for refused rows, "" for none.
Examples readData(const TrainingData& data, const Recipe& recipe, const std::string& refused,
                  const Context& context);

} // namespace espalier::cli
