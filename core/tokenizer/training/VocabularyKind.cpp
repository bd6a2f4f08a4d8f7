#include "core/tokenizer/training/VocabularyKind.h"

#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

extern const VocabularyKind bpeKind, unigramKind, wordPieceKind;

const std::vector<const VocabularyKind*>& vocabularyKinds() {
    static const std::vector<const VocabularyKind*> all{&wordPieceKind, &bpeKind, &unigramKind};
    return all;
}

const VocabularyKind& vocabularyKindNamed(const std::string& name) {
    std::vector<std::string> known;
    for (const auto* kind : vocabularyKinds()) {
        if (kind->name == name) return *kind;
        known.emplace_back(kind->name);
    }
    throw Error(ErrorKind::Usage, message("tokenizer", "There is no kind of vocabulary \"{0}\".", name),
                message("tokenizer", "Choose one of {0}.", joined(known)));
}

std::vector<std::string> VocabularyKind::specialTokens() const {
    std::vector<std::string> tokens;
    for (const auto& [role, token] : roles)
        if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(token);
    return tokens;
}

Json VocabularyKind::idOf(const std::string& role) const {
    const auto tokens = specialTokens();
    const auto entry =
        std::find_if(roles.begin(), roles.end(), [&](const auto& named) { return named.first == role; });
    return {entry->second, std::find(tokens.begin(), tokens.end(), entry->second) - tokens.begin()};
}

Json VocabularyKind::templates(const std::vector<std::string>& between, int secondType) const {
    const Json first = idOf("cls_token"), last = idOf("sep_token");
    const auto special = [](const Json& token, int type) {
        return Json{{"SpecialToken", {{"id", token[0]}, {"type_id", type}}}};
    };
    const auto sequence = [](const char* which, int type) {
        return Json{{"Sequence", {{"id", which}, {"type_id", type}}}};
    };
    Json pair = Json::array({special(first, 0), sequence("A", 0)});
    for (const auto& role : between) pair.push_back(special(idOf(role), 0));
    pair.push_back(sequence("B", secondType));
    pair.push_back(special(last, secondType));
    Json tokens = Json::object();
    for (const Json& token : {first, last})
        tokens[token[0].get<std::string>()] = {
            {"id", token[0]}, {"ids", Json::array({token[1]})}, {"tokens", Json::array({token[0]})}};
    return {{"type", "TemplateProcessing"},
            {"single", Json::array({special(first, 0), sequence("A", 0), special(last, 0)})},
            {"pair", pair},
            {"special_tokens", tokens}};
}

} // namespace espalier
