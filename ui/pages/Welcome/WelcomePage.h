#pragma once
#include "ui/pages/Page.h"

namespace espalier {

class WelcomePage : public Page {
    Q_OBJECT
public:
    explicit WelcomePage(Workbench& bench);
    void retranslate() override;
};

} // namespace espalier
