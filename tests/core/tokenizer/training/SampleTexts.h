#pragma once
// The texts that the peer's vocabularies were trained on (tests/fixtures/make_vocabularies.py), and these.
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/tokenizer/training/VocabularyTraining.h"

#include <string>
#include <vector>

namespace espalier::test {

inline fs::path vocabularies() {
    return fs::path(ESPALIER_FIXTURES) / "vocabularies";
}

inline const std::vector<std::string>& sampleTexts() {
    static const auto lines = [] {
        std::vector<std::string> all;
        const std::string file = readFile(vocabularies() / "texts.txt");
        for (std::size_t begin = 0, end; (end = file.find('\n', begin)) != file.npos; begin = end + 1)
            all.push_back(file.substr(begin, end - begin));
        return all;
    }();
    return lines;
}

inline TrainedVocabulary trained(const VocabularySettings& settings,
                                 const std::vector<std::string>& texts = sampleTexts()) {
    VocabularyTraining training(settings);
    for (const auto& text : texts) training.add(text);
    return training.finish();
}

} // namespace espalier::test
