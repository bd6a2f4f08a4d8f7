#include "core/model/Compute.h"

#include "core/base/Error.h"

namespace espalier {

const char* nameOf(Precision precision) {
    switch (precision) {
    case Precision::F32: return "f32";
    case Precision::Bf16: return "bf16";
    case Precision::Auto: break;
    }
    return "auto";
}

const char* nameOf(Device device) {
    switch (device) {
    case Device::Cpu: return "cpu";
    case Device::Cuda: return "cuda";
    case Device::Auto: break;
    }
    return "auto";
}

Precision precisionNamed(const std::string& name) {
    for (const auto precision : {Precision::Auto, Precision::F32, Precision::Bf16})
        if (name == nameOf(precision)) return precision;
    throw Error(ErrorKind::Usage,
                message("model", "There is no precision \"{0}\". Choose auto, f32 or bf16.", name));
}

Device deviceNamed(const std::string& name) {
    for (const auto device : {Device::Auto, Device::Cpu, Device::Cuda})
        if (name == nameOf(device)) return device;
    throw Error(ErrorKind::Usage,
                message("model", "There is no device \"{0}\". Choose auto, cpu or cuda.", name));
}

} // namespace espalier
