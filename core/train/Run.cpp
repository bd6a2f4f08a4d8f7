#include "core/train/Run.h"

#include "core/base/Digest.h"
#include "core/base/Text.h"
#include "core/model/Checkpoint.h"
#include "core/model/Library.h"
#include "core/train/ChooseStrength.h"
#include "core/train/TrainingRun.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {

namespace {

// What says how long a run takes may change when it goes on.
constexpr std::array changeable{"epochs",   "max_steps", "max_minutes",
                                "patience", "min_gain",  "snapshot_minutes"};

std::string thisProcess() {
    return fmt::format("process {}", ::getpid());
}

// A recipe of an earlier run names what that one began with.
void checkHashes(const Recipe& asked, const Recipe& found) {
    const auto remedy = [](const char* key) {
        return message("train",
                       "Use what the recipe was made for, or leave \"{0}\" out of it to train on other ones.",
                       key);
    };
    if (!asked.dataHash.empty() && asked.dataHash != found.dataHash)
        throw Error(ErrorKind::Mismatch,
                    message("train", "The texts are not those that the recipe was made for."),
                    remedy("data_hash"));
    if (!asked.modelHash.empty() && asked.modelHash != found.modelHash)
        throw Error(
            ErrorKind::Mismatch,
            message("train", "The checkpoint {0} is not the one that the recipe was made for.", found.model),
            remedy("model_hash"));
}

} // namespace

void TrainingRun::fillInRecipe() {
    checkRecipe(recipe_);
    source_ = resolveModel(recipe_.model);
    if (fs::is_directory(recipe_.model)) // it is found from wherever the run goes on
        recipe_.model = fs::absolute(withoutTrailingSlash(recipe_.model)).lexically_normal().string();
    recipe_.modelHash = hashOfWeights(source_);
    recipe_.maxLength =
        std::min(recipe_.maxLength, readConfig(source_).maxLength()); // what the model can read
    recipe_.dataHash = contentHash(examples_);
    task_ = makeTask(recipe_.task, taskSettingsOf(recipe_));
    if (recipe_.labels.empty()) {
        auto all = examples_.train;
        all.insert(all.end(), examples_.validation.begin(), examples_.validation.end());
        all.insert(all.end(), examples_.test.begin(), examples_.test.end());
        recipe_.labels = task_->labelsIn(all);
    }
    task_->setLabels(recipe_.labels);
    if (examples_.train.empty())
        throw Error(ErrorKind::Data, message("train", "There are no examples to train on."));
    task_->checkLabels();
    const auto plain = [](const Example& example) { return example.weight == 1; };
    if (recipe_.sampling == "weighted" && std::all_of(examples_.train.begin(), examples_.train.end(), plain))
        throw Error(ErrorKind::Usage,
                    message("train", "Texts are to be drawn by their weights, but they have none."),
                    message("train", "Name the column with the weights, or choose another sampling."));
    if (recipe_.tuneThresholds && examples_.validation.empty())
        throw Error(ErrorKind::Usage,
                    message("train", "Thresholds are chosen on validation texts, but there are none."),
                    message("train", "Set some texts aside for validation, or set thresholds by hand."));
    if (recipe_.patience > 0 && examples_.validation.empty())
        throw Error(ErrorKind::Usage,
                    message("train", "Patience counts evaluations, but there are no validation texts."),
                    message("train", "Set some texts aside for validation, or patience to 0."));
}

void TrainingRun::planSteps() {
    const auto perStep = recipe_.batch * recipe_.accumulation;
    const auto examples = static_cast<std::int64_t>(examples_.train.size());
    stepsPerEpoch_ = (examples + perStep - 1) / perStep;
    summary_.plannedSteps =
        recipe_.maxSteps > 0
            ? recipe_.maxSteps
            : std::max<std::int64_t>(1, std::llround(recipe_.epochs * static_cast<double>(stepsPerEpoch_)));
    checkWarmup(recipe_, summary_.plannedSteps);
}

void TrainingRun::recordFailure(const std::exception& e) {
    const auto* known = dynamic_cast<const Error*>(&e);
    summary_.state = RunState::Failed;
    summary_.error = known ? known->message() : message("train", "{0}", e.what());
    try {
        writeSummary(summary_);
    } catch (const Error&) { // the disk that failed before: the first error says more
    }
}

