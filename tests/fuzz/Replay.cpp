// Stands in for libFuzzer where there is none: runs a target on every file of the folders named, then on
// mutations of them, the same ones each time. A finding ends the program, as there.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr int mutationsPerTarget = 5000;

// One to four small changes, each at a random place: a bit, a byte, a number, bytes taken out or put in from
// another file.
Bytes mutated(Bytes bytes, const Bytes& other, std::mt19937& random) {
    const auto below = [&](std::size_t limit) { return random() % std::max<std::size_t>(1, limit); };
    const auto at = [&](std::size_t place) { return bytes.begin() + static_cast<std::ptrdiff_t>(place); };
    constexpr std::uint8_t extremes[] = {0, 1, 0x7f, 0x80, 0xff};
    for (auto changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes) {
        const auto begin = below(bytes.size()),
                   end = begin + below(std::min<std::size_t>(bytes.size() - begin, 64));
        switch (below(5)) {
        case 0: bytes[begin] ^= static_cast<std::uint8_t>(1u << below(8)); break;
        case 1: bytes[begin] = static_cast<std::uint8_t>(random()); break;
        case 2: std::fill(at(begin), at(std::min(begin + 8, bytes.size())), extremes[below(5)]); break;
        case 3: bytes.erase(at(begin), at(end)); break;
        case 4: {
            const auto from = below(other.size()),
                       count = std::min<std::size_t>(other.size() - from, below(64));
            const auto first = other.begin() + static_cast<std::ptrdiff_t>(from);
            bytes.insert(at(begin), first, first + static_cast<std::ptrdiff_t>(count));
        }
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i)
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Bytes> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    if (corpus.empty()) {
        std::fprintf(stderr, "usage: %s FOLDER...: there are no files\n", argv[0]);
        return 2;
    }
    for (const auto& bytes : corpus) LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    std::mt19937 random(1);
    for (int i = 0; i < mutationsPerTarget; ++i) {
        const auto& other = corpus[random() % corpus.size()];
        const auto bytes = mutated(corpus[static_cast<std::size_t>(i) % corpus.size()], other, random);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("%zu files and %d mutations\n", corpus.size(), mutationsPerTarget);
}
