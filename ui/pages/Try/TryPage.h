#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class TryPage : public Page {
    Q_OBJECT
public:
    explicit TryPage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
