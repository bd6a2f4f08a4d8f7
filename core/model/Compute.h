#pragma once
// On what and how precisely numbers are computed. "auto" is resolved when a run starts (Device.h).
#include <string>

namespace espalier {

enum class Precision { Auto, F32, Bf16 };
enum class Device { Auto, Cpu, Cuda };

const char* nameOf(Precision precision); // "auto", "f32", "bf16"
const char* nameOf(Device device);       // "auto", "cpu", "cuda"
// Throw Error(Usage) that lists the names there are.
Precision precisionNamed(const std::string& name);
Device deviceNamed(const std::string& name);

// What a run would really use on this machine, for people to read: "CPU", "f32", 2. Throws as the run would.
struct ComputeNames {
    std::string device, precision;
    int threads = 1;
    std::string road;    // that matrix products take at present: "oneDNN"
    std::string library; // "LibTorch 2.13.0"
};
ComputeNames resolveCompute(Device device, Precision precision, int threads);

} // namespace espalier
