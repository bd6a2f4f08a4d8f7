#pragma once
// A project on disk: a folder that a person can copy, back up and send.
//   project.json  format version, name, task, created, choices     data.sqlite  the data set     runs/
#include "core/base/Files.h"
#include "core/project/DatasetStore.h"
#include "core/train/Run.h"

#include <mutex>

namespace espalier {

// What a person chose on the pages, kept across restarts.
struct Choices {
    std::string model;
    Recipe recipe;
    std::string currentRun; // name of the run the later pages show
};

class Project {
public:
    // Error(File) where the folder exists and is not empty.
    static std::unique_ptr<Project> create(const std::filesystem::path& folder, const std::string& name);
    // Error(Format) where it is no project or of a newer version, Error(Busy) where it is open elsewhere.
    static std::unique_ptr<Project> open(const std::filesystem::path& folder);

    const std::filesystem::path& folder() const { return folder_; }
    const std::string& name() const { return name_; }
    const std::string& task() const { return task_; }
    DatasetStore& data() { return *data_; }

    // Thread-safe, as discardRun() is: jobs write choices while the window changes them.
    Choices choices() const;
    void setChoices(const Choices& choices); // written at once

    std::filesystem::path runsFolder() const { return folder_ / "runs"; }
    std::filesystem::path cacheFolder() const { return folder_ / "cache"; } // may be deleted at any time
    std::filesystem::path binFolder() const { return folder_ / "bin"; }
    // A name no run has, nor had before it went to the bin: "0007-minilm-l6-v2-freeze4"; the folder is not
    // made.
    std::filesystem::path nextRunFolder(const Recipe& recipe) const;
    std::vector<RunSummary> runs() const { return listRuns(runsFolder()); }
    // Moves a run to the project's bin/. Error(Usage) for a name no run has, Error(Busy) while it trains.
    void discardRun(const std::string& name);

private:
    Project(std::filesystem::path folder, bool create, const std::string& name);
    void save() const; // with choosing_ locked

    std::filesystem::path folder_;
    std::unique_ptr<FolderLock> lock_;
    std::string name_, task_ = "text-classification", created_;
    mutable std::mutex choosing_;
    Choices choices_;
    std::unique_ptr<DatasetStore> data_;
};

} // namespace espalier
