#pragma once
// Navigation and wiring only: the bars around, one page a stage, and what belongs to the window itself.
#include "ui/bench/Workbench.h"

#include <QMainWindow>
#include <QPointer>

#include <array>
#include <optional>

class QMessageBox;
class QStackedWidget;

namespace espalier {

class Page;
class StageRail;
class StatusLine;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    Workbench& bench() { return bench_; }
    Page* page(Stage stage) const { return pages_[static_cast<std::size_t>(stage)]; }
    Page* welcome() const { return welcome_; }
    std::optional<Stage> stage() const { return stage_; } // nothing: the welcome page

    void go(Stage stage); // where it is possible
    // The session ends: what trains is saved, nothing is asked, and the window closes.
    void leaveAtOnce();
    void setDark(bool dark);
    void setChinese(bool chinese);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPages();
    void connectBench();
    void connectBars();
    void addShortcuts();
    void scaleText(double step);
    void refreshRail();
    void projectChanged();
    void showTask();
    void showOffline();
    void askNewProject();
    void askOpenProject();
    void showAbout();
    void askToPause(const QString& pauseAndGoOn, const std::function<void()>& next);
    void trainingEnded();
    void tell(const Problem& problem);

    Workbench bench_;
    TopBar* top_;
    StageRail* rail_;
    StatusLine* status_;
    QStackedWidget* stack_;
    Page* welcome_ = nullptr;
    std::array<Page*, stageCount> pages_{};
    std::optional<Stage> stage_;
    QPointer<QMessageBox> question_;      // whether to stop the training
    std::function<void()> afterTraining_; // what it is in the way of
    bool leaving_ = false;                // whatever comes of the run
};

} // namespace espalier
