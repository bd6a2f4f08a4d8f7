#pragma once
// The shares of validation and test, and the seed by which rows are dealt out.
#include "core/data/Splits.h"

#include <QWidget>

namespace espalier {

class Label;
class NumberField;

class RatioFields : public QWidget {
    Q_OBJECT
public:
    explicit RatioFields(QWidget* parent = nullptr);
    void setRatio(const SplitRatio& ratio); // no signal
    SplitRatio ratio() const;
    void retranslate();

signals:
    void edited();

private:
    Label *validationName_, *testName_, *seedName_;
    NumberField *validation_, *test_, *seed_;
    bool filling_ = false;
};

} // namespace espalier
