#pragma once
// What runs at this moment: the status line shows it.
#include <QList>
#include <QObject>

namespace espalier {

class Job;

class Activities : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void add(Job* job) {
        jobs_.append(job);
        emit changed();
    }
    void remove(Job* job) {
        jobs_.removeOne(job);
        emit changed();
    }
    const QList<Job*>& running() const { return jobs_; } // oldest first

signals:
    void changed();

private:
    QList<Job*> jobs_;
};

} // namespace espalier
