#pragma once
// The checkpoints there are, and the one to start from.
#include "core/model/Library.h"
#include "ui/jobs/Job.h"

namespace espalier {

class ModelShelf : public QObject {
    Q_OBJECT
public:
    explicit ModelShelf(QObject* parent);

    void refresh();
    bool isListed() const { return listed_; }
    const std::vector<ModelInfo>& models() const { return models_; }
    // The one to offer first: usable, the smallest of those; null where there is none.
    const ModelInfo* suggested() const;

    // A name or a folder; described for a head with this many classes. "" chooses nothing.
    void choose(const QString& nameOrFolder, std::int64_t labels);
    const std::optional<ModelInfo>& chosen() const { return chosen_; }

signals:
    void listed();
    void chosenChanged();
    void failed(const espalier::Problem& problem);

private:
    bool listed_ = false;
    std::vector<ModelInfo> models_;
    std::optional<ModelInfo> chosen_;
    std::pair<QString, std::int64_t> asked_; // what chosen_ answers
    Job list_, describe_;
};

} // namespace espalier
