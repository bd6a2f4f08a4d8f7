#include "ui/pages/Welcome/WelcomePage.h"

namespace espalier {

WelcomePage::WelcomePage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void WelcomePage::retranslate() {
    header()->setTitle(tr("Welcome to Espalier"));
    header()->setSubtitle(tr(""));
}

} // namespace espalier
