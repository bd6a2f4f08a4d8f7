#include "core/data/GroupSplit.h"

#include "core/data/Random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

namespace espalier {

namespace {

using Group = std::vector<std::size_t>; // its rows

// In order of their first row; a row without a group is one of its own.
std::vector<Group> collect(std::span<const std::string> names) {
    std::vector<Group> groups;
    std::unordered_map<std::string_view, std::size_t> known;
    for (std::size_t row = 0; row < names.size(); ++row) {
        std::size_t index = groups.size();
        if (!names[row].empty()) index = known.try_emplace(names[row], index).first->second;
        if (index == groups.size()) groups.emplace_back();
        groups[index].push_back(row);
    }
    return groups;
}

std::vector<std::size_t> indexesOf(std::span<const std::string> labels) {
    std::unordered_map<std::string_view, std::size_t> known;
    std::vector<std::size_t> out;
    for (const auto& label : labels) out.push_back(known.try_emplace(label, known.size()).first->second);
    return out;
}

// What each part still wants of each label, in millionths of a row.
class Wants {
public:
    Wants(const std::vector<std::size_t>& labels, const SplitRatio& ratio)
        : labels_(labels), share_{0, inMillionths(ratio.validation), inMillionths(ratio.test)} {
        share_[0] = oneRow - share_[1] - share_[2];
        for (std::size_t part = 0; part < 3; ++part) {
            wanted_[part].resize(labels.size());
            for (const std::size_t label : labels) wanted_[part][label] += share_[part];
        }
    }

    // The squared distance to what is wanted shrinks most where the sum of wants over the group's rows is
    // largest.
    Part neediest(const Group& group) const {
        std::size_t best = 0;
        for (std::size_t part = 1; part < 3; ++part)
            if (share_[part] > 0 && want(part, group) > want(best, group)) best = part;
        return static_cast<Part>(best);
    }

    void give(Part part, const Group& group) {
        for (const std::size_t row : group) wanted_[static_cast<std::size_t>(part)][labels_[row]] -= oneRow;
    }

private:
    static constexpr std::int64_t oneRow = 1'000'000;

    std::int64_t want(std::size_t part, const Group& group) const {
        std::int64_t sum = 0;
        for (const std::size_t row : group) sum += wanted_[part][labels_[row]];
        return sum;
    }

    const std::vector<std::size_t>& labels_; // [row]
    std::array<std::int64_t, 3> share_;
    std::array<std::vector<std::int64_t>, 3> wanted_; // [part][label]
};

} // namespace

std::int64_t inMillionths(double share) {
    return std::llround(share * 1e6);
}

std::vector<Part> splitGroups(std::span<const std::string> labelNames,
                              std::span<const std::string> groupNames, const SplitRatio& ratio) {
    auto groups = collect(groupNames);
    Random(ratio.seed).shuffle(groups);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.size() > b.size(); });

    const auto labels = indexesOf(labelNames);
    Wants wants(labels, ratio);
    std::vector<Part> parts(labels.size(), Part::Train);
    std::vector<bool> trained(labels.size(), false); // by label
    for (const Group& group : groups) {
        const bool first =
            std::any_of(group.begin(), group.end(), [&](auto row) { return !trained[labels[row]]; });
        const Part part = first ? Part::Train : wants.neediest(group);
        wants.give(part, group);
        for (const std::size_t row : group) {
            parts[row] = part;
            if (part == Part::Train) trained[labels[row]] = true;
        }
    }
    return parts;
}

} // namespace espalier
