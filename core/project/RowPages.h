#pragma once
#include "core/project/Database.h"
#include "core/project/DatasetStore.h"

namespace espalier {

// The ids of the rows a query asks for, in its order, kept from page to page: scrolling to any place costs
// the same, and only a new search or order looks at the rows again.
class RowPages {
public:
    // What was read before may have changed.
    struct Versions {
        std::int64_t rows = 0;  // texts, all
        std::int64_t marks = 0; // labels and parts
        bool operator==(const Versions&) const = default;
    };

    explicit RowPages(Database& database) : database_(database) {}

    const std::vector<std::uint32_t>& ids(const RowQuery& query, const Versions& versions);
    std::vector<StoredRow> page(const RowQuery& query, std::int64_t offset, std::int64_t limit,
                                const Versions& versions);
    std::optional<StoredRow> row(std::int64_t id);

private:
    void find(const RowQuery& query);
    void findAll(bool descending); // ids have no gaps

    Database& database_;
    std::optional<RowQuery> query_;
    Versions versions_;
    std::vector<std::uint32_t> ids_;
};

} // namespace espalier
