#pragma once
// Sentences and files through the trained model.
#include "ui/pages/Page.h"
#include "ui/pages/Try/FileCard.h"

class QStackedWidget;

namespace espalier {

class AnswerCard;
class EmptyState;
class TextCard;

class TryPage : public Page {
    Q_OBJECT
public:
    explicit TryPage(Workbench& bench);
    void retranslate() override;
    void opened() override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildBench();
    void load();
    void drop();
    void predict();
    void refresh();

    QStackedWidget* stack_;
    EmptyState* empty_;
    TextCard* text_;
    AnswerCard* answer_;
    FileCard* file_;
    std::filesystem::path run_; // that predictor_ is of, or is being loaded
    PredictorPtr predictor_;
    bool again_ = false; // the text has changed while the model was busy
    Job load_, predict_;
};

} // namespace espalier
