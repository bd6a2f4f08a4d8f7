#pragma once
// Counts the words of texts as a tokenizer's first two stages cut them, on several threads.
#include "core/base/Stop.h"
#include "core/tokenizer/Normalizer.h"
#include "core/tokenizer/PreTokenizer.h"
#include "core/tokenizer/training/WordTable.h"

#include <memory>

namespace espalier {

struct WordCounts {
    WordTable table;
    std::int64_t texts = 0;
    std::int64_t words = 0; // all occurrences
    // False where there were more different words than memory was granted for: those that first came in later
    // texts are left out.
    bool complete = true;
};

class WordCounter {
public:
    // Memory is bounded by the different words, not by the texts; this many bytes of them.
    static constexpr std::size_t usualLimit = 128u << 20;

    // normalizer may be null.
    WordCounter(std::unique_ptr<Normalizer> normalizer, std::unique_ptr<PreTokenizer> preTokenizer,
                int threads, StopToken stop = {}, std::size_t mostBytes = usualLimit);

    void add(std::string_view text); // copied; now and then those that wait are counted. Throws Stopped
    // To be called once, at the end. The counts don't depend on the number of threads, nor on the order of
    // the texts while they are complete.
    WordCounts finish();

private:
    struct Waiting {
        std::size_t begin, end; // of text_
    };
    void countWaiting();
    void countInto(WordTable& table, std::string_view text) const;

    std::unique_ptr<Normalizer> normalizer_;
    std::unique_ptr<PreTokenizer> preTokenizer_;
    StopToken stop_;
    std::size_t mostBytes_;
    std::vector<WordTable> tables_; // one a thread
    std::string text_;
    std::vector<Waiting> waiting_;
    WordCounts counts_;
};

} // namespace espalier
