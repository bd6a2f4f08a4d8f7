// The dialect is guessed, as the window does; what is read must be valid UTF-8 and as wide as the header.
#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/data/import/CsvReader.h"
#include "tests/fuzz/InputFile.h"

#include <cstdlib>

using namespace espalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile input("texts.csv");
    input.write(data, size);
    try {
        CsvOptions options;
        options.dialect = guessDialect(input.file());
        options.maxFieldBytes = 1000; // so that small inputs reach the limit
        std::size_t columns = 0;
        const auto check = [&](std::span<const std::string_view> fields, std::int64_t) {
            if (fields.size() != columns) std::abort();
            for (const auto field : fields)
                if (!isValidUtf8(field)) std::abort();
            return true;
        };
        readCsv(
            input.file(), options, [&](const auto& names) { columns = names.size(); }, check);
    } catch (const Error&) {
    }
    return 0;
}
