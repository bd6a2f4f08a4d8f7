#include "core/base/PutInPlace.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>

namespace espalier {

namespace fs = std::filesystem;

namespace {

// Returns 0 or errno.
int move(const fs::path& from, const fs::path& to) {
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

bool isTaken(int error) {
    return error == ENOTEMPTY || error == EEXIST;
}

void removeAll(const fs::path& path) {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

} // namespace

fs::path nameBeside(const fs::path& path, const char* ending) {
    static std::atomic<unsigned> taken = 0;
    for (;;) {
        fs::path name = path.string() + fmt::format(".{}-{}{}", ::getpid(), ++taken, ending);
        std::error_code ignored; // left behind by a process that was killed and had the same number
        if (!fs::exists(fs::symlink_status(name, ignored))) return name;
    }
}

int exchangePaths(const fs::path& a, const fs::path& b) {
#ifdef RENAME_EXCHANGE
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
    return ENOSYS;
#endif
}

int putInPlace(const fs::path& built, const fs::path& target,
               int (*exchange)(const fs::path&, const fs::path&)) {
    for (;;) {
        if (exchange(built, target) == 0) {
            removeAll(built);
            return 0;
        }
        const fs::path old = nameBeside(target, ".old");
        const int aside = move(target, old);
        if (aside != 0 && aside != ENOENT) return aside;
        const int error = move(built, target);
        const bool kept = error != 0 && aside == 0 && !isTaken(move(old, target));
        if (aside == 0 && !kept) removeAll(old);
        if (!isTaken(error))
            return error; // else another thread was quicker: its folder is the one to replace
    }
}

} // namespace espalier
