#pragma once
// Core's messages in the reader's language.
#include "core/base/Error.h"

#include <QMetaType>
#include <QString>

namespace espalier {

// The text looked up under the message's context, with its values put in; "" for an empty message.
QString words(const Message& message);

// What went wrong and what to do about it, kept untranslated so that it follows the language.
struct Problem {
    Message what;
    Message remedy;
};

// Of the exception being handled: call it in a catch block.
Problem currentProblem();

} // namespace espalier

Q_DECLARE_METATYPE(espalier::Problem)
