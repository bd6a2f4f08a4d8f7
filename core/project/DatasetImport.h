#pragma once
#include "core/project/Database.h"
#include "core/project/DatasetStore.h"

namespace espalier {

// Replaces what `database` holds by the files of `request`, in one transaction, and saves refused rows in
// `folder`; see DatasetStore::import.
ImportReport importDataset(Database& database, const ImportRequest& request,
                           const std::filesystem::path& folder);

// Gives every row its part anew, by its label and its group.
void divideRows(Database& database, const SplitRatio& ratio, const LabelReading& reading);

} // namespace espalier
