#include "core/data/ColumnWords.h"

#include "core/base/Text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <span>

namespace espalier {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 27> textWords = {
    "text",        "sentence", "content", "review",    "comment", "message",  "body", "abstract", "question",
    "description", "tweet",    "post",    "utterance", "query",   "document", "note", "premise",  "ask",
    "ticket",      "文本",     "内容",    "评论",      "句子",    "正文",     "问题", "留言",     "描述"};
constexpr std::array<std::string_view, 24> labelWords = {
    "label", "labels",  "category", "class",      "target", "intent", "sentiment", "topic",
    "tag",   "emotion", "polarity", "department", "rating", "score",  "outcome",   "diagnosis",
    "标签",  "类别",    "分类",     "科室",       "情感",   "意图",   "类型",      "诊断"};
constexpr std::array<std::string_view, 16> groupWords = {
    "group",        "patient", "subject", "author", "user", "customer", "speaker", "session",
    "conversation", "thread",  "分组",    "患者",   "病人", "作者",     "用户",    "客户"};
constexpr std::array<std::string_view, 10> splitWords = {"split", "part", "partition", "subset",   "fold",
                                                         "set",   "划分", "拆分",      "数据划分", "子集"};

Words wordsOf(ColumnRole role) {
    switch (role) {
    case ColumnRole::Text: return textWords;
    case ColumnRole::Label: return labelWords;
    case ColumnRole::Group: return groupWords;
    case ColumnRole::Split: return splitWords;
    case ColumnRole::SecondText:
    case ColumnRole::Weight: // a patient's is none
    case ColumnRole::Ignore: break;
    }
    return {};
}

bool beyondAscii(std::string_view word) {
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// "medicalAbstract_2" is medical, abstract and 2.
std::vector<std::string> splitName(std::string_view name) {
    std::vector<std::string> words(1);
    char before = 0;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool camel = std::isupper(byte) && std::islower(static_cast<unsigned char>(before));
        const bool digits = std::isdigit(byte) && !std::isdigit(static_cast<unsigned char>(before));
        if (camel || digits) words.emplace_back();
        if (byte >= 0x80 || std::isalnum(byte))
            words.back() += byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c;
        else
            words.emplace_back();
        before = c;
    }
    std::erase(words, std::string());
    return words;
}

} // namespace

int nameFits(std::string_view columnName, ColumnRole role) {
    const std::string name = lowered(trimmed(columnName));
    const auto parts = splitName(trimmed(columnName));
    int fit = 0;
    for (const std::string_view word : wordsOf(role)) {
        if (name == word) return 3;
        if (beyondAscii(word) ? name.ends_with(word) : !parts.empty() && parts.back() == word) fit = 2;
        const bool within = beyondAscii(word) ? name.find(word) != std::string::npos
                                              : std::find(parts.begin(), parts.end(), word) != parts.end();
        if (within) fit = std::max(fit, 1);
    }
    return fit;
}

bool areTextPair(std::string_view first, std::string_view second) {
    const std::string a = lowered(trimmed(first)), b = lowered(trimmed(second));
    if (a == "premise") return b == "hypothesis";
    if (a.starts_with("column ")) return false; // named by their place
    if (a.size() != b.size() || a.size() < 2 || a.substr(0, a.size() - 1) != b.substr(0, b.size() - 1))
        return false;
    return (a.back() == '1' && b.back() == '2') || (a.back() == 'a' && b.back() == 'b');
}

bool isNumber(std::string_view text) {
    const std::string number = trimmed(text);
    double value = 0;
    const char* begin = number.data() + (number.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, number.data() + number.size(), value);
    return error == std::errc() && end == number.data() + number.size() && !number.empty();
}

} // namespace espalier
