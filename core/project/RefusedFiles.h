#pragma once
#include "core/data/Splits.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

// The files beside a data set that hold the rows its import refused: written under other names and only kept
// when the import succeeds, in place of those that the import before wrote. No other file is touched, nor one
// that is itself imported, as by a person who has corrected the refused rows.
class RefusedFiles {
public:
    // `before`: names in `folder` that the import before wrote; `imported`: what is read now, the first gives
    // the name.
    RefusedFiles(std::filesystem::path folder, std::vector<std::string> before,
                 std::vector<std::filesystem::path> imported);
    ~RefusedFiles();
    RefusedFiles(const RefusedFiles&) = delete;
    RefusedFiles& operator=(const RefusedFiles&) = delete;

    std::filesystem::path next(Part part); // where to write what is refused of the file of this part
    std::optional<std::filesystem::path> file() const; // the first that was written, by its final name
    std::vector<std::string> names() const;            // of all that were written
    void keep();

private:
    struct Pair {
        std::filesystem::path temporary, final;
    };
    bool isOurs(const std::filesystem::path& file) const; // may be replaced
    std::filesystem::path finalName(const std::string& stem) const;

    std::filesystem::path folder_;
    std::vector<std::string> before_;
    std::vector<std::filesystem::path> imported_;
    std::vector<Pair> files_;
};

} // namespace espalier
