#pragma once
// The settings that matter most, each with one sentence.
#include "core/train/Recipe.h"
#include "ui/widgets/Label.h"

#include <vector>

class QGridLayout;
class QSlider;

namespace espalier {

class Choice;
class NumberField;

class RecipeForm : public QWidget {
    Q_OBJECT
public:
    explicit RecipeForm(QWidget* parent = nullptr);
    void setRecipe(const Recipe& recipe);
    void retranslate();

signals:
    void edited(const espalier::Recipe& recipe);

private:
    struct Row {
        Label* name;
        Label* hint;
    };
    Row addRow(QWidget* field);
    void take();

    Recipe recipe_;
    bool filling_ = false;
    QGridLayout* grid_;
    NumberField* epochs_;
    QSlider* careful_;
    NumberField* learningRate_;
    NumberField* batch_;
    NumberField* maxLength_;
    Choice* device_;
    Choice* precision_;
    NumberField* seed_;
    std::vector<Row> rows_;
};

} // namespace espalier
