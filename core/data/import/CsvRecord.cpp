#include "core/data/import/CsvReader.h"

namespace espalier {

std::string csvRecord(std::span<const std::string_view> fields, char delimiter) {
    const char special[] = {delimiter, '"', '\r', '\n'};
    std::string out;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += delimiter;
        const bool quoted = fields[i].find_first_of({special, sizeof special}) != std::string_view::npos ||
                            (fields.size() == 1 && fields[i].empty()); // else an empty line
        if (!quoted) {
            out += fields[i];
            continue;
        }
        out += '"';
        for (const char c : fields[i]) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    return out + '\n';
}

} // namespace espalier
