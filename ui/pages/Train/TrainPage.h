#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class TrainPage : public Page {
    Q_OBJECT
public:
    explicit TrainPage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
