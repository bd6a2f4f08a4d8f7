#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class ExportPage : public Page {
    Q_OBJECT
public:
    explicit ExportPage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
