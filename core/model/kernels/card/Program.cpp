#include "core/model/kernels/card/Program.h"

#include <c10/core/impl/VirtualGuardImpl.h>
#include <fmt/format.h>
#include <torch/torch.h>

#include <dlfcn.h>

#include <memory>

namespace espalier::card {

namespace {

// A library whose functions are found by name when the program runs; null where it or they are not there.
class Library {
public:
    explicit Library(const char* name) : handle_(::dlopen(name, RTLD_NOW)), complete_(handle_) {}
    template<class Function>
    void find(Function*& function, const char* name) {
        function = handle_ ? reinterpret_cast<Function*>(::dlsym(handle_, name)) : nullptr;
        complete_ = complete_ && function;
    }
    bool complete() const { return complete_; } // all that was looked for is there

private:
    void* handle_;
    bool complete_;
};

// What is called of CUDA's driver, as its manual declares it.
struct Driver {
    bool complete = false;
    int (*init)(unsigned flags) = nullptr;
    int (*deviceName)(char* name, int length, int card) = nullptr;
    int (*deviceAttribute)(int* value, int attribute, int card) = nullptr;
    int (*currentContext)(void** context) = nullptr;
    int (*setContext)(void* context) = nullptr;
    int (*retainPrimary)(void** context, int card) = nullptr;
    int (*loadModule)(void** module, const void* code) = nullptr;
    int (*moduleFunction)(void** function, void* module, const char* name) = nullptr;
    int (*launch)(void* function, unsigned blocksX, unsigned blocksY, unsigned blocksZ, unsigned threadsX,
                  unsigned threadsY, unsigned threadsZ, unsigned sharedBytes, void* stream, void** arguments,
                  void** extra) = nullptr;

    Driver() {
        Library library("libcuda.so.1");
        library.find(init, "cuInit");
        library.find(deviceName, "cuDeviceGetName");
        library.find(deviceAttribute, "cuDeviceGetAttribute");
        library.find(currentContext, "cuCtxGetCurrent");
        library.find(setContext, "cuCtxSetCurrent");
        library.find(retainPrimary, "cuDevicePrimaryCtxRetain");
        library.find(loadModule, "cuModuleLoadData");
        library.find(moduleFunction, "cuModuleGetFunction");
        library.find(launch, "cuLaunchKernel");
        complete = library.complete();
    }
};

const Driver& driver() {
    static const Driver found;
    return found;
}

// What is called of NVRTC.
struct Compiler {
    bool complete = false;
    int (*create)(void** program, const char* source, const char* name, int headers, const char* const* texts,
                  const char* const* names) = nullptr;
    int (*compile)(void* program, int options, const char* const* list) = nullptr;
    int (*logSize)(void* program, std::size_t* size) = nullptr;
    int (*log)(void* program, char* text) = nullptr;
    int (*codeSize)(void* program, std::size_t* size) = nullptr;
    int (*code)(void* program, char* code) = nullptr;
    int (*destroy)(void** program) = nullptr;

    Compiler() {
        Library library("libcaffe2_nvrtc.so"); // LibTorch's own way to it
        library.find(create, "nvrtcCreateProgram");
        library.find(compile, "nvrtcCompileProgram");
        library.find(logSize, "nvrtcGetProgramLogSize");
        library.find(log, "nvrtcGetProgramLog");
        library.find(codeSize, "nvrtcGetCUBINSize");
        library.find(code, "nvrtcGetCUBIN");
        library.find(destroy, "nvrtcDestroyProgram");
        complete = library.complete();
    }
};

void check(int error, const char* what) {
    TORCH_CHECK(error == 0, what, " failed with error ", error);
}

int attribute(int which, int card) {
    int value = 0;
    check(driver().deviceAttribute(&value, which, card), "cuDeviceGetAttribute");
    return value;
}

// LibTorch works in a card's primary context; a thread that has called nothing of it yet has none.
void enterContext(int card) {
    void* context = nullptr;
    check(driver().currentContext(&context), "cuCtxGetCurrent");
    if (context) return;
    check(driver().retainPrimary(&context, card), "cuDevicePrimaryCtxRetain");
    check(driver().setContext(context), "cuCtxSetCurrent");
}

std::string compiled(const char* source, const std::vector<std::string>& options) {
    static const Compiler compiler;
    TORCH_CHECK(compiler.complete, "LibTorch's compiler for cards was not found");
    void* program = nullptr;
    check(compiler.create(&program, source, nullptr, 0, nullptr, nullptr), "nvrtcCreateProgram");
    const std::unique_ptr<void, void (*)(void*)> destroyed(program, [](void* p) { compiler.destroy(&p); });
    std::vector<const char*> list;
    for (const auto& option : options) list.push_back(option.c_str());
    std::size_t size = 0;
    if (compiler.compile(program, static_cast<int>(list.size()), list.data()) != 0) {
        check(compiler.logSize(program, &size), "nvrtcGetProgramLogSize");
        std::string log(size, '\0');
        compiler.log(program, log.data());
        TORCH_CHECK(false, "a kernel could not be compiled: ", log);
    }
    check(compiler.codeSize(program, &size), "nvrtcGetCUBINSize");
    std::string code(size, '\0');
    check(compiler.code(program, code.data()), "nvrtcGetCUBIN");
    return code;
}

} // namespace

Program::Program(const char* source, const std::vector<std::string>& definitions, int card) : card_(card) {
    constexpr int multiprocessorCount = 16, capabilityMajor = 75, capabilityMinor = 76; // CUdevice_attribute
    TORCH_CHECK(driver().complete, "the card's driver was not found");
    const torch::Device device(torch::kCUDA, static_cast<c10::DeviceIndex>(card));
    TORCH_CHECK(c10::impl::VirtualGuardImpl(torch::kCUDA).getStream(device).id() == 0,
                "work goes to a stream of its own");
    enterContext(card);
    multiprocessors_ = attribute(multiprocessorCount, card);
    std::vector<std::string> options{"--std=c++17", fmt::format("--gpu-architecture=sm_{}{}",
                                                                attribute(capabilityMajor, card),
                                                                attribute(capabilityMinor, card))};
    for (const auto& definition : definitions) options.push_back("-D" + definition);
    check(driver().loadModule(&module_, compiled(source, options).data()), "cuModuleLoadData");
}

Kernel Program::kernel(const char* name) const {
    void* function = nullptr;
    check(driver().moduleFunction(&function, module_, name), "cuModuleGetFunction");
    return {function, card_};
}

void Kernel::launch(std::int64_t blocks, int threads, void** arguments) const {
    if (blocks == 0) return;
    enterContext(card_);
    check(driver().launch(function_, static_cast<unsigned>(blocks), 1, 1, static_cast<unsigned>(threads), 1,
                          1,
                          /*sharedBytes=*/0, /*stream=*/nullptr, arguments, nullptr),
          "cuLaunchKernel");
}

std::string nameOf(int card) {
    char name[128] = {};
    if (!driver().complete || driver().init(0) != 0 || driver().deviceName(name, sizeof name - 1, card) != 0)
        return {};
    return name;
}

} // namespace espalier::card
