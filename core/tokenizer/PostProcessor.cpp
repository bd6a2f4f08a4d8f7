#include "core/tokenizer/PostProcessor.h"

#include "core/base/Text.h"
#include "core/tokenizer/CodePoints.h"
#include "core/tokenizer/Component.h"

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

PostProcessor PostProcessor::roberta(std::int32_t cls, std::int32_t sep) {
    using enum TemplatePiece::Kind;
    return {{{Special, 0, {cls}}, {First}, {Special, 0, {sep}}},
            {{Special, 0, {cls}}, {First}, {Special, 0, {sep, sep}}, {Second}, {Special, 0, {sep}}}};
}

PostProcessor PostProcessor::fromJson(const Json& json, const std::string& origin) {
    PostProcessor made;
    if (!json.is_null()) made.mergeJson(json, origin);
    return made;
}

// A sequence trims offsets in one of its parts and has the template in another.
void PostProcessor::mergeJson(const Json& json, const std::string& origin) {
    if (!json.is_object()) failKey(origin, "post_processor", "an object", json);
    const auto type = valueOr(json, "type", std::string(), origin);
    const auto specialId = [&](const std::string& key) { // ["[SEP]", 102]
        const Json& pair = memberOf(json, key);
        if (!pair.is_array() || pair.size() != 2)
            failKey(origin, "post_processor." + key, "[token, id]", pair);
        return idOf(pair[1], "post_processor." + key, origin);
    };
    const auto take = [&](PostProcessor other) {
        other.trims_ = trims_;
        *this = std::move(other);
    };
    if (type == "Sequence") {
        const Json& list = memberOf(json, "processors");
        if (!list.is_array()) failKey(origin, "post_processor.processors", "a list", list);
        for (const Json& part : list) mergeJson(part, origin);
    } else if (type == "TemplateProcessing") {
        take({templateFromJson(json, "single", origin), templateFromJson(json, "pair", origin)});
    } else if (type == "BertProcessing") {
        take(bert(specialId("cls"), specialId("sep")));
    } else if (type == "RobertaProcessing") {
        take(roberta(specialId("cls"), specialId("sep")));
    } else if (type != "ByteLevel") {
        failUnknownComponent("post_processor", type, origin);
    }
    if ((type == "RobertaProcessing" || type == "ByteLevel") && valueOr(json, "trim_offsets", true, origin))
        trimOffsets(valueOr(json, "add_prefix_space", true, origin));
}

void PostProcessor::learnTokens(const std::function<std::string(std::int32_t)>& token, std::int32_t count) {
    if (trims_ == Trim::None) return;
    const auto isBlank = [](char32_t c) { return c == U'Ġ' || (propertiesOf(c) & codepoint::space); };
    for (std::int32_t id = 0; id < count; ++id) {
        const std::string text = token(id);
        Blanks blanks;
        bool onlyBlanks = true;
        for (std::size_t i = 0; i < text.size();) {
            const bool blank = isBlank(nextCodePoint(text, i));
            onlyBlanks = onlyBlanks && blank;
            blanks.before += onlyBlanks;
            blanks.behind = blank ? blanks.behind + 1 : 0;
        }
        if (blanks.before || blanks.behind) blanks_.emplace(id, blanks);
    }
}

std::pair<std::int32_t, std::int32_t> PostProcessor::offsetsOf(const Token& token, bool first) const {
    const auto found = blanks_.find(token.id);
    if (found == blanks_.end()) return {token.begin, token.end};
    auto [before, behind] = found->second;
    if (before > 0 && trims_ == Trim::BehindPrefix && (first || token.begin == 0)) --before;
    const std::int32_t begin = std::min(token.begin + before, token.end);
    return {begin, token.end >= behind ? std::max(token.end - behind, begin) : token.end};
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
    const auto append = [&](std::int32_t id, std::int32_t typeId) {
        out.ids.push_back(id);
        out.typeIds.push_back(typeId);
    };
    for (const TemplatePiece& piece : pair ? pair_ : single_) {
        for (const std::int32_t id : piece.ids) append(id, piece.typeId);
        if (offsets) out.offsets.resize(out.ids.size(), {0, 0});
        if (piece.kind == TemplatePiece::Special) continue;
        const auto& tokens = piece.kind == TemplatePiece::First ? first : second;
        for (const Token& token : tokens) append(token.id, piece.typeId);
        if (!offsets) continue;
        for (const Token& token : tokens) out.offsets.push_back(offsetsOf(token, &token == &tokens.front()));
    }
    return out;
}

} // namespace espalier
