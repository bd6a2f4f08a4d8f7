#include "core/data/LabelSet.h"

#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

std::vector<std::string> labelsIn(std::string_view cell, std::string_view separator) {
    std::vector<std::string> labels;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const auto end = std::min(cell.find(separator, begin), cell.size());
        if (auto label = trimmed(std::string(cell.substr(begin, end - begin))); !label.empty())
            labels.push_back(std::move(label));
        begin = end + separator.size();
    }
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
}

} // namespace espalier
