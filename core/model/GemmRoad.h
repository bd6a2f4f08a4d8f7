#pragma once
// What multiplies float32 matrices on the CPU: one of LibTorch's libraries, or our own kernels. MKL uses half
// of an AMD processor's vectors, oneDNN all; on an Intel processor MKL may be the faster one, and where
// oneDNN would round to bf16 inside it must not be taken. So the roads are measured, speed and error, once a
// machine and version of LibTorch and Espalier.
#include "core/base/Json.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

// Sizes of the products that matter: tokens × in · in × out.
struct GemmShape {
    std::int64_t tokens, in, out;
    bool operator==(const GemmShape&) const = default;
};

struct GemmRoad {
    std::string name;     // "MKL" or "BLAS", "oneDNN", "Espalier"
    double gflops = 0;    // measured
    double error = 0;     // largest difference from float64, of the largest element
    bool allowed = false; // float32-like error
};

struct GemmChoice {
    std::string chosen;
    std::vector<GemmRoad> roads;
    bool measuredNow = false; // else remembered
};

// Products of a block of this width for batches of a few hundred tokens.
std::vector<GemmShape> gemmShapes(std::int64_t hiddenSize, std::int64_t intermediateSize);

// Measures the roads for these shapes with the threads set, or remembers what was measured before, and takes
// the fastest whose error is float32-like; changes the setting of the whole process. memory: file with what
// was measured, made where missing; empty: measure anew.
GemmChoice chooseGemmRoad(const std::vector<GemmShape>& shapes, const std::filesystem::path& memory);

// The one that LibTorch takes by itself, for the whole process.
void takeUsualGemmRoad();
// The road that the process takes at present.
std::string presentGemmRoad();

// Where measurements are kept: $XDG_CACHE_HOME/espalier/gemm-roads.json.
std::filesystem::path gemmMemoryFile();

} // namespace espalier
