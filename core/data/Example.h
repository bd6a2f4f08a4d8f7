#pragma once
// One labelled text, and a set of them.
#include "core/data/Columns.h"
#include "core/data/import/CsvReader.h"
#include "core/tokenizer/Tokenizer.h"

#include <cstdint>

namespace espalier {

struct Example {
    std::int64_t row = 0; // its id in the data set
    std::string text;
    std::optional<std::string> pair;
    std::string label;
    double weight = 1; // how often it is drawn, where sampling goes by weight
};

// A data set in memory, as training wants it: parts that never overlap.
struct Examples {
    std::vector<Example> train, validation, test;
    std::string importId; // of DatasetInfo, "" outside a project; no part of contentHash
};

// Reads a labelled CSV whole (dialect guessed). Throws Error(Data) naming an unknown column and the ones
// there are. A row whose text is empty is refused; so is one with an empty label where labels are asked for.
struct LabelledFile {
    std::vector<Example> examples;
    std::vector<std::int64_t> lines; // of the file on which each example begins
    ImportReport report;
};
LabelledFile readExamples(const std::filesystem::path& file, const ColumnChoice& columns,
                          const StopToken& stop = {}, const std::filesystem::path& refusedFile = {});

// Throws Error(Data) for the first example whose label is not among `known`, with its file and line.
void checkLabels(const LabelledFile& read, const std::filesystem::path& file,
                 std::span<const std::string> known);

// What a tokenizer takes of each example; views into `examples`.
std::vector<TextPair> textsOf(std::span<const Example> examples);

// Sorted and unique.
std::vector<std::string> labelsOf(std::span<const Example> examples);

std::vector<double> weightsOf(std::span<const Example> examples);

// SHA-256 over texts and labels in order: what a recipe remembers of its data.
std::string contentHash(const Examples& examples);

} // namespace espalier
