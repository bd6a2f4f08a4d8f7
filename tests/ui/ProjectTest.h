#pragma once
// A window on a fresh project with a few rows of two labels, which a tiny checkpoint learns in moments.
#include "tests/support/WindowTest.h"

#include <QMessageBox>

namespace espalier::test {

class ProjectTest : public QObject {
protected:
    Workbench& bench() { return window_->bench(); }
    QString path(const char* name) const { return folder_->filePath(QLatin1String(name)); }

    void freshProject(const SplitRatio& ratio = {0.2, 0.2, 1}) {
        window_.reset();
        folder_ = std::make_unique<QTemporaryDir>();
        window_ = std::make_unique<MainWindow>();
        window_->show();
        bench().createProject(path("a.espalier"), "A");
        QTRY_VERIFY(bench().project());
        import("a.csv", {"card", "transfer"}, ratio);
        QTRY_VERIFY(bench().models().isListed());
        bench().chooseModel("tiny-bert");
        QTRY_VERIFY(bench().models().chosen());
    }

    void import(const char* name, const QStringList& labels, const SplitRatio& ratio) {
        QByteArray bytes = "text,label\n";
        for (int i = 0; i < 40; ++i)
            bytes +=
                QByteArray(name) + " text " + QByteArray::number(i) + ',' + labels.at(i % 2).toUtf8() + '\n';
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        ImportRequest request;
        request.file = file.fileName().toStdString();
        request.columns.text = "text";
        request.columns.label = "label";
        request.ratio = ratio;
        bench().data().import(request);
        QTRY_COMPARE(bench().data().state().info.name, std::string(name));
    }

    void start(double epochs, double evaluateEvery) {
        Recipe recipe = bench().recipe();
        recipe.epochs = epochs;
        recipe.evaluateEvery = evaluateEvery;
        recipe.batch = 4;
        recipe.threads = 1;
        recipe.device = Device::Cpu;
        bench().setRecipe(recipe);
        bench().startTraining();
    }
    void startLongRun() { // that is never judged
        start(10'000, 0); // of a few steps each
        QTRY_VERIFY_WITH_TIMEOUT(!bench().training().history().steps.empty() || bench().training().problem(),
                                 patient);
        QVERIFY(!bench().training().problem());
    }
    void trainToTheEnd() {
        start(1, 1);
        QTRY_VERIFY_WITH_TIMEOUT(bench().runs().current(), patient);
    }
    void stopAndKeep() {
        bench().training().stopAndKeep();
        QTRY_VERIFY_WITH_TIMEOUT(!bench().training().isRunning(), patient);
    }

    // The question whether to stop the training; null where it is not asked.
    QMessageBox* question() const { return window_->findChild<QMessageBox*>(); }
    void answer(QMessageBox::ButtonRole role) {
        QVERIFY(question());
        for (QAbstractButton* button : question()->buttons())
            if (question() && question()->buttonRole(button) == role) return button->click();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace espalier::test
