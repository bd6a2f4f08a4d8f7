#pragma once
// The columns a person chose, found in the columns of a file.
#include "core/data/Example.h"
#include "core/data/Splits.h"

namespace espalier {

// Whether all that were chosen are among `names`.
bool hasColumns(const std::vector<std::string>& names, const ColumnChoice& choice);

class ChosenColumns {
public:
    // Throws Error(Data) naming a column that the file lacks and the ones it has.
    ChosenColumns(const std::vector<std::string>& names, const ColumnChoice& choice,
                  const std::filesystem::path& file);

    // Why a row can't be used: an empty text, an empty label where labels are asked for, a part of no known
    // name.
    std::optional<Message> fault(std::span<const std::string_view> fields) const;

    Example example(std::span<const std::string_view> fields, std::int64_t row) const;
    std::string_view group(std::span<const std::string_view> fields) const; // "" where none was chosen
    Part part(std::span<const std::string_view> fields) const;              // Train where none was chosen

private:
    using Index = std::optional<std::size_t>;
    std::size_t text_;
    Index pair_, label_, group_, split_, weight_;
    bool labelMayBeEmpty_, labelIsNumber_;
};

// The first names, in quotes, for a message.
std::string listed(std::span<const std::string> names);

// Throws Error(Data) for a file of which no row could be used.
[[noreturn]] void failNoRows(const std::filesystem::path& file, const ImportReport& report);

} // namespace espalier
