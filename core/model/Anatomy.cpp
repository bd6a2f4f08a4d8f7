#include "core/model/Anatomy.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

#include <algorithm>
#include <sstream>

namespace espalier {

namespace {

bool isWholeNumber(const std::string& text) {
    return !text.empty() && text.size() < 6 && std::all_of(text.begin(), text.end(), ::isdigit);
}

} // namespace

std::int64_t Anatomy::parameters() const {
    std::int64_t sum = 0;
    for (const auto& rung : rungs) sum += rung.parameters;
    return sum;
}

int Anatomy::blocks() const {
    return static_cast<int>(std::count_if(rungs.begin(), rungs.end(),
                                          [](const Rung& r) { return r.name.starts_with("block."); }));
}

int Anatomy::find(const std::string& name) const {
    const auto it = std::find_if(rungs.begin(), rungs.end(), [&](const Rung& r) { return r.name == name; });
    return it == rungs.end() ? -1 : static_cast<int>(it - rungs.begin());
}

void failUnknownRung(const std::string& name, const Anatomy& anatomy) {
    std::vector<std::string> known;
    for (const auto& rung : anatomy.rungs) known.push_back(rung.name);
    throw Error(ErrorKind::Usage, message("model", "This model has no rung \"{0}\".", name),
                message("model", "Its rungs from the bottom: {0}.", joined(known)));
}

std::vector<std::string> parseFreeze(const std::string& text, const Anatomy& anatomy) {
    std::vector<std::string> names;
    if (isWholeNumber(text)) {
        const int blocks = std::stoi(text);
        if (blocks > anatomy.blocks())
            throw Error(ErrorKind::Usage, message("model", "{0} blocks can't be frozen: this model has {1}.",
                                                  blocks, anatomy.blocks()));
        for (int i = 0; i <= blocks; ++i) names.push_back(anatomy.rungs[static_cast<std::size_t>(i)].name);
        return names;
    }
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const auto name = trimmed(part);
        if (name.empty()) continue;
        if (anatomy.find(name) < 0) failUnknownRung(name, anatomy);
        names.push_back(name);
    }
    return names;
}

} // namespace espalier
