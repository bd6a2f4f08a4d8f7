// The same bytes as the model of every family.
#include "core/base/Text.h"
#include "core/tokenizer/Tokenizer.h"
#include "tests/fuzz/InputFile.h"

#include <cstdlib>
#include <fstream>

using namespace espalier;

namespace {

constexpr const char* classes[] = {"T5Tokenizer",     "XLMRobertaTokenizer", "CamembertTokenizer",
                                   "AlbertTokenizer", "DebertaV2Tokenizer",  "XLNetTokenizer",
                                   "LlamaTokenizer"};

void tryAs(const char* className, const std::filesystem::path& folder) {
    std::ofstream(folder / "tokenizer_config.json") << "{\"tokenizer_class\": \"" << className << "\"}";
    try {
        const auto tokenizer = loadTokenizer(folder);
        for (const auto* text :
             {"", "A few words, unaffable </s> 2024.", "\xe4\xb8\xad\xe6\x96\x87 na\xc3\xafve\xe2\x80\xa6"}) {
            const auto encoding = tokenizer->encode({text, "another text"}, {16, true});
            for (const auto id : encoding.ids)
                if (id < 0 || id >= tokenizer->vocabularySize() || !isValidUtf8(tokenizer->token(id)))
                    std::abort();
        }
    } catch (const Error&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile input("spiece.model");
    input.write(data, size);
    for (const char* className : classes) tryAs(className, input.folder());
    return 0;
}
