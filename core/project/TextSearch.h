#pragma once
#include <string>
#include <string_view>

namespace espalier {

// Finds a text within others without regard to case.
class TextSearch {
public:
    explicit TextSearch(std::string_view wanted);
    bool matches(std::string_view text) const;

private:
    std::string wanted_; // in lower case
    bool caseless_;      // as in Chinese: texts can be searched as they are
};

} // namespace espalier
