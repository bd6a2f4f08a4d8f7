#include "ui/pages/Try/TryPage.h"

namespace espalier {

TryPage::TryPage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void TryPage::retranslate() {
    header()->setTitle(tr("Try"));
    header()->setSubtitle(tr("Type a sentence and see what the model says"));
}

} // namespace espalier
