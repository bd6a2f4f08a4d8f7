#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