RunSummary TrainingRun::start(Recipe recipe) {
    recipe_ = std::move(recipe);
    summary_.folder = folder_;
    summary_.name = folder_.filename().string();
    summary_.started = nowIso8601();
    summary_.importId = examples_.importId;
    const Recipe asked = recipe_;
    fillInRecipe();
    checkHashes(asked, recipe_);
    std::error_code error;
    if (fs::exists(folder_) && !fs::is_empty(folder_, error))
        throw Error(ErrorKind::File,
                    message("train", "{0} exists already and is not empty.", folder_.string()),
                    message("train", "Choose another name for the run."));
    const bool made = fs::create_directories(folder_, error);
    if (error)
        throw Error(ErrorKind::File,
                    message("train", "{0} can't be made: {1}.", folder_.string(), error.message()));
    summary_.recipe = recipe_;
    const FolderLock lock(folder_, thisProcess());
    const auto removeAll = [&] {
        for (const auto& entry : fs::directory_iterator(folder_, error)) fs::remove_all(entry, error);
        if (made) fs::remove(folder_, error);
    };
    try {
        writeFileAtomically(folder_ / "recipe.json", toJson(recipe_).dump(1) + "\n");
        if (!options_.origin.is_null())
            writeFileAtomically(folder_ / "data.json", options_.origin.dump(1) + "\n");
        writeSummary(summary_);
        RunRecorder recorder(folder_, observer_);
        if (recipe_.l2SpAuto) {
            planSteps();
            recipe_.l2Sp =
                chooseL2Sp(recipe_, summary_.plannedSteps, examples_, folder_, recorder, stop_, options_);
            writeFileAtomically(folder_ / "recipe.json", toJson(recipe_).dump(1) + "\n");
            summary_.recipe = recipe_;
        }
        execute(recorder);
        writeSummary(summary_);
    } catch (const Stopped&) {
        removeAll();
        throw;
    } catch (const std::exception& e) {
        if (summary_.steps > 0)
            recordFailure(e);
        else
            removeAll(); // nothing was learned, and the next try may want the name
        throw;
    }
    return summary_;
}

// What the run began with must be what it goes on with.
void TrainingRun::checkUnchanged() const {
    const auto& asked = summary_.recipe;
    if (recipe_.dataHash != asked.dataHash)
        throw Error(ErrorKind::Mismatch,
                    message("train", "The texts are not those that the run {0} began with.", summary_.name),
                    message("train", "Restore the data as it was, or start a new run."));
    if (recipe_.modelHash != asked.modelHash)
        throw Error(ErrorKind::Mismatch,
                    message("train", "The checkpoint {0} is not the one that the run {1} began with.",
                            source_.string(), summary_.name),
                    message("train", "Restore the checkpoint as it was, or start a new run."));
}

RunSummary TrainingRun::resume(const std::vector<std::string>& changes) {
    readRun(folder_); // throws where it is none
    const FolderLock lock(folder_, thisProcess());
    const auto before = readFile(folder_ / "run.json");
    summary_ = readRun(folder_);
    recipe_ = summary_.recipe;
    for (const auto& change : changes) {
        const auto key = trimmed(change.substr(0, change.find('=')));
        if (std::find(changeable.begin(), changeable.end(), key) == changeable.end())
            throw Error(
                ErrorKind::Usage, message("train", "\"{0}\" can't be changed when a run goes on.", key),
                message("train", "What can be: {0}.", joined({changeable.begin(), changeable.end()})));
        setRecipeKey(recipe_, change);
    }
    fillInRecipe();
    checkUnchanged();
    std::vector<Message> notes;
    from_ = readNewestSnapshot(folder_, [&](const Message& note) { notes.push_back(note); });
    if (!from_)
        throw Error(ErrorKind::File,
                    notes.empty()
                        ? message("train", "The run {0} has no snapshot to go on from.", summary_.name)
                        : notes.front(),
                    message("train", "Start a new run with its recipe."));
    planSteps();
    if (from_->step >= summary_.plannedSteps && summary_.state == RunState::Finished)
        throw Error(ErrorKind::Usage,
                    message("train", "The run {0} has done all its {1} steps.", summary_.name, from_->step),
                    message("train", "Give it more epochs."));
    takeUp(*from_);
    planSteps();
    summary_.recipe = recipe_;
    summary_.state = RunState::Running;
    const auto step = summary_.steps;
    try {
        writeFileAtomically(folder_ / "recipe.json", toJson(recipe_).dump(1) + "\n");
        writeSummary(summary_);
        RunRecorder recorder(folder_, observer_);
        for (const auto& note : notes) recorder.onMessage(note);
        execute(recorder);
        writeSummary(summary_);
    } catch (const std::exception& e) {
        if (summary_.steps > step)
            recordFailure(e);
        else
            writeFileAtomically(folder_ / "run.json", before);
        throw;
    }
    return summary_;
}

RunSummary trainRun(Recipe recipe, const Examples& examples, const fs::path& folder, Observer& observer,
                    const StopToken& stop, RunOptions options) {
    return TrainingRun(examples, folder, observer, stop, std::move(options)).start(std::move(recipe));
}

RunSummary resumeRun(const fs::path& folder, const Examples& examples, Observer& observer,
                     const StopToken& stop, RunOptions options, const std::vector<std::string>& changes) {
    return TrainingRun(examples, folder, observer, stop, std::move(options)).resume(changes);
}

} // namespace espalier
