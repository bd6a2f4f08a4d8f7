#include "core/model/WeightNames.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/model/families/TokenHead.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

bool startsWithAny(const std::string& name, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& p) { return name.starts_with(p); });
}

// Numbers that are no weights; "*.attn.bias" is what ends so.
bool isBuffer(const std::string& name, const std::vector<std::string>& buffers) {
    return std::any_of(buffers.begin(), buffers.end(), [&](const auto& b) {
        return b.starts_with('*') ? name.ends_with(std::string_view(b).substr(1)) : name.starts_with(b);
    });
}

std::string wrapperOf(const std::map<std::string, TensorEntry>& tensors, const Family& family) {
    std::string wrapper;
    for (bool again = !tensors.empty(); again;) {
        again = false;
        for (const std::string known : {"module.", "_orig_mod.", "model."}) {
            if (known == family.prefix) continue;
            const auto candidate = wrapper + known;
            again = std::all_of(tensors.begin(), tensors.end(),
                                [&](const auto& t) { return t.first.starts_with(candidate); });
            if (!again) continue;
            wrapper = candidate;
            break;
        }
    }
    return wrapper;
}

} // namespace

WeightNames::WeightNames(const Weights& weights, const Family& family)
    : weights_(weights), family_(family), wrapper_(wrapperOf(weights.tensors(), family)) {}

std::vector<std::string> WeightNames::inFile(const std::string& name) const {
    std::vector<std::string> names{name};
    const auto alias = [&](const std::string& from, const std::string& to) {
        if (name.ends_with(from)) names.push_back(name.substr(0, name.size() - from.size()) + to);
    };
    alias("LayerNorm.weight", "LayerNorm.gamma");
    alias("LayerNorm.bias", "LayerNorm.beta");
    for (std::size_t i = 0, n = names.size(); i < n; ++i)
        if (names[i].starts_with(family_.prefix)) names.push_back(names[i].substr(family_.prefix.size()));
    for (auto& candidate : names) candidate.insert(0, wrapper_);
    return names;
}

const TensorEntry* WeightNames::find(const std::string& name) const {
    for (const auto& candidate : inFile(name)) {
        const auto it = weights_.tensors().find(candidate);
        if (it != weights_.tensors().end()) return &it->second;
    }
    return nullptr;
}

std::vector<const TensorEntry*> matchWeights(const WeightNames& names, const ModelConfig& config,
                                             const std::vector<TensorSpec>& specs,
                                             std::vector<Message>& notes) {
    const auto& family = familyNamed(config.modelType, "");
    const auto origin = names.weights().origin().string();
    const auto together = message("model", "Check that config.json and the weights belong together.");
    const auto& tensors = names.weights().tensors();
    std::set<std::string> used;
    if (!config.tokenHead.empty()) // a layer that is tied to the table of words may be written out
        for (const auto* end : {".weight", ".bias"})
            for (const auto& name : names.inFile(tokenHeadOf(config, config.tokenHead).projection + end))
                used.insert(name);
    if (config.pooling != "auto") { // the family's own pooler may be there, and is not read
        auto own = config;
        own.pooling = "auto";
        own.tokenHead.clear();
        for (const auto& spec : tensorsOf(own, 1))
            if (spec.rung == config.blocks + 1)
                for (const auto& name : names.inFile(spec.name)) used.insert(name);
    }
    std::vector<const TensorEntry*> matches;
    for (const auto& spec : specs) {
        const TensorEntry* found = nullptr;
        for (const auto& name : names.inFile(spec.name)) {
            const auto it = tensors.find(name);
            if (it == tensors.end()) continue;
            found = &it->second;
            used.insert(name);
            break;
        }
        const bool head = spec.rung == config.blocks + 2;
        if (!found && !spec.optional)
            throw Error(
                ErrorKind::Mismatch,
                message("model", "{0}: \"{1}\" is missing, config.json asks for it.", origin, spec.name),
                together);
        if (found && found->shape != spec.shape && !head)
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" is {2}, config.json says {3}.", origin, spec.name,
                                shapeText(found->shape), shapeText(spec.shape)),
                        together);
        matches.push_back(found);
    }
    std::string leftOut;
    for (const auto& [name, entry] : tensors) {
        const auto plain = name.substr(names.wrapper().size());
        if (used.contains(name) || isBuffer(plain, family.buffers)) continue;
        if (!startsWithAny(plain, family.otherHeads))
            throw Error(ErrorKind::Mismatch,
                        message("model", "{0}: \"{1}\" {2} is not expected in a {3} model.", origin, name,
                                shapeText(entry.shape), family.modelType),
                        together);
        if (leftOut.empty()) leftOut = name;
    }
    if (!leftOut.empty())
        notes.push_back(
            message("model", "Weights of another head are left out, the first is \"{0}\".", leftOut));
    return matches;
}

void checkWeights(const Weights& weights, const ModelConfig& config) {
    const auto labels = std::max<std::int64_t>(2, static_cast<std::int64_t>(config.labels.size()));
    std::vector<Message> notes;
    matchWeights({weights, familyNamed(config.modelType, "")}, config, tensorsOf(config, labels), notes);
}

} // namespace espalier
