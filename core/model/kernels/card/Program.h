#pragma once
// Kernels for cards, compiled when they are first needed, by the compiler that CUDA builds of LibTorch bring
// along (NVRTC): neither building Espalier nor starting it needs a CUDA toolkit.
#include <cstdint>
#include <string>
#include <vector>

namespace espalier::card {

class Kernel {
public:
    Kernel(void* function, int card) : function_(function), card_(card) {}
    // Starts it on LibTorch's default stream of the card it was compiled for. Arguments: as in the source,
    // pointers to the card's memory among them. Throws c10::Error.
    template<class... Arguments>
    void operator()(std::int64_t blocks, int threads, Arguments... arguments) const {
        void* list[] = {&arguments...};
        launch(blocks, threads, list);
    }

private:
    void launch(std::int64_t blocks, int threads, void** arguments) const;

    void* function_;
    int card_;
};

class Program {
public:
    // definitions: "DIM=768". Throws c10::Error where the card, its driver or the compiler can't, or where
    // work does not go to the default stream. What was compiled stays until the process ends.
    Program(const char* source, const std::vector<std::string>& definitions, int card);
    Kernel kernel(const char* name) const;
    int multiprocessors() const { return multiprocessors_; }

private:
    void* module_ = nullptr;
    int card_, multiprocessors_;
};

// What its maker calls it, "NVIDIA H200"; empty where the driver doesn't say.
std::string nameOf(int card);

} // namespace espalier::card
