#include "ui/pages/Data/DataPage.h"

namespace espalier {

DataPage::DataPage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void DataPage::retranslate() {
    header()->setTitle(tr("Data"));
    header()->setSubtitle(tr("The labelled texts to learn from"));
}

} // namespace espalier
