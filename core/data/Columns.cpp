#include "core/data/Columns.h"

#include "core/base/Text.h"
#include "core/data/ColumnWords.h"
#include "core/data/Splits.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

struct ColumnFacts {
    double filled = 0, meanLength = 0, distinct = 0; // shares of the rows; code points
    std::size_t values = 0;                          // distinct ones
    bool partNames = true;
};

ColumnFacts factsOf(const Preview& preview, std::size_t column) {
    ColumnFacts facts;
    std::set<std::string_view> values;
    std::size_t filled = 0, length = 0;
    for (const auto& row : preview.rows) {
        const std::string& value = row[column];
        if (value.empty()) continue;
        ++filled;
        length += codePointCount(value);
        values.insert(value);
    }
    const auto share = [](std::size_t n, std::size_t of) {
        return of ? static_cast<double>(n) / static_cast<double>(of) : 0.0;
    };
    facts.filled = share(filled, preview.rows.size());
    facts.meanLength = share(length, filled);
    facts.distinct = share(values.size(), filled);
    facts.values = values.size();
    facts.partNames = filled > 0 && std::all_of(values.begin(), values.end(),
                                                [](auto v) { return findPart(v).has_value(); });
    return facts;
}

class RoleGuess {
public:
    explicit RoleGuess(const Preview& preview)
        : preview_(preview), roles_(preview.columns.size(), ColumnRole::Ignore) {
        for (std::size_t c = 0; c < roles_.size(); ++c) facts_.push_back(factsOf(preview, c));
    }

    std::vector<ColumnRole> run() {
        byName(ColumnRole::Split, [](const ColumnFacts& facts) { return facts.partNames; });
        byName(ColumnRole::Text, [](const ColumnFacts&) { return true; });
        byName(ColumnRole::Label, [](const ColumnFacts& facts) { return facts.meanLength <= 60; });
        byName(ColumnRole::Group, [](const ColumnFacts& facts) { return facts.filled > 0.5; });
        if (!taken(ColumnRole::Text)) byContents(ColumnRole::Text, textLikeness, 1.25);
        if (!taken(ColumnRole::Label)) byContents(ColumnRole::Label, labelLikeness, 1);
        secondText();
        return roles_;
    }

private:
    static double textLikeness(const ColumnFacts& facts) {
        return facts.meanLength * facts.distinct * facts.filled;
    }

    static double labelLikeness(const ColumnFacts& facts) {
        const bool identifies = facts.distinct >= 1 && facts.values >= 10; // every row its own
        if (facts.values < 2 || identifies || facts.meanLength > 40) return 0;
        return facts.filled * (1.01 - facts.distinct);
    }

    bool taken(ColumnRole role) const {
        return std::find(roles_.begin(), roles_.end(), role) != roles_.end();
    }

    void byName(ColumnRole role, bool (*plausible)(const ColumnFacts&)) {
        std::size_t best = roles_.size();
        int bestFit = 0;
        for (std::size_t c = 0; c < roles_.size(); ++c) {
            const int fit = roles_[c] == ColumnRole::Ignore ? nameFits(preview_.columns[c], role) : 0;
            if (fit > bestFit && plausible(facts_[c])) best = c, bestFit = fit;
        }
        if (best < roles_.size()) roles_[best] = role;
    }

    // The likeliest column, the first of those that are nearly as likely.
    void byContents(ColumnRole role, double (*likeness)(const ColumnFacts&), double margin) {
        std::size_t best = roles_.size();
        double most = 0;
        for (std::size_t c = 0; c < roles_.size(); ++c) {
            const double value = roles_[c] == ColumnRole::Ignore ? likeness(facts_[c]) : 0;
            if (value > most * margin) best = c, most = value;
        }
        if (best < roles_.size()) roles_[best] = role;
    }

    void secondText() {
        const auto text = static_cast<std::size_t>(std::find(roles_.begin(), roles_.end(), ColumnRole::Text) -
                                                   roles_.begin());
        for (std::size_t c = 0; c < roles_.size() && text < roles_.size(); ++c)
            if (roles_[c] == ColumnRole::Ignore && areTextPair(preview_.columns[text], preview_.columns[c])) {
                roles_[c] = ColumnRole::SecondText;
                return;
            }
    }

    const Preview& preview_;
    std::vector<ColumnRole> roles_;
    std::vector<ColumnFacts> facts_;
};

} // namespace

std::vector<ColumnRole> guessRoles(const Preview& preview) {
    return RoleGuess(preview).run();
}

} // namespace espalier
