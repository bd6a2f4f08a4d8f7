#pragma once
// A folder of a test's own that is gone when the test ends.
#include "core/base/Files.h"

#include <QTemporaryDir>

namespace espalier {

class ScratchFolder {
public:
    fs::path path() const { return folder_.path().toStdString(); }
    fs::path operator/(const fs::path& name) const { return path() / name; }

    fs::path write(const fs::path& name, std::string_view bytes) const {
        writeFileAtomically(path() / name, bytes);
        return path() / name;
    }

private:
    QTemporaryDir folder_;
};

// The data handed out beside the checkout, or "" where it is not there: such tests are skipped.
inline fs::path sharedData() {
    const char* chosen = std::getenv("ESPALIER_SHARED_DATA");
    const fs::path folder = chosen ? fs::path(chosen) : fs::path(ESPALIER_SOURCE) / ".." / "shared" / "data";
    return fs::is_directory(folder) ? folder : fs::path();
}

} // namespace espalier
