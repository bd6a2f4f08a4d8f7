#include "ui/bench/RowSample.h"

#include <algorithm>

namespace espalier {

std::vector<StoredRow> sampleRows(DatasetStore& store, std::int64_t most, const StopToken& stop) {
    constexpr std::int64_t piece = 100; // rows that lie together
    const std::int64_t all = store.count({});
    const std::int64_t pieces = std::min(most, all + piece - 1) / piece;
    std::vector<StoredRow> sample;
    for (std::int64_t i = 0; i < pieces; ++i) {
        throwIfStopped(stop);
        const std::int64_t from = all <= most ? i * piece : i * (all - piece) / (pieces - 1);
        for (StoredRow& row : store.rows({}, from, piece)) sample.push_back(std::move(row));
    }
    return sample;
}

std::vector<TextPair> textsOf(const std::vector<StoredRow>& rows) {
    std::vector<TextPair> texts;
    for (const StoredRow& row : rows)
        texts.push_back({row.text, row.pair ? std::optional<std::string_view>(*row.pair) : std::nullopt});
    return texts;
}

} // namespace espalier
