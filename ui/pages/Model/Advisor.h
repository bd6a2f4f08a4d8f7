#pragma once
// Which of the models in the list suits the project: every tokenizer is tried on some of its texts in the
// background, and core/model/Advice.h judges.
#include "core/model/Advice.h"
#include "ui/bench/Workbench.h"

#include <map>

namespace espalier {

class Advisor : public QObject {
    Q_OBJECT
public:
    explicit Advisor(Workbench& bench, QObject* parent = nullptr);

    // Tries those of the models that have not been tried yet, unless a run trains: it would be slowed down.
    void consider(std::vector<ModelInfo> models);
    void retranslate() { judge(); }

    // Of the chosen model; nothing until its figures are there.
    std::optional<Verdict> verdict() const;
    // What to choose instead; null where nothing is clearly better.
    const ModelInfo* better() const;
    Message becauseOfBetter() const;
    // The best of all that were tried, where there is a choice; else null.
    const ModelInfo* best() const;

signals:
    void changed();

private:
    struct Tried {
        std::string language; // of the texts
        std::map<std::string, TextFit> fits;
    };
    static Tried tryOn(DatasetStore& data, const std::vector<std::filesystem::path>& models,
                       const StopToken& stop);
    void judge();
    const TextFit* fitOf(const ModelInfo& model) const;
    AdviceCandidate candidate(const ModelInfo& model, const TextFit& fit) const;

    Workbench& bench_;
    std::string data_;              // what was tried is of this import
    std::vector<ModelInfo> models_; // usable ones
    Tried tried_;
    std::vector<const ModelInfo*> judged_; // one a verdict
    Advice advice_;
    int chosen_ = -1; // of the judged
    Job try_;
};

} // namespace espalier
