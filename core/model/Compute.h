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

} // namespace espalier
