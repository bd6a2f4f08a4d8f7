#pragma once
// What every page is: a header, a place for a notice, and a body on a 24-pixel margin.
//
// A page gets the workbench and nothing else. It builds its widgets in the constructor without texts, sets
// every text in retranslate() (called once after construction, and before it is read in another language),
// and fills itself from the workbench's signals.
#include "ui/bench/Workbench.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/PageHeader.h"

#include <QBoxLayout>

namespace espalier {

class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(Workbench& bench, QWidget* parent = nullptr);

    virtual void retranslate() = 0;
    virtual void opened() {} // it has come to the front
    void tell(const Problem& problem) { notice_->tell(problem); }

protected:
    Workbench& bench() { return bench_; }
    const Workbench& bench() const { return bench_; }
    PageHeader* header() { return header_; }
    Notice* notice() { return notice_; } // between header and body
    QVBoxLayout* body() { return body_; }
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    Workbench& bench_;
    PageHeader* header_;
    Notice* notice_;
    QVBoxLayout* body_;
    bool inOldWords_ = false;
};

} // namespace espalier
