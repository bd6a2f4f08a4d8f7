#include "ui/jobs/Words.h"

#include <QCoreApplication>

#include <new>

namespace espalier {

QString words(const Message& message) {
    if (message.empty()) return {};
    const QString text = QCoreApplication::translate(message.context.c_str(), message.text.c_str());
    return QString::fromStdString(substitute(text.toStdString(), message.args));
}

Problem currentProblem() {
    try {
        throw;
    } catch (const Error& error) {
        return {error.message(), error.remedy()};
    } catch (const std::bad_alloc&) {
        return {message("ui", "The computer's memory is full."),
                message("ui", "Close other programs, or use a smaller batch or a smaller model.")};
    } catch (const std::exception& error) {
        return {message("ui", "Something unexpected went wrong: {0}", error.what()), {}};
    }
}

} // namespace espalier
