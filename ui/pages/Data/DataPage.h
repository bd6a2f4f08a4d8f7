#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class DataPage : public Page {
    Q_OBJECT
public:
    explicit DataPage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
