#include "core/tokenizer/PostProcessor.h"

namespace espalier {

namespace {

std::size_t countSpecials(const Template& pieces) {
    std::size_t count = 0;
    for (const TemplatePiece& piece : pieces) count += piece.ids.size();
    return count;
}

std::int32_t checkedId(const Json& json, std::int32_t ids, const std::string& key,
                       const std::string& origin) {
    if (!json.is_number_integer() || json.get<std::int64_t>() < 0 || json.get<std::int64_t>() >= ids)
        failKey(origin, key, fmt::format("an id from 0 to {}", ids - 1), json);
    return json.get<std::int32_t>();
}

std::int32_t typeIdOf(const Json& json, const std::string& origin) {
    const auto typeId = valueOr<std::int64_t>(json, "type_id", 0, origin);
    if (typeId < 0 || typeId > INT32_MAX) failKey(origin, "type_id", "a small number", json["type_id"]);
    return static_cast<std::int32_t>(typeId);
}

// {"id": NAME, "ids": [1, 2], "tokens": […]} under its name in "special_tokens".
std::vector<std::int32_t> specialIds(const Json& json, const std::string& name, std::int32_t ids,
                                     const std::string& origin) {
    const Json& entry = memberOf(memberOf(json, "special_tokens"), name);
    const Json& list = memberOf(entry, "ids");
    if (!list.is_array() || list.empty())
        failKey(origin, "post_processor.special_tokens." + name, "an object with a list \"ids\"", entry);
    std::vector<std::int32_t> out;
    for (const Json& id : list)
        out.push_back(checkedId(id, ids, "post_processor.special_tokens." + name, origin));
    return out;
}

Template templateFromJson(const Json& json, const std::string& key, std::int32_t ids,
                          const std::string& origin) {
    const Json& pieces = memberOf(json, key);
    const std::string place = "post_processor." + key;
    if (!pieces.is_array() || pieces.empty()) failKey(origin, place, "a list of pieces", pieces);
    Template out;
    for (const Json& piece : pieces) {
        const bool sequence = piece.is_object() && piece.contains("Sequence");
        const bool special = piece.is_object() && piece.contains("SpecialToken");
        const Json& body = sequence ? piece["Sequence"] : special ? piece["SpecialToken"] : piece;
        if ((!sequence && !special) || !body.is_object())
            failKey(origin, place, "Sequence or SpecialToken", piece);
        const std::string name = valueOr(body, "id", std::string(), origin);
        const std::int32_t typeId = typeIdOf(body, origin);
        if (special) {
            out.push_back({TemplatePiece::Special, typeId, specialIds(json, name, ids, origin)});
        } else {
            if (name != "A" && !(name == "B" && key == "pair"))
                failKey(origin, place, "the sequence A or B", piece);
            out.push_back({name == "A" ? TemplatePiece::First : TemplatePiece::Second, typeId});
        }
    }
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

PostProcessor PostProcessor::fromTemplateJson(const Json& json, std::int32_t ids, const std::string& origin) {
    return {templateFromJson(json, "single", ids, origin), templateFromJson(json, "pair", ids, origin)};
}

PostProcessor PostProcessor::fromBertJson(const Json& json, std::int32_t ids, const std::string& origin) {
    const auto idOf = [&](const std::string& key) { // ["[SEP]", 102]
        const Json& pair = memberOf(json, key);
        if (!pair.is_array() || pair.size() != 2)
            failKey(origin, "post_processor." + key, "[token, id]", pair);
        return checkedId(pair[1], ids, "post_processor." + key, origin);
    };
    return bert(idOf("cls"), idOf("sep"));
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
