#include "ui/pages/Train/TrainPage.h"

namespace espalier {

TrainPage::TrainPage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void TrainPage::retranslate() {
    header()->setTitle(tr("Train"));
    header()->setSubtitle(tr(""));
}

} // namespace espalier
