#include "core/tensorio/Rows.h"

#include "core/base/Error.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace espalier {

namespace {

template<class Number>
Number numberAt(const char* bytes) {
    Number number;
    std::memcpy(&number, bytes, sizeof(Number));
    return number;
}

template<class Number>
void put(char* bytes, Number number) {
    std::memcpy(bytes, &number, sizeof(Number));
}

double fromHalf(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31, fraction = bits & 1023;
    const double size = exponent == 0    ? std::ldexp(fraction, -24)
                        : exponent == 31 ? (fraction ? NAN : INFINITY)
                                         : std::ldexp(1024 + fraction, exponent - 25);
    return bits & 0x8000 ? -size : size;
}

// To the nearest, ties to even, as the others round.
std::uint16_t toHalf(double number) {
    const auto sign = static_cast<std::uint16_t>(std::signbit(number) ? 0x8000 : 0);
    const double size = std::abs(number);
    if (std::isnan(size)) return 0x7E00;
    if (size >= 65520) return sign | 0x7C00; // rounds beyond the largest
    const int exponent = size < 0x1p-14 ? -14 : std::ilogb(size);
    const auto fraction = static_cast<std::uint16_t>(std::nearbyint(std::ldexp(size, 10 - exponent)));
    // A fraction that was rounded up to 2048 carries into the exponent by itself.
    const int place = size < 0x1p-14 ? fraction : ((exponent + 14) << 10) + fraction;
    return static_cast<std::uint16_t>(sign | place);
}

double fromBrain(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

std::uint16_t toBrain(double number) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(number));
    if (std::isnan(number)) return 0x7FC0;
    return static_cast<std::uint16_t>((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

struct NumberType {
    ElementType type;
    double (*read)(const char* bytes);
    void (*write)(char* bytes, double number);
};
constexpr NumberType types[] = {
    {ElementType::F64, [](const char* b) { return numberAt<double>(b); },
     [](char* b, double x) { put(b, x); }},
    {ElementType::F32, [](const char* b) -> double { return numberAt<float>(b); },
     [](char* b, double x) { put(b, static_cast<float>(x)); }},
    {ElementType::F16, [](const char* b) { return fromHalf(numberAt<std::uint16_t>(b)); },
     [](char* b, double x) { put(b, toHalf(x)); }},
    {ElementType::BF16, [](const char* b) { return fromBrain(numberAt<std::uint16_t>(b)); },
     [](char* b, double x) { put(b, toBrain(x)); }},
};

const NumberType& typeOf(const TensorEntry& table, const std::string& name) {
    for (const auto& type : types)
        if (type.type == table.type) return type;
    throw Error(
        ErrorKind::Format,
        message("tensorio", "\"{0}\" holds {1}, expected floating-point numbers.", name, nameOf(table.type)),
        message("tensorio", "Choose a model that is not quantised."));
}

} // namespace

std::string meanRows(const TensorEntry& table, const std::vector<std::vector<std::int32_t>>& sources,
                     const std::string& name) {
    const NumberType& type = typeOf(table, name);
    const std::size_t width = sizeOf(table.type), rows = static_cast<std::size_t>(table.shape.at(0));
    const std::size_t bytes = rows == 0 ? 0 : table.bytes.size() / rows; // of a row
    std::vector<double> sum(bytes / width), all;
    const auto add = [&](std::size_t row) {
        const char* from = table.bytes.data() + row * bytes;
        for (double& number : sum) number += type.read(from), from += width;
    };
    std::string out;
    out.reserve(sources.size() * bytes);
    for (const auto& ids : sources) {
        if (ids.size() == 1) { // bit for bit
            out += table.bytes.substr(static_cast<std::size_t>(ids[0]) * bytes, bytes);
            continue;
        }
        double count = static_cast<double>(ids.size());
        if (!ids.empty() || all.empty()) std::fill(sum.begin(), sum.end(), 0.0);
        for (const std::int32_t id : ids) add(static_cast<std::size_t>(id));
        if (ids.empty()) {
            count = static_cast<double>(rows);
            for (std::size_t row = 0; all.empty() && row < rows; ++row) add(row);
            if (all.empty()) all = sum;
            sum = all;
        }
        const std::size_t begin = out.size();
        out.resize(begin + bytes);
        for (std::size_t i = 0; i < sum.size(); ++i)
            type.write(out.data() + begin + i * width, sum[i] / count);
    }
    return out;
}

} // namespace espalier
