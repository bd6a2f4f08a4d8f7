#include "core/model/Advice.h"

#include "core/base/Text.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace espalier {

namespace {

// What speaks against a candidate, in units of one clear disadvantage.
constexpr double hopeless = 100, wrongLanguage = 12, clearly = 1;
// Pieces a word: some 1.1 to 1.4 in a model's own language, above 2 in others (Rust et al. 2021,
// arXiv:2012.15613).
constexpr double usualPieces = 1.4, manyPieces = 2.2;
constexpr double unknownIsMuch = 0.02, longerIsMuch = 0.1;
constexpr double smallModel = 30e6, mediumModel = 150e6; // parameters: MiniLM and DistilBERT; BERT base

std::vector<std::string> codesIn(const std::string& languages) {
    std::vector<std::string> codes;
    std::istringstream parts(languages);
    for (std::string part; std::getline(parts, part, ',');)
        if (auto code = lowered(trimmed(part)); !code.empty()) codes.push_back(std::move(code));
    return codes;
}

bool isMultilingual(const std::string& languages) {
    constexpr std::size_t many = 8;
    const auto codes = codesIn(languages);
    return codes.size() >= many || std::find(codes.begin(), codes.end(), "multilingual") != codes.end();
}

bool writesOn(const std::string& family) {
    return family == "gpt2" || family == "llama" || family == "qwen2";
}

// Facts collect here; the heaviest gives the reason.
class Weighing {
public:
    void against(double cost, Suits atBest, const Message& because) {
        if (cost <= 0) return;
        verdict_.cost += cost;
        verdict_.suits = std::max(verdict_.suits, atBest);
        if (cost > heaviest_) heaviest_ = cost, verdict_.because = because;
    }
    // What counts a little and is no reason by itself.
    void aside(double cost) { verdict_.cost += cost; }
    Verdict verdict(const Message& otherwise) {
        if (verdict_.because.empty()) verdict_.because = otherwise;
        return verdict_;
    }

private:
    Verdict verdict_;
    double heaviest_ = 0;
};

void weighMemory(Weighing& weighing, const AdviceMachine& machine, const AdviceCandidate& c) {
    constexpr double gigabyte = 1e9;
    if (machine.memoryBytes > 0 && c.memoryBytes > machine.memoryBytes)
        weighing.against(hopeless, Suits::Badly,
                         message("advice", "It needs about {0} GB to train, and this machine has {1} GB.",
                                 fmt::format("{:.1f}", c.memoryBytes / gigabyte),
                                 fmt::format("{:.1f}", machine.memoryBytes / gigabyte)));
}

void weighLanguage(Weighing& weighing, const AdviceData& data, const AdviceCandidate& c) {
    if (c.unknownShare > unknownIsMuch)
        weighing.against(wrongLanguage + 20 * c.unknownShare, Suits::Badly,
                         message("advice", "{0} % of the pieces of your texts are unknown to it.",
                                 std::lround(100 * c.unknownShare)));
    if (data.language.empty() || c.languages.empty()) {
        weighing.aside(0.3); // nobody has said that it suits
    } else if (!speaks(c.languages, data.language)) {
        weighing.against(
            wrongLanguage, Suits::Badly,
            message("advice", "It was made for {0}, and your texts are in {1}.", c.spoken, data.spoken));
    } else if (isMultilingual(c.languages)) {
        weighing.aside(0.5); // one language learned well is better than many, of equal size
    }
    weighing.aside(std::max(0.0, c.piecesPerWord - usualPieces));
    if (c.piecesPerWord > manyPieces)
        weighing.against(
            3 * (c.piecesPerWord - manyPieces) + clearly, Suits::Passably,
            message("advice",
                    "A word of your texts falls into {0} pieces: it knows little of their language.",
                    fmt::format("{:.1f}", c.piecesPerWord)));
}

void weighLength(Weighing& weighing, const AdviceCandidate& c) {
    if (c.longerShare > longerIsMuch)
        weighing.against(clearly + 5 * c.longerShare, Suits::Passably,
                         message("advice",
                                 "It reads {0} tokens of a text at most, and {1} % of yours are longer.",
                                 c.maxLength, std::lround(100 * c.longerShare)));
    else
        weighing.aside(5 * c.longerShare);
}

// Without a graphics card a small model is a first result today; with one a larger is mostly a better one.
void weighSize(Weighing& weighing, const AdviceMachine& machine, const AdviceCandidate& c) {
    constexpr double million = 1e6;
    const auto parameters = static_cast<double>(std::max<std::int64_t>(1, c.parameters));
    if (machine.graphicsCard) {
        weighing.aside(std::max(0.0, std::log2(mediumModel / parameters)) * 0.4);
    } else if (parameters > mediumModel) {
        weighing.against(clearly * std::log2(2 * parameters / mediumModel), Suits::Passably,
                         message("advice", "Its {0} million parameters train slowly without a graphics card.",
                                 std::lround(parameters / million)));
    } else {
        weighing.aside(std::max(0.0, std::log2(parameters / smallModel)) * 0.4);
    }
}

void weighDirection(Weighing& weighing, const AdviceCandidate& c) {
    if (writesOn(c.family))
        weighing.against(1.5, Suits::Passably,
                         message("advice",
                                 "It reads from left to right only; models that see both sides of a "
                                 "word mostly judge texts better."));
}

Message praise(const AdviceData& data, const AdviceMachine& machine, const AdviceCandidate& c) {
    const auto pieces = fmt::format("{:.1f}", c.piecesPerWord);
    const bool said = !data.language.empty() && !c.languages.empty();
    if (said && isMultilingual(c.languages))
        return message("advice", "It knows many languages, and a word of your texts falls into {0} pieces.",
                       pieces);
    if (said)
        return message("advice", "It was made for {0}, as your texts are: a word falls into {1} pieces.",
                       data.spoken, pieces);
    if (!machine.graphicsCard && static_cast<double>(c.parameters) <= smallModel)
        return message(
            "advice",
            "It knows the words of your texts, and is small enough to train without a graphics card.");
    return message("advice", "It knows the words of your texts: one falls into {0} pieces.", pieces);
}

} // namespace

bool speaks(const std::string& languages, const std::string& language) {
    if (isMultilingual(languages)) return true;
    const auto codes = codesIn(languages);
    return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
        return code.substr(0, code.find_first_of("-_")) == language; // "zh-Hans"
    });
}

bool Advice::isClearlyBetterThan(int candidate) const {
    if (best < 0 || candidate == best) return false;
    const auto& chosen = verdicts[static_cast<std::size_t>(candidate)];
    const auto& other = verdicts[static_cast<std::size_t>(best)];
    return chosen.suits > other.suits || chosen.cost > other.cost + clearly;
}

Advice advise(const AdviceData& data, const AdviceMachine& machine,
              const std::vector<AdviceCandidate>& candidates) {
    Advice advice;
    for (const auto& candidate : candidates) {
        Weighing weighing;
        weighMemory(weighing, machine, candidate);
        weighDirection(weighing, candidate);
        weighLanguage(weighing, data, candidate);
        weighLength(weighing, candidate);
        weighSize(weighing, machine, candidate);
        advice.verdicts.push_back(weighing.verdict(praise(data, machine, candidate)));
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& verdict = advice.verdicts[i];
        if (verdict.suits == Suits::Badly) continue;
        if (advice.best < 0 || verdict.cost < advice.verdicts[static_cast<std::size_t>(advice.best)].cost)
            advice.best = static_cast<int>(i);
    }
    return advice;
}

} // namespace espalier
