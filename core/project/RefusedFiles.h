#pragma once
#include "core/data/Splits.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace espalier {

// The files beside a data set that hold the rows its import refused: written under other names and only kept
// when the import succeeds, in place of those of the import before.
class RefusedFiles {
public:
    RefusedFiles(std::filesystem::path folder, const std::filesystem::path& imported);
    ~RefusedFiles();
    RefusedFiles(const RefusedFiles&) = delete;
    RefusedFiles& operator=(const RefusedFiles&) = delete;

    std::filesystem::path next(Part part); // where to write what is refused of the file of this part
    std::optional<std::filesystem::path> file() const; // the first that was written, by its final name
    void keep();

private:
    struct Pair {
        std::filesystem::path temporary, final;
    };
    std::filesystem::path folder_;
    std::string name_;
    std::vector<Pair> files_;
};

} // namespace espalier
