#include "core/data/Example.h"

#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/ChosenColumns.h"

#include <algorithm>
#include <unordered_set>

namespace espalier {

LabelledFile readExamples(const std::filesystem::path& file, const ColumnChoice& columns,
                          const StopToken& stop, const std::filesystem::path& refusedFile) {
    LabelledFile out;
    std::optional<ChosenColumns> chosen;
    CsvOptions options;
    options.dialect = guessDialect(file);
    options.stop = stop;
    options.refusedFile = refusedFile;
    options.judge = [&](auto fields) { return chosen->fault(fields); };
    out.report = readCsv(
        file, options, [&](const auto& names) { chosen.emplace(names, columns, file); },
        [&](auto fields, auto line) {
            out.lines.push_back(line);
            out.examples.push_back(
                chosen->example(fields, static_cast<std::int64_t>(out.examples.size()) + 1));
            return true;
        });
    if (out.examples.empty()) failNoRows(file, out.report);
    return out;
}

void checkLabels(const LabelledFile& read, const std::filesystem::path& file,
                 std::span<const std::string> known) {
    const std::unordered_set<std::string_view> names(known.begin(), known.end());
    for (std::size_t i = 0; i < read.examples.size(); ++i) {
        const std::string& label = read.examples[i].label;
        if (names.contains(label)) continue;
        throw Error(ErrorKind::Data,
                    message("data", "{0}, line {1}: the label \"{2}\" is none of {3}.",
                            file.filename().string(), read.lines[i], shortened(label, 40), listed(known)),
                    message("data", "Correct the label, or leave its rows out."));
    }
}

std::vector<std::string> labelsOf(std::span<const Example> examples) {
    std::vector<std::string> labels;
    for (const auto& example : examples) labels.push_back(example.label);
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
}

std::vector<double> weightsOf(std::span<const Example> examples) {
    std::vector<double> weights;
    for (const auto& example : examples) weights.push_back(example.weight);
    return weights;
}

std::string contentHash(const Examples& examples) {
    Digest digest;
    for (const auto* part : {&examples.train, &examples.validation, &examples.test}) {
        digest.addField(std::to_string(part->size()));
        for (const auto& example : *part) {
            digest.addField(example.text);
            digest.addField(example.pair ? "pair" : "alone");
            digest.addField(example.pair.value_or(""));
            digest.addField(example.label);
            if (example.weight != 1) digest.addField(fmt::format("weight {}", example.weight));
        }
    }
    return digest.hex();
}

std::vector<TextPair> textsOf(std::span<const Example> examples) {
    std::vector<TextPair> texts;
    texts.reserve(examples.size());
    for (const auto& example : examples)
        texts.push_back(
            {example.text, example.pair ? std::optional<std::string_view>(*example.pair) : std::nullopt});
    return texts;
}

} // namespace espalier
