#include "core/base/Error.h"
#include "core/model/Config.h"
#include "tests/fuzz/InputFile.h"

using namespace espalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile input("config.json");
    input.write(data, size);
    try {
        readConfig(input.folder());
    } catch (const Error&) {
    }
    return 0;
}
