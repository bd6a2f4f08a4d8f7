#include "core/tokenizer/training/WordCounter.h"

#include "core/base/Parallel.h"

#include <algorithm>
#include <atomic>

namespace espalier {

namespace {

constexpr std::size_t bytesPerRound = 8u << 20; // of texts: more than the start of threads is worth
constexpr std::size_t textsPerBlock = 32;       // milliseconds of work: soon stopped

} // namespace

WordCounter::WordCounter(std::unique_ptr<Normalizer> normalizer, std::unique_ptr<PreTokenizer> preTokenizer,
                         int threads, StopToken stop, std::size_t mostBytes)
    : normalizer_(std::move(normalizer)), preTokenizer_(std::move(preTokenizer)), stop_(std::move(stop)),
      mostBytes_(mostBytes), tables_(static_cast<std::size_t>(threads > 0 ? threads : hardwareThreads())) {}

void WordCounter::add(std::string_view text) {
    waiting_.push_back({text_.size(), text_.size() + text.size()});
    text_.append(text);
    if (text_.size() >= bytesPerRound) countWaiting();
}

WordCounts WordCounter::finish() {
    countWaiting();
    counts_.words = counts_.table.occurrences();
    return std::move(counts_);
}

// Threads take blocks as they become free, each with a table of its own; what is added up at the end of the
// round is the same whoever counted it.
void WordCounter::countWaiting() {
    std::atomic<std::size_t> next{0};
    parallelFor(tables_.size(), 1, static_cast<int>(tables_.size()), [&](std::size_t thread, std::size_t) {
        for (std::size_t block; (block = next.fetch_add(textsPerBlock)) < waiting_.size();) {
            throwIfStopped(stop_);
            for (std::size_t i = block; i < std::min(block + textsPerBlock, waiting_.size()); ++i)
                countInto(tables_[thread], std::string_view(text_).substr(
                                               waiting_[i].begin, waiting_[i].end - waiting_[i].begin));
        }
    });
    for (WordTable& table : tables_) {
        counts_.complete ? counts_.table.add(table) : counts_.table.addKnown(table);
        table.clear();
    }
    counts_.texts += static_cast<std::int64_t>(waiting_.size());
    counts_.complete = counts_.table.bytes() <= mostBytes_;
    waiting_.clear();
    text_.clear();
}

void WordCounter::countInto(WordTable& table, std::string_view text) const {
    thread_local NormalizedText normalized;
    thread_local std::vector<Span> words;
    if (normalizer_) {
        normalizer_->normalize(text, 0, normalized);
    } else {
        normalized.clear();
        normalized.appendEach(text, 0);
    }
    if (normalized.text.empty()) return;
    words.clear();
    preTokenizer_->split(normalized, {0, normalized.text.size()}, words);
    for (const Span word : words) table.add(normalized[word], 1);
}

} // namespace espalier
