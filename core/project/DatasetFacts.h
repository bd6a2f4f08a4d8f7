#pragma once
#include "core/project/Database.h"
#include "core/project/DatasetStore.h"

namespace espalier {

// What is known of a data set beside its rows.
DatasetInfo readInfo(Database& database); // Error(Format) where it is damaged
void writeInfo(Database& database, const DatasetInfo& info);

std::vector<RefusedRow> readRefused(Database& database);
void writeRefused(Database& database, const std::vector<RefusedRow>& rows);

// The files of refused rows that the last import wrote beside the data set, by name.
std::vector<std::string> readRefusedFiles(Database& database);
void writeRefusedFiles(Database& database, const std::vector<std::string>& names);

// How rows store their part; Error(Format) for what is none.
Part partFrom(int stored);

std::vector<LabelCount> readLabelCounts(Database& database); // by name; labels without rows left out
// After labels or parts of many rows have changed.
void countLabels(Database& database, const LabelReading& reading);
NumberSpread readNumberSpread(Database& database); // of rows whose labels are numbers

} // namespace espalier
