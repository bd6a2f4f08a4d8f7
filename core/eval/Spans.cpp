#include "core/eval/Spans.h"

#include <algorithm>

namespace espalier {

namespace {

struct Tag {
    char place; // B, I, E, S or O
    std::string_view type;
};

Tag parsed(std::string_view tag) {
    if (tag == "O") return {'O', {}};
    if (tag.size() < 2 || tag[1] != '-') return {'I', tag};
    const auto type = tag.substr(2);
    switch (tag[0]) {
    case 'B':
    case 'I':
    case 'E':
    case 'S': return {tag[0], type};
    case 'L': return {'E', type};
    case 'U': return {'S', type};
    default: return {'I', tag};
    }
}

bool endsBetween(const Tag& before, const Tag& now) {
    if (before.place == 'O') return false;
    return before.place == 'E' || before.place == 'S' || now.place == 'B' || now.place == 'S' ||
           now.place == 'O' || before.type != now.type;
}

bool beginsBetween(const Tag& before, const Tag& now) {
    if (now.place == 'O') return false;
    return now.place == 'B' || now.place == 'S' || before.place == 'E' || before.place == 'S' ||
           before.place == 'O' || before.type != now.type;
}

} // namespace

std::vector<TaggedSpan> spansOf(std::span<const std::string_view> tags) {
    std::vector<TaggedSpan> spans;
    Tag before{'O', {}};
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= tags.size(); ++i) {
        const auto now = i < tags.size() ? parsed(tags[i]) : Tag{'O', {}};
        if (endsBetween(before, now)) spans.push_back({before.type, begin, i});
        if (beginsBetween(before, now)) begin = i;
        before = now;
    }
    return spans;
}

void SpanCounts::add(std::span<const std::string_view> actual, std::span<const std::string_view> predicted) {
    const auto wanted = spansOf(actual), found = spansOf(predicted);
    actual_ += static_cast<std::int64_t>(wanted.size());
    predicted_ += static_cast<std::int64_t>(found.size());
    right_ += std::count_if(found.begin(), found.end(), [&](const TaggedSpan& span) {
        return std::find(wanted.begin(), wanted.end(), span) != wanted.end();
    });
}

Scores SpanCounts::scores() const {
    const auto ratio = [](double part, double whole) { return whole == 0 ? 0 : part / whole; };
    const auto right = static_cast<double>(right_), actual = static_cast<double>(actual_),
               predicted = static_cast<double>(predicted_);
    return {ratio(right, predicted), ratio(right, actual), ratio(2 * right, actual + predicted)};
}

} // namespace espalier
