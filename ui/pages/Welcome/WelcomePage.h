#pragma once
// Where everything begins: the projects of before, a new one, or a sample to see what happens.
#include "ui/pages/Page.h"

namespace espalier {

class Card;
class EmptyState;
class EntryList;

class WelcomePage : public Page {
    Q_OBJECT
public:
    explicit WelcomePage(Workbench& bench);
    void retranslate() override;
    void opened() override;

private:
    struct Sample {
        Label* title;
        Label* words;
        QPushButton* start;
    };
    struct Step {
        Label* title;
        Label* words;
    };
    struct Recent {
        QString folder;
        QString changed; // "2026-05-01 14:02"; "" where the project is not there any more
    };
    QWidget* buildRecent();
    QWidget* buildSamples();
    QWidget* buildSteps();
    void addSample(const QString& name, QVBoxLayout* column);
    void read();
    void show(const std::vector<Recent>& projects);
    void start(const QString& sample);
    void enableSamples(bool enabled);

    QPushButton* open_;
    QPushButton* new_;
    Card* recentCard_;
    EntryList* recent_;
    EmptyState* none_;
    Card* sampleCard_;
    Label* promise_;
    std::vector<Sample> samples_;
    std::vector<Step> steps_;
    std::vector<Recent> projects_;
    Job read_;
};

} // namespace espalier
