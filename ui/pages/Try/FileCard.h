#pragma once
// A whole file through the model: a new file beside it, with the predictions added.
#include "core/task/Predictor.h"
#include "ui/bench/Workbench.h"
#include "ui/widgets/Card.h"

class QCheckBox;
class QPushButton;

namespace espalier {

class Choice;

using PredictorPtr = std::shared_ptr<const Predictor>;

class FileCard : public Card {
    Q_OBJECT
public:
    explicit FileCard(Workbench& bench, QWidget* parent = nullptr);
    void setPredictor(PredictorPtr predictor); // null: nothing can be predicted
    void setFile(const QString& file);
    QString output() const { return output_; } // of the latest prediction; "" before
    void retranslate();

signals:
    void finished(); // output() is there
    void failed(const espalier::Problem& problem);

private:
    void ask();
    void takeColumns(const Preview& preview);
    void predict();
    void refresh();

    Workbench& bench_;
    PredictorPtr predictor_;
    QString file_, output_;
    std::optional<PredictFileReport> report_;
    QPushButton *choose_, *predict_, *show_;
    ElidedLabel* name_;
    Label* columnName_;
    Choice* column_;
    QCheckBox* probabilities_;
    Label* result_;
    Job read_, work_;
};

} // namespace espalier
