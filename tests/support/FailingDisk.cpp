// A disk that fails: preloaded into a program, it lets calls on files under ESPALIER_FAIL_UNDER fail now and
// then, with "no space left" or "input/output error". ESPALIER_FAIL_RATE: one of so many calls;
// ESPALIER_FAIL_SEED: which.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

template<class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool isUnder(const char* path) {
    static const char* folder = std::getenv("ESPALIER_FAIL_UNDER");
    return folder && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

bool isUnder(int descriptor) {
    char link[64], path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const auto size = ::readlink(link, path, sizeof path - 1);
    if (size <= 0) return false;
    path[size] = 0;
    return isUnder(path);
}

bool fails() {
    static const char* rate = std::getenv("ESPALIER_FAIL_RATE");
    static const char* seed = std::getenv("ESPALIER_FAIL_SEED");
    static std::atomic<std::uint64_t> calls = seed ? std::strtoull(seed, nullptr, 10) : 0;
    if (!rate) return false;
    std::uint64_t x = calls.fetch_add(0x9E3779B97F4A7C15u); // SplitMix64
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    x ^= x >> 31;
    if (x % std::strtoull(rate, nullptr, 10) != 0) return false;
    errno = x & (1u << 20) ? ENOSPC : EIO;
    return true;
}

} // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    return isUnder(descriptor) && fails() ? -1 : real(descriptor, bytes, size);
}

int fsync(int descriptor) {
    static const auto real = next<int (*)(int)>("fsync");
    return isUnder(descriptor) && fails() ? -1 : real(descriptor);
}

int rename(const char* from, const char* to) {
    static const auto real = next<int (*)(const char*, const char*)>("rename");
    return isUnder(to) && fails() ? -1 : real(from, to);
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) {
    static const auto real = next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2");
    return isUnder(to) && fails() ? -1 : real(fromFolder, from, toFolder, to, flags);
}

} // extern "C"
