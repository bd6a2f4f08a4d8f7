#include "core/tokenizer/PostProcessor.h"

#include <algorithm>

namespace espalier {

namespace {

std::size_t countSpecials(const Template& pieces) {
    std::size_t count = 0;
    for (const TemplatePiece& piece : pieces) count += piece.ids.size();
    return count;
}

std::int32_t idOf(const Json& json, const std::string& key, const std::string& origin) {
    if (!json.is_number_integer() || json.get<std::int64_t>() < 0 || json.get<std::int64_t>() > INT32_MAX)
        failKey(origin, key, "an id", json);
    return json.get<std::int32_t>();
}

// {"id": NAME, "ids": [1, 2], "tokens": […]} under its name in "special_tokens".
std::vector<std::int32_t> specialIds(const Json& json, const std::string& name, const std::string& origin) {
    const Json& entry = memberOf(memberOf(json, "special_tokens"), name);
    const Json& list = memberOf(entry, "ids");
    if (!list.is_array() || list.empty())
        failKey(origin, "post_processor.special_tokens." + name, "an object with a list \"ids\"", entry);
    std::vector<std::int32_t> out;
    for (const Json& id : list) out.push_back(idOf(id, "post_processor.special_tokens." + name, origin));
    return out;
}

// {"Sequence": {"id": "A", "type_id": 0}} or {"SpecialToken": {"id": "[CLS]", "type_id": 0}}.
TemplatePiece pieceFromJson(const Json& piece, const Json& json, const std::string& key,
                            const std::string& origin) {
    const std::string place = "post_processor." + key;
    const Json& special = memberOf(piece, "SpecialToken");
    const Json& body = special.is_null() ? memberOf(piece, "Sequence") : special;
    if (!body.is_object()) failKey(origin, place, "Sequence or SpecialToken", piece);
    const std::string name = valueOr(body, "id", std::string(), origin);
    const std::int32_t typeId = idOf(memberOf(body, "type_id"), place + ".type_id", origin);
    if (!special.is_null()) return {TemplatePiece::Special, typeId, specialIds(json, name, origin)};
    if (name == "A") return {TemplatePiece::First, typeId};
    if (name != "B" || key != "pair") failKey(origin, place, "a text of this template", piece);
    return {TemplatePiece::Second, typeId};
}

Template templateFromJson(const Json& json, const std::string& key, const std::string& origin) {
    const Json& pieces = memberOf(json, key);
    if (!pieces.is_array() || pieces.empty())
        failKey(origin, "post_processor." + key, "a list of pieces", pieces);
    Template out;
    for (const Json& piece : pieces) out.push_back(pieceFromJson(piece, json, key, origin));
    return out;
}

} // namespace

PostProcessor::PostProcessor(Template single, Template pair)
    : single_(std::move(single)), pair_(std::move(pair)), singleSpecials_(countSpecials(single_)),
      pairSpecials_(countSpecials(pair_)) {}

PostProcessor PostProcessor::bert(std::int32_t cls, std::int32_t sep) {
    using enum TemplatePiece::Kind;
    return {{{Special, 0, {cls}}, {First}, {Special, 0, {sep}}},
            {{Special, 0, {cls}}, {First}, {Special, 0, {sep}}, {Second, 1}, {Special, 1, {sep}}}};
}

PostProcessor PostProcessor::fromTemplateJson(const Json& json, const std::string& origin) {
    return {templateFromJson(json, "single", origin), templateFromJson(json, "pair", origin)};
}

PostProcessor PostProcessor::fromBertJson(const Json& json, const std::string& origin) {
    const auto specialId = [&](const std::string& key) { // ["[SEP]", 102]
        const Json& pair = memberOf(json, key);
        if (!pair.is_array() || pair.size() != 2)
            failKey(origin, "post_processor." + key, "[token, id]", pair);
        return idOf(pair[1], "post_processor." + key, origin);
    };
    return bert(specialId("cls"), specialId("sep"));
}

std::int32_t PostProcessor::largestId() const {
    std::int32_t largest = -1;
    for (const Template* pieces : {&single_, &pair_})
        for (const TemplatePiece& piece : *pieces)
            for (const std::int32_t id : piece.ids) largest = std::max(largest, id);
    return largest;
}

Encoding PostProcessor::assemble(std::span<const Token> first, std::span<const Token> second, bool pair,
                                 bool offsets) const {
    const std::size_t size = first.size() + (pair ? second.size() : 0) + specialTokens(pair);
    Encoding out;
    out.ids.reserve(size);
    out.typeIds.reserve(size);
    if (offsets) out.offsets.reserve(size);
    const auto append = [&](std::int32_t id, std::int32_t typeId, std::int32_t begin, std::int32_t end) {
        out.ids.push_back(id);
        out.typeIds.push_back(typeId);
        if (offsets) out.offsets.emplace_back(begin, end);
    };
    for (const TemplatePiece& piece : pair ? pair_ : single_) {
        for (const std::int32_t id : piece.ids) append(id, piece.typeId, 0, 0);
        if (piece.kind == TemplatePiece::Special) continue;
        for (const Token& token : piece.kind == TemplatePiece::First ? first : second)
            append(token.id, piece.typeId, token.begin, token.end);
    }
    return out;
}

} // namespace espalier
