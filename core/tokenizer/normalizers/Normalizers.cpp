#include "core/tokenizer/normalizers/Normalizers.h"

#include "core/tokenizer/Component.h"
#include "core/tokenizer/normalizers/BertNormalizer.h"
#include "core/tokenizer/normalizers/CharacterMap.h"

namespace espalier {

namespace {

using Made = std::unique_ptr<Normalizer>;

Made sequence(const Json& json, const std::string& origin) {
    return sequenceOf(makeComponents<Normalizer>(json, "normalizers", normalizerFromJson, origin));
}

Made strip(const Json& json, const std::string& origin) {
    return makeStrip(valueOr(json, "strip_left", true, origin), valueOr(json, "strip_right", true, origin));
}

Made prepend(const Json& json, const std::string& origin) {
    return makePrepend(valueOr(json, "prepend", std::string(), origin));
}

Made replace(const Json& json, const std::string& origin) {
    return makeReplace(Pattern::fromJson(memberOf(json, "pattern"), origin),
                       valueOr(json, "content", std::string(), origin));
}

template<bool compatible, bool composed>
Made form(const Json&, const std::string&) {
    return makeUnicodeForm(compatible, composed);
}

constexpr KnownComponent<Normalizer> known[] = {
    {"Sequence", sequence},
    {"BertNormalizer", BertNormalizer::fromJson},
    {"NFC", form<false, true>},
    {"NFD", form<false, false>},
    {"NFKC", form<true, true>},
    {"NFKD", form<true, false>},
    {"Precompiled", CharacterMap::fromJson},
    {"Lowercase", [](const Json&, const std::string&) { return makeLowercase(); }},
    {"StripAccents", [](const Json&, const std::string&) { return makeStripAccents(); }},
    {"Strip", strip},
    {"Prepend", prepend},
    {"Replace", replace},
};

} // namespace

Made normalizerFromJson(const Json& json, const std::string& origin) {
    return makeComponent(known, json, "normalizer", origin);
}

} // namespace espalier
