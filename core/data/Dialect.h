#pragma once
// How a delimited text file is written, and how that is guessed from its beginning.
#include "core/base/Stop.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

struct Dialect {
    std::string encoding = "UTF-8"; // IANA name
    char delimiter = ',';           // , ; tab |
    char quote = '"';               // '\0': quotes are ordinary characters
    bool header = true;
    bool operator==(const Dialect&) const = default;
};

// Throws Error(File) where it can't be read and Error(Data) where it is empty.
Dialect guessDialect(const std::filesystem::path& file);

struct Preview {
    std::vector<std::string> columns; // from the header, or "Column 1"…
    std::vector<std::vector<std::string>> rows;
};

// The first rows as `dialect` reads them, for a person to judge; refused rows are left out, and after many of
// these it looks no further. Throws Stopped.
Preview previewRows(const std::filesystem::path& file, const Dialect& dialect, std::size_t rows,
                    const StopToken& stop = {});

} // namespace espalier
