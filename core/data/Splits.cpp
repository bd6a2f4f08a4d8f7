#include "core/data/Splits.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/GroupSplit.h"
#include "core/data/Random.h"

#include <algorithm>
#include <map>

namespace espalier {

namespace {

// How many rows of a label one part gets. What rounding keeps back is owed to the next label, so that many
// small labels together still come to the asked share. Whole numbers, for the same answer on every machine.
class Rounding {
public:
    explicit Rounding(double share) : share_(inMillionths(share)) {}

    std::int64_t wanted(std::int64_t rows) const {
        if (share_ == 0) return 0;
        const std::int64_t rounded = std::max<std::int64_t>(0, rows * share_ + owed_ + million / 2) / million;
        return rows >= 3 ? std::max<std::int64_t>(rounded, 1) : rounded;
    }
    void settle(std::int64_t rows, std::int64_t given) {
        owed_ = std::clamp(rows * share_ + owed_ - given * million, -million / 2, million / 2);
    }

private:
    static constexpr std::int64_t million = 1'000'000;
    std::int64_t share_, owed_ = 0;
};

std::vector<Part> splitRows(std::span<const std::string> labels, const SplitRatio& ratio) {
    std::map<std::string_view, std::vector<std::size_t>> rowsOf;
    for (std::size_t i = 0; i < labels.size(); ++i) rowsOf[labels[i]].push_back(i);

    std::vector<Part> parts(labels.size(), Part::Train);
    Random random(ratio.seed);
    Rounding forValidation(ratio.validation), forTest(ratio.test);
    for (auto& [label, rows] : rowsOf) {
        random.shuffle(rows);
        const auto count = static_cast<std::int64_t>(rows.size());
        std::int64_t validation = forValidation.wanted(count), test = forTest.wanted(count);
        while (validation + test >= count && validation + test > 0) --(validation > test ? validation : test);
        forValidation.settle(count, validation);
        forTest.settle(count, test);
        for (std::int64_t i = 0; i < validation + test; ++i)
            parts[rows[static_cast<std::size_t>(i)]] = i < validation ? Part::Validation : Part::Test;
    }
    return parts;
}

} // namespace

void checkShares(const SplitRatio& ratio) {
    const bool sound = ratio.validation >= 0 && ratio.test >= 0 && ratio.validation + ratio.test < 1;
    if (!sound)
        throw Error(ErrorKind::Usage,
                    message("data",
                            "Shares of {0} for validation and {1} for test leave no rows for training.",
                            ratio.validation, ratio.test),
                    message("data", "Choose shares from 0 up that add to less than 1."));
}

std::vector<Part> splitByRatio(std::span<const std::string> labels, std::span<const std::string> groups,
                               const SplitRatio& ratio) {
    checkShares(ratio);
    return groups.empty() ? splitRows(labels, ratio) : splitGroups(labels, groups, ratio);
}

std::optional<Part> findPart(std::string_view name) {
    static const std::map<std::string_view, Part> names = {{"train", Part::Train},
                                                           {"training", Part::Train},
                                                           {"训练", Part::Train},
                                                           {"训练集", Part::Train},
                                                           {"validation", Part::Validation},
                                                           {"valid", Part::Validation},
                                                           {"val", Part::Validation},
                                                           {"dev", Part::Validation},
                                                           {"devel", Part::Validation},
                                                           {"development", Part::Validation},
                                                           {"验证", Part::Validation},
                                                           {"验证集", Part::Validation},
                                                           {"开发集", Part::Validation},
                                                           {"test", Part::Test},
                                                           {"testing", Part::Test},
                                                           {"测试", Part::Test},
                                                           {"测试集", Part::Test}};
    const auto it = names.find(lowered(trimmed(name)));
    return it == names.end() ? std::nullopt : std::optional(it->second);
}

Part partNamed(std::string_view name) {
    if (const auto part = findPart(name)) return *part;
    throw Error(ErrorKind::Data, message("data", "\"{0}\" names no part of the data.", name),
                message("data", "Write train, validation or test."));
}

const char* nameOf(Part part) {
    switch (part) {
    case Part::Train: return "train";
    case Part::Validation: return "validation";
    case Part::Test: break;
    }
    return "test";
}

} // namespace espalier
