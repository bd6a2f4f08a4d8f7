#pragma once
// Spans of tagged words, names of persons and the like: B- begins one, I- goes on, O is outside; E-, S-, L-
// and U- as in other schemes. Tags without a prefix stand together in runs.
#include "core/eval/Classification.h"

#include <string>
#include <string_view>

namespace espalier {

struct TaggedSpan {
    std::string_view type; // into the tags
    std::size_t begin, end;
    bool operator==(const TaggedSpan&) const = default;
};

// Lenient, as conlleval and seqeval are by default: a span may begin with I-.
std::vector<TaggedSpan> spansOf(std::span<const std::string_view> tags);

// Of all spans, right where both ends and the type are (Tjong Kim Sang and De Meulder 2003, sec. 2.3).
class SpanCounts {
public:
    void add(std::span<const std::string_view> actual, std::span<const std::string_view> predicted);
    Scores scores() const;

private:
    std::int64_t actual_ = 0, predicted_ = 0, right_ = 0;
};

} // namespace espalier
