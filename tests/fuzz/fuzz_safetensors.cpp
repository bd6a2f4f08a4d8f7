#include "core/base/Error.h"
#include "core/tensorio/Safetensors.h"
#include "tests/fuzz/InputFile.h"
#include "tests/fuzz/ReadAll.h"

using namespace espalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile input("model.safetensors");
    input.write(data, size);
    try {
        readAll(SafetensorsFile(input.file()).tensors());
    } catch (const Error&) {
    }
    return 0;
}
