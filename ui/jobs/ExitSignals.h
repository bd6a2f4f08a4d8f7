#pragma once
// SIGTERM, SIGHUP and SIGINT as a signal of the window's thread: the session ends, or the machine goes down.
#include <QObject>

namespace espalier {

class ExitSignals : public QObject {
    Q_OBJECT
public:
    explicit ExitSignals(QObject* parent = nullptr); // one at a time
    ~ExitSignals() override;                         // they end the program at once again

signals:
    void asked();
};

} // namespace espalier
