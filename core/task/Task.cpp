#include "core/task/Task.h"

#include "core/base/Text.h"

namespace espalier {

std::unique_ptr<Task> makeTextClassification();

namespace {

const std::vector<std::unique_ptr<Task> (*)()> makers{makeTextClassification};

} // namespace

std::unique_ptr<Task> makeTask(const std::string& name) {
    std::vector<std::string> known;
    for (const auto make : makers) {
        auto task = make();
        if (task->name() == name) return task;
        known.push_back(task->name());
    }
    throw Error(ErrorKind::Usage, message("task", "There is no task \"{0}\".", name),
                message("task", "There is: {0}.", joined(known)));
}

} // namespace espalier
