#include "core/project/Project.h"

#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/project/RunName.h"

#include <unistd.h>

namespace espalier {

namespace {

constexpr int formatVersion = 1;
constexpr const char* fileName = "project.json";

std::string thisProgram() {
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    return fmt::format("another window or program (process {} on {})", ::getpid(), host);
}

[[noreturn]] void failFolder(const fs::path& folder, const std::error_code& error) {
    throw Error(ErrorKind::File,
                message("project", "{0} can't be written: {1}.", folder.string(), error.message()),
                message("project", "Choose a folder you may write to."));
}

void makeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) failFolder(folder, error);
}

Choices choicesFrom(const Json& json, const std::string& origin) {
    Choices choices;
    choices.model = valueOr<std::string>(json, "model", "", origin);
    choices.currentRun = valueOr<std::string>(json, "current_run", "", origin);
    if (json.contains("recipe")) choices.recipe = recipeFromJson(json["recipe"], origin);
    return choices;
}

void checkVersion(const Json& json, const fs::path& file) {
    const auto version = json.is_object() ? valueOr<std::int64_t>(json, "version", 0, file.string()) : 0;
    if (version < 1)
        throw Error(ErrorKind::Format, message("project", "{0} describes no project.", file.string()),
                    message("project", "Restore it from a copy of the project."));
    if (version > formatVersion)
        throw Error(ErrorKind::Format,
                    message("project", "{0} has format version {1}, this program reads up to {2}.",
                            file.string(), version, formatVersion),
                    message("project", "Open it with a newer Espalier."));
}

} // namespace

std::unique_ptr<Project> Project::create(const fs::path& folder, const std::string& name) {
    std::error_code error;
    const bool existed = fs::exists(folder, error);
    if (existed && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        throw Error(ErrorKind::File,
                    message("project", "{0} exists and is not an empty folder.", folder.string()),
                    message("project", "Choose another name, or open the project that is there."));
    makeFolder(folder);
    try {
        return std::unique_ptr<Project>(new Project(folder, true, name));
    } catch (...) { // half a project is none
        for (const auto& entry : fs::directory_iterator(folder, error)) fs::remove_all(entry, error);
        if (!existed) fs::remove(folder, error);
        throw;
    }
}

std::unique_ptr<Project> Project::open(const fs::path& folder) {
    if (!fs::exists(folder / fileName))
        throw Error(
            ErrorKind::Format,
            message("project", "{0} is no project: it has no {1}.", folder.string(), fileName),
            message("project", "Choose a folder whose name ends in .espalier, or make a new project."));
    return std::unique_ptr<Project>(new Project(folder, false, {}));
}

Project::Project(fs::path folder, bool create, const std::string& name)
    : folder_(std::move(folder)), lock_(std::make_unique<FolderLock>(folder_, thisProgram())) {
    if (create) {
        name_ = name;
        created_ = nowIso8601();
        makeFolder(runsFolder());
        data_ = std::make_unique<DatasetStore>(folder_ / "data.sqlite");
        save();
        return;
    }
    const fs::path file = folder_ / fileName;
    const Json json = readJson(file);
    checkVersion(json, file);
    name_ = valueOr<std::string>(json, "name", folder_.stem().string(), file.string());
    task_ = valueOr(json, "task", task_, file.string());
    created_ = valueOr<std::string>(json, "created", "", file.string());
    if (json.contains("choices")) choices_ = choicesFrom(json["choices"], file.string());
    data_ = std::make_unique<DatasetStore>(folder_ / "data.sqlite");
}

void Project::save() const {
    const Json json = {{"version", formatVersion},
                       {"name", name_},
                       {"task", task_},
                       {"created", created_},
                       {"choices",
                        {{"model", choices_.model},
                         {"recipe", toJson(choices_.recipe)},
                         {"current_run", choices_.currentRun}}}};
    writeFileAtomically(folder_ / fileName, json.dump(1) + "\n");
}

Choices Project::choices() const {
    const std::scoped_lock lock(choosing_);
    return choices_;
}

void Project::setChoices(const Choices& choices) {
    const std::scoped_lock lock(choosing_);
    choices_ = choices;
    save();
}

fs::path Project::nextRunFolder(const Recipe& recipe) const {
    const int number = 1 + std::max(highestRunNumber(runsFolder()), highestRunNumber(binFolder()));
    return runsFolder() / fmt::format("{:04}-{}", number, slugOf(recipe));
}

void Project::discardRun(const std::string& name) {
    const fs::path run = runsFolder() / name;
    if (name.empty() || name.starts_with('.') || run.filename() != name || !fs::is_directory(run))
        throw Error(ErrorKind::Usage, message("project", "There is no run \"{0}\".", name));
    if (isLocked(run))
        throw Error(ErrorKind::Busy, message("project", "The run \"{0}\" is training.", name),
                    message("project", "Stop it first."));
    makeFolder(binFolder());
    std::error_code error;
    fs::rename(run, binFolder() / name, error);
    if (error) failFolder(binFolder(), error);
    const std::scoped_lock lock(choosing_);
    if (choices_.currentRun != name) return;
    choices_.currentRun.clear();
    save();
}

} // namespace espalier
