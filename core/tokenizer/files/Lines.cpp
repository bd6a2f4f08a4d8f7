#include "core/tokenizer/files/Lines.h"

#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

std::vector<std::string> readLines(const fs::path& file) {
    const MappedFile mapped(file);
    std::string_view rest = mapped.bytes();
    if (!isValidUtf8(rest))
        throw Error(ErrorKind::Format, message("tokenizer", "{0} is not valid UTF-8.", file.string()));
    std::vector<std::string> lines;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

} // namespace espalier
