#include "ui/pages/Export/ExportPage.h"

namespace espalier {

ExportPage::ExportPage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void ExportPage::retranslate() {
    header()->setTitle(tr("Export"));
    header()->setSubtitle(tr("Take the trained model with you"));
}

} // namespace espalier
