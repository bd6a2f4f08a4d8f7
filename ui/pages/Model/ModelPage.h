#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class ModelPage : public Page {
    Q_OBJECT
public:
    explicit ModelPage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
