#include "ui/jobs/Job.h"

#include "core/base/Memory.h"
#include "ui/jobs/Activities.h"

#include <atomic>
#include <chrono>

namespace espalier {
namespace {

// Lets one call through in 33 ms, so that eager work can't flood the window.
class Throttle {
public:
    bool pass() {
        using namespace std::chrono;
        const auto now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
        auto last = last_.load();
        return now - last >= 33 && last_.compare_exchange_strong(last, now);
    }

private:
    std::atomic<std::int64_t> last_{0};
};

} // namespace

Job::Job(QObject* parent, Activities* activities) : QObject(parent), activities_(activities) {}

Job::~Job() {
    for (auto& [number, thread] : threads_) thread.request_stop();
    threads_.clear(); // joins
    if (activities_ && running_) activities_->remove(this);
}

void Job::cancel() {
    if (!running_) return;
    if (const auto present = threads_.find(number_); present != threads_.end())
        present->second.request_stop();
    end();
}

void Job::finish() {
    for (auto& [number, thread] : threads_) thread.join();
    threads_.clear();
    if (running_) end();
}

void Job::launch(Message title, Task task) {
    cancel();
    running_ = true;
    title_ = std::move(title);
    done_ = secondsLeft_ = -1;
    clock_.start();
    const int number = ++number_;
    if (activities_) activities_->add(this);

    threads_[number] = std::jthread([this, number, task = std::move(task)](StopToken stop) {
        auto throttle = std::make_shared<Throttle>();
        const Context context{stop, [this, number, throttle](double done) {
                                  if (!throttle->pass()) return;
                                  QMetaObject::invokeMethod(this, [this, number, done] {
                                      if (running_ && number == number_) report(title_, done);
                                  });
                              }};
        Deliver deliver;
        std::optional<Problem> problem;
        try {
            deliver = task(context);
        } catch (const Stopped&) {
        } catch (...) {
            problem = currentProblem();
        }
        if (activities_) handBackFreeMemory(); // a window without work needs little
        QMetaObject::invokeMethod(
            this, [this, number, deliver, problem] { arrive(number, deliver, problem); },
            Qt::QueuedConnection);
    });
}

void Job::arrive(int number, const Deliver& deliver, const std::optional<Problem>& problem) {
    threads_.erase(number); // joins a thread that has nothing left to do
    if (!running_ || number != number_) return;
    if (problem)
        emit failed(*problem);
    else if (deliver)
        deliver();
    if (running_ && number == number_) end(); // deliver() may have started the next one
}

void Job::end() {
    running_ = false;
    if (activities_) activities_->remove(this);
    emit ended();
}

double Job::secondsLeft() const {
    if (secondsLeft_ >= 0) return secondsLeft_;
    const double elapsed = static_cast<double>(clock_.elapsed()) / 1000;
    return done_ > 0.02 && elapsed > 0.5 ? elapsed * (1 - done_) / done_ : -1;
}

void Job::report(Message title, double done, double secondsLeft) {
    title_ = std::move(title);
    done_ = done;
    secondsLeft_ = secondsLeft;
    emit progressed();
    if (activities_) emit activities_->changed();
}

} // namespace espalier
