#pragma once
// What a failure says, to be compared with what it should say.
#include "core/base/Error.h"

#include <QString>
#include <QTest>

namespace espalier::test {

template<class Work>
QString failureOf(ErrorKind kind, Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind() == kind ? QString(error.what()) : "another kind: " + QString(error.what());
    }
    return "no error";
}

} // namespace espalier::test

#define VERIFY_SAYS(says, part)                                                                              \
    do {                                                                                                     \
        const QString found = (says);                                                                        \
        QVERIFY2(found.contains(part), qPrintable(found));                                                   \
    } while (false)
