#pragma once
// Which of a repository's files a model needs: config, tokenizer, card, pooling, and one form of the weights.
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace espalier {

// `names` are all there are; `read` gives the text of one of them, of a shards' index. The first is
// config.json. Throws Error(Format) where something is missing, naming `origin`.
std::vector<std::string> neededFiles(const std::set<std::string>& names, const std::string& origin,
                                     const std::function<std::string(const std::string&)>& read);

// The names, relative to a folder, of the files and links in it.
std::set<std::string> filesIn(const std::filesystem::path& folder);

} // namespace espalier
