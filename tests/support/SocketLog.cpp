// Preloaded into a program it tells of every socket that is opened: a line in the file ESPALIER_SOCKET_LOG.
#include <dlfcn.h>
#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>

extern "C" int socket(int domain, int type, int protocol) noexcept {
    static const auto real = reinterpret_cast<int (*)(int, int, int)>(dlsym(RTLD_NEXT, "socket"));
    if (const char* name = std::getenv("ESPALIER_SOCKET_LOG"))
        if (auto* log = std::fopen(name, "a")) {
            std::fprintf(log, "%d %d %d\n", domain, type, protocol);
            std::fclose(log);
        }
    return real(domain, type, protocol);
}
