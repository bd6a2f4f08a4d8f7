#include "core/base/Text.h"
#include "core/tokenizer/Tokenizer.h"
#include "tests/fuzz/InputFile.h"

#include <cstdlib>

using namespace espalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile input("tokenizer.json");
    input.write(data, size);
    try {
        const auto tokenizer = loadTokenizer(input.folder());
        for (const auto* text : {"", "A few words, unaffable [MASK] 2024.",
                                 "\xe4\xb8\xad\xe6\x96\x87 na\xc3\xafve\xe2\x80\xa6"}) {
            const auto encoding = tokenizer->encode({text, "another text"}, {16, true});
            for (const auto id : encoding.ids)
                if (!isValidUtf8(tokenizer->token(id))) std::abort();
        }
    } catch (const Error&) {
    }
    return 0;
}
