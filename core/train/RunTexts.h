#pragma once
// The texts of a run as the model reads them.
#include "core/task/FrozenActivations.h"
#include "core/task/Task.h"
#include "core/train/Recipe.h"

namespace espalier {

struct EncodedPart {
    std::span<const Example> examples;
    std::vector<Encoding> encodings;
    Targets targets;
    std::unique_ptr<FrozenActivations> frozen; // where rungs are frozen and there is room
};

struct RunTexts {
    EncodedPart train, validation, test;
    double seconds = 0; // of tokenising

    std::int64_t count() const {
        return static_cast<std::int64_t>(train.targets.size() + validation.targets.size() +
                                         test.targets.size());
    }
};

TaskSettings taskSettingsOf(const Recipe& recipe);

// Throws Stopped, and Error(Data) for labels that the task doesn't know.
RunTexts encodeTexts(const Examples& examples, const Recipe& recipe, const Task& task,
                     const Tokenizer& tokenizer, int threads, const StopToken& stop);

// What a person would want to know before the result surprises them: texts that are cut, labels without
// texts.
std::vector<Message> warningsAbout(const RunTexts& texts, const Recipe& recipe, const Task& task);

} // namespace espalier
