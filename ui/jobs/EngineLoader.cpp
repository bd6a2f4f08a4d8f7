#include "ui/jobs/EngineLoader.h"

#include "core/base/Error.h"

#include <QCoreApplication>
#include <QLibrary>

namespace espalier {

const Engine& engine() {
    static const Engine& loaded = []() -> const Engine& {
        QLibrary library(QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/libespalier_core"));
        const auto table = reinterpret_cast<decltype(&espalierEngine)>(library.resolve(engineSymbol));
        if (!table)
            throw Error(ErrorKind::File,
                        message("engine", "The part of Espalier that computes can't be loaded: {0}",
                                library.errorString().toStdString()),
                        message("engine", "Install Espalier again, with LibTorch beside it."));
        return *table();
    }();
    return loaded;
}

} // namespace espalier
