#include "ui/pages/Model/ModelPage.h"

namespace espalier {

ModelPage::ModelPage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void ModelPage::retranslate() {
    header()->setTitle(tr("Model"));
    header()->setSubtitle(tr("Choose what to start from, and what may change"));
}

} // namespace espalier
