#pragma once
// What this program is, and by what it computes on this machine.
#include "core/model/Compute.h"

#include <QDialog>

namespace espalier {

class AboutDialog : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(const ComputeNames& compute, QWidget* parent = nullptr);
};

} // namespace espalier
