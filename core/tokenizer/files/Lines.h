#pragma once
// Text files of tokenizers: a token or a pair a line.
#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

// Lines end at \n only, for a vocabulary may hold other line separators as tokens. Throws Error(File), and
// Error(Format) for what is not UTF-8.
std::vector<std::string> readLines(const std::filesystem::path& file);

} // namespace espalier
