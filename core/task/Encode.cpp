#include "core/task/Encode.h"

#include "core/data/Words.h"

namespace espalier {

std::vector<Encoding> encodeTexts(const Task& task, const Tokenizer& tokenizer,
                                  const std::vector<TextPair>& texts, std::int64_t maxLength, int threads,
                                  const StopToken& stop) {
    const EncodeOptions options{
        .maxLength = static_cast<std::int32_t>(maxLength), .offsets = task.aboutWords(), .neverEmpty = true};
    auto encodings = tokenizer.encodeBatch(texts, options, threads, stop);
    if (!task.aboutWords()) return encodings;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].pair)
            throw Error(ErrorKind::Usage, message("task", "Words are labelled in one text, not in a pair."),
                        message("task", "Leave out the column with the second text."));
        askAboutWords(texts[i].text, encodings[i]);
        encodings[i].offsets = {};
    }
    return encodings;
}

} // namespace espalier
