#pragma once
// The one exception core throws: what went wrong (file, place, found, expected) and what to do about it.
#include "core/base/Message.h"

#include <stdexcept>

namespace espalier {

enum class ErrorKind {
    Usage,    // the caller asked for something that contradicts itself
    Data,     // the person's data: empty file, one class, unknown column
    File,     // the file system: missing, unreadable, full
    Format,   // a file that is not what it claims to be
    Mismatch, // two things that should agree do not: config and weights, recipe and data
    Busy,     // somebody else holds it
    Memory,   // the device has no room
    Training, // the numbers went wrong: a loss that is not finite
    Network,  // a server that can't be reached, refuses, or sends what it did not announce
};

class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, Message what, Message remedy = {})
        : std::runtime_error(remedy.empty() ? what.english() : what.english() + " " + remedy.english()),
          kind_(kind), what_(std::move(what)), remedy_(std::move(remedy)) {}

    ErrorKind kind() const { return kind_; }
    const Message& message() const { return what_; }
    const Message& remedy() const { return remedy_; }

private:
    ErrorKind kind_;
    Message what_;
    Message remedy_;
};

} // namespace espalier
