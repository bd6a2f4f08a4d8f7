#pragma once
// Which part of the work a row is for.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

enum class Part : std::uint8_t { Train, Validation, Test };

struct SplitRatio {
    double validation = 0.1; // share of all rows, in [0, 1)
    double test = 0.1;
    std::uint64_t seed = 1;
};

// Throws Error(Usage) for shares that are no numbers from 0 up or leave nothing for training.
void checkShares(const SplitRatio& ratio);

// Stratified: every label is divided in the asked shares, rounded so that a label with two rows or more keeps
// at least one for training and, from three rows on, one for every part that is asked for. Rows of equal
// groups stay together, then each part comes as near to its shares as whole groups allow and every label
// keeps a group for training; no groups at all, or an empty one, bind nothing. The same input gives the same
// answer on every machine. Throws as checkShares.
std::vector<Part> splitByRatio(std::span<const std::string> labels, std::span<const std::string> groups,
                               const SplitRatio& ratio);

// "train", "Validation", "dev", "test", "训练"…; partNamed throws Error(Data) for anything else.
std::optional<Part> findPart(std::string_view name);
Part partNamed(std::string_view name);
const char* nameOf(Part part);

} // namespace espalier
