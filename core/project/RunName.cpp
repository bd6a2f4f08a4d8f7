#include "core/project/RunName.h"

#include <algorithm>
#include <charconv>

namespace espalier {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longestModel = 24; // letters of its name that a run's name repeats

// ASCII letters and digits in lower case, single dashes between.
std::string asFileName(const std::string& name) {
    std::string out;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += upper ? static_cast<char>(c + 32) : c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    out.resize(std::min(out.size(), longestModel));
    while (out.ends_with('-')) out.pop_back();
    return out;
}

} // namespace

std::string slugOf(const Recipe& recipe) {
    fs::path model = recipe.model;
    if (model.filename().empty()) model = model.parent_path(); // "folder/"
    std::string slug = asFileName(model.filename().string());
    if (slug.empty()) slug = "run";
    if (recipe.freeze.empty()) return slug;
    const auto blocks = std::count_if(recipe.freeze.begin(), recipe.freeze.end(),
                                      [](const std::string& rung) { return rung.starts_with("block."); });
    return slug + fmt::format("-freeze{}", blocks);
}

int highestRunNumber(const fs::path& folder) {
    int highest = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        int number = 0;
        const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (failed == std::errc() && end != name.data() + name.size() && *end == '-')
            highest = std::max(highest, number);
    }
    return highest;
}

} // namespace espalier
