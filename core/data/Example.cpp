#include "core/data/Example.h"

#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/ChosenColumns.h"

#include <algorithm>

namespace espalier {

LabelledFile readExamples(const std::filesystem::path& file, const ColumnChoice& columns,
                          const StopToken& stop) {
    LabelledFile out;
    std::optional<ChosenColumns> chosen;
    CsvOptions options;
    options.dialect = guessDialect(file);
    options.stop = stop;
    options.judge = [&](auto fields) { return chosen->fault(fields); };
    out.report = readCsv(
        file, options, [&](const auto& names) { chosen.emplace(names, columns, file); },
        [&](auto fields, auto) {
            out.examples.push_back(
                chosen->example(fields, static_cast<std::int64_t>(out.examples.size()) + 1));
            return true;
        });
    if (out.examples.empty()) failNoRows(file, out.report);
    return out;
}

std::vector<std::string> labelsOf(std::span<const Example> examples) {
    std::vector<std::string> labels;
    for (const auto& example : examples) labels.push_back(example.label);
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
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
