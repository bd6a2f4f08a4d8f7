#include "ui/pages/Evaluate/EvaluatePage.h"

namespace espalier {

EvaluatePage::EvaluatePage(Workbench& shared) : Page(shared) {
    body()->addStretch(1);
}

void EvaluatePage::retranslate() {
    header()->setTitle(tr("Evaluate"));
    header()->setSubtitle(tr(""));
}

} // namespace espalier
