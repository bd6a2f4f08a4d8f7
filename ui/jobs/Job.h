#pragma once
// Work in the background, one at a time: a function that runs on its own thread, and one that gets its result
// on the thread of the window. Starting again cancels what still runs; its result is dropped.
#include "core/base/Stop.h"
#include "ui/jobs/Words.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>

namespace espalier {

class Activities;

class Job : public QObject {
    Q_OBJECT
public:
    // What the work is handed; may be used from its thread only.
    struct Context {
        StopToken stop;
        std::function<void(double done)> progress; // [0, 1]; as often as one likes
    };

    // Shown in the status line where `activities` is given.
    explicit Job(QObject* parent, Activities* activities = nullptr);
    ~Job() override; // asks what still runs to stop and waits for it

    // work(const Context&) -> Result on a thread, done(Result) here. An exception becomes failed().
    template<class Work, class Done>
    void start(Message title, Work work, Done done);
    void cancel();
    void finish(); // waits until nothing of it runs any more, and drops the result: for closing down

    bool isRunning() const { return running_; }
    const Message& title() const { return title_; }
    double done() const { return done_; } // [0, 1], < 0: can't be told
    double secondsLeft() const;           // < 0: can't be told
    // Words and progress said from here rather than by the work.
    void report(Message title, double done, double secondsLeft = -1);

signals:
    void progressed();
    void failed(const espalier::Problem& problem);
    void ended(); // after the result was handed over, after failed(), and when cancelled

private:
    using Deliver = std::function<void()>;
    using Task = std::function<Deliver(const Context&)>;
    void launch(Message title, Task task);
    void arrive(int number, const Deliver& deliver, const std::optional<Problem>& problem);
    void end();

    Activities* activities_;
    std::map<int, std::jthread> threads_; // the present one, and cancelled ones on their way out
    int number_ = 0;                      // of the present one
    bool running_ = false;
    Message title_;
    double done_ = -1, secondsLeft_ = -1;
    QElapsedTimer clock_;
};

template<class Work, class Done>
void Job::start(Message title, Work work, Done done) {
    launch(std::move(title),
           [work = std::move(work), done = std::move(done)](const Context& context) -> Deliver {
               using Result = std::invoke_result_t<const Work&, const Context&>;
               if constexpr (std::is_void_v<Result>) {
                   work(context);
                   return done;
               } else {
                   auto result = std::make_shared<Result>(work(context));
                   return [result, done] { done(std::move(*result)); };
               }
           });
}

} // namespace espalier
