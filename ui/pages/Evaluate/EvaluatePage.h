#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class EvaluatePage : public Page {
    Q_OBJECT
public:
    explicit EvaluatePage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
