#include "ui/pages/Runs/RunsPage.h"

namespace espalier {

RunsPage::RunsPage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void RunsPage::retranslate() {
    header()->setTitle(tr("Runs"));
    header()->setSubtitle(tr(""));
}

} // namespace espalier
