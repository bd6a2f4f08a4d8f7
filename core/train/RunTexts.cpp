#include "core/train/RunTexts.h"

#include "core/base/Clock.h"
#include "core/base/Text.h"
#include "core/data/Words.h"
#include "core/task/Encode.h"

#include <algorithm>

namespace espalier {

TaskSettings taskSettingsOf(const Recipe& recipe) {
    return {recipe.labelSeparator, recipe.threshold,
            numbersByName(recipe.labelThresholds, "label_thresholds"), recipe.tuneThresholds,
            recipe.huberDelta};
}

RunTexts encodeTexts(const Examples& examples, const Recipe& recipe, const Task& task,
                     const Tokenizer& tokenizer, int threads, const StopToken& stop) {
    RunTexts texts;
    const auto encode = [&](std::span<const Example> part) {
        EncodedPart encoded{part, {}, task.targets(part), nullptr};
        const Stopwatch watch;
        encoded.encodings = encodeTexts(task, tokenizer, textsOf(part), recipe.maxLength, threads, stop);
        encoded.targets = targetsRead(encoded.targets, encoded.encodings);
        texts.seconds += watch.seconds();
        return encoded;
    };
    texts.train = encode(examples.train);
    texts.validation = encode(examples.validation);
    texts.test = encode(examples.test);
    return texts;
}

std::vector<Message> warningsAbout(const RunTexts& texts, const Recipe& recipe, const Task& task) {
    std::vector<Message> warnings;
    const auto full = [&](const Encoding& e) {
        return static_cast<std::int64_t>(e.ids.size()) >= recipe.maxLength;
    };
    const auto& read = texts.train.encodings;
    if (const auto cut = std::count_if(read.begin(), read.end(), full); cut > 0)
        warnings.push_back(
            message("train", "{0} of {1} texts reach the limit of {2} tokens; what goes beyond is not read.",
                    cut, read.size(), recipe.maxLength));
    const auto tellMissing = [&](const EncodedPart& part, const auto& words) {
        if (part.targets.empty()) return;
        for (std::size_t label = 0; label < recipe.labels.size(); ++label)
            if (!task.occurs(part.targets, label))
                warnings.push_back(words(shortened(recipe.labels[label], 60)));
    };
    tellMissing(texts.train, [](const std::string& label) {
        return message("train", "The label \"{0}\" has no text to learn from.", label);
    });
    tellMissing(texts.validation, [](const std::string& label) {
        return message("train", "The label \"{0}\" has no text in the validation part.", label);
    });
    tellMissing(texts.test, [](const std::string& label) {
        return message("train", "The label \"{0}\" has no text in the test part.", label);
    });
    return warnings;
}

} // namespace espalier
