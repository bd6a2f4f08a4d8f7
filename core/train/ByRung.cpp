#include "core/train/ByRung.h"

#include <algorithm>

namespace espalier {

namespace {

// Numbers by rung, those that the recipe names put in.
std::vector<double> withNamed(std::vector<double> numbers, const Anatomy& anatomy,
                              const std::vector<std::string>& items, const std::string& key) {
    for (const auto& [name, number] : numbersByName(items, key)) {
        const int rung = anatomy.find(name);
        if (rung < 0) failUnknownRung(name, anatomy);
        numbers[static_cast<std::size_t>(rung)] = number;
    }
    return numbers;
}

} // namespace

std::vector<double> ratesOf(const Anatomy& anatomy, const Recipe& recipe) {
    std::vector<double> rates(anatomy.rungs.size(), 1.0);
    double rate = 1;
    for (std::size_t i = anatomy.rungs.size(); i-- > 0;) {
        const auto& name = anatomy.rungs[i].name;
        if (name != "head" && name != "pooler") rate *= recipe.layerDecay;
        rates[i] = rate;
    }
    return withNamed(std::move(rates), anatomy, recipe.rungRates, "rung_rates");
}

std::vector<double> l2SpOf(const Anatomy& anatomy, const Recipe& recipe) {
    auto strengths = withNamed(std::vector<double>(anatomy.rungs.size(), recipe.l2Sp), anatomy,
                               recipe.l2SpRungs, "l2_sp_rungs");
    strengths.back() = 0; // it starts from nothing worth keeping
    return strengths;
}

std::vector<std::string> frozenWhileOpen(const Anatomy& anatomy, const Recipe& recipe, std::int64_t open) {
    auto frozen = recipe.freeze;
    const auto closed = static_cast<std::int64_t>(anatomy.rungs.size()) - open;
    for (std::int64_t i = 0; i < closed; ++i) {
        const auto& name = anatomy.rungs[static_cast<std::size_t>(i)].name;
        if (std::find(frozen.begin(), frozen.end(), name) == frozen.end()) frozen.push_back(name);
    }
    return frozen;
}

} // namespace espalier
