// Both formats of torch.save; which one the first bytes say.
#include "core/base/Error.h"
#include "core/tensorio/PyTorchFile.h"
#include "tests/fuzz/InputFile.h"
#include "tests/fuzz/ReadAll.h"

using namespace espalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile input("pytorch_model.bin");
    input.write(data, size);
    try {
        readAll(PyTorchFile(input.file()).tensors());
    } catch (const Error&) {
    }
    return 0;
}
