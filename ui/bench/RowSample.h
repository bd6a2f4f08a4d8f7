#pragma once
// Some of a data set's texts, for measurements that need not read them all.
#include "core/project/DatasetStore.h"
#include "core/tokenizer/Tokenizer.h"

namespace espalier {

// At most so many (200 and more), from all over the data: files are often sorted.
std::vector<StoredRow> sampleRows(DatasetStore& store, std::int64_t most, const StopToken& stop);

// As a tokenizer reads them; they look into the rows.
std::vector<TextPair> textsOf(const std::vector<StoredRow>& rows);

} // namespace espalier
