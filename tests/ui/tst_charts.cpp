#include "ui/charts/ConfusionView.h"
#include "ui/charts/RunChart.h"
#include "ui/charts/Smoothing.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace espalier;

// Rows actual, columns predicted.
static Confusion matrix(std::int64_t classes, std::vector<std::int64_t> counts) {
    return {classes, std::move(counts)};
}

static const Confusion four = matrix(4, {10, 0, 0, 0, //
                                         0, 7, 0, 3,  //
                                         0, 0, 30, 1, //
                                         0, 4, 0, 6});

class TestCharts : public QObject {
    Q_OBJECT
private slots:
    void smoothingKeepsAConstant() {
        for (const double value : smoothed({2, 2, 2, 2}, 0.9)) QVERIFY(std::abs(value - 2) < 1e-12);
    }
    void smoothingByHand() {
        const auto result = smoothed({1, 3}, 0.5);
        QCOMPARE(result[0], 1.0);
        QCOMPARE(result[1], (0.5 * 0.5 * 1 + 0.5 * 3) / 0.75);
    }
    void smoothingPassesOverWhatIsNoNumber() {
        const auto result = smoothed({1, std::nan(""), 1}, 0.5);
        QCOMPARE(result[1], 1.0);
        QCOMPARE(result[2], 1.0);
    }

    void orders_data() {
        QTest::addColumn<ConfusionOrder>("order");
        QTest::addColumn<std::vector<std::int64_t>>("classes");
        using Classes = std::vector<std::int64_t>;
        QTest::newRow("as given") << ConfusionOrder::Given << Classes{0, 1, 2, 3};
        QTest::newRow("frequent") << ConfusionOrder::Frequent << Classes{2, 0, 1, 3};
        QTest::newRow("confused: neighbours together") << ConfusionOrder::Confused << Classes{3, 1, 2, 0};
    }
    void orders() {
        QFETCH(ConfusionOrder, order);
        QTEST(orderClasses(four, order), "classes");
    }

    void selectionByKeyboard() {
        ConfusionView view;
        view.setConfusion(four, {"a", "b", "c", "d"});
        view.setOrder(ConfusionOrder::Given);
        view.resize(400, 400);
        QSignalSpy spy(&view, &ConfusionView::selected);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.selection(), (ConfusionSelection{0, 0}));
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.selection(), (ConfusionSelection{1, 1}));
        QTest::keyClick(&view, Qt::Key_R);
        QCOMPARE(view.selection(), (ConfusionSelection{1, {}}));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.selection(), (ConfusionSelection{2, {}}));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.selection().empty());
        QCOMPARE(spy.count(), 6);
    }

    void selectionByMouse() {
        ConfusionView view;
        view.setConfusion(matrix(2, {5, 1, 2, 6}), {"a", "b"});
        view.setOrder(ConfusionOrder::Given);
        view.resize(300, 300);
        view.show();
        // The last cell ends where the matrix does: walk there from the right until something is hit.
        for (int x = 299; x > 0 && view.selection().empty(); x -= 4)
            QTest::mousePress(view.viewport(), Qt::LeftButton, {}, {x, 100});
        QCOMPARE(view.selection().predicted, std::optional<std::int64_t>(1));
        QVERIFY(view.selection().actual);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, {2, 100});
        QVERIFY(view.selection().actual && !view.selection().predicted);
    }

    void manyClassesPaint_data() {
        QTest::addColumn<int>("classes");
        for (const int classes : {2, 12, 77, 300}) QTest::addRow("%d", classes) << classes;
    }
    void manyClassesPaint() {
        QFETCH(int, classes);
        std::vector<std::int64_t> counts(static_cast<std::size_t>(classes) * classes, 0);
        QStringList labels;
        for (int i = 0; i < classes; ++i) {
            counts[static_cast<std::size_t>(i) * (classes + 1)] = 9;
            labels << QStringLiteral("a label with a long name %1").arg(i);
        }
        ConfusionView view;
        view.resize(320, 240);
        view.setConfusion(matrix(classes, counts), labels);
        QCOMPARE(view.shownClasses(), classes);
        view.setFitted(true);
        QVERIFY(!view.grab().isNull());
        view.setMost(5);
        QCOMPARE(view.shownClasses(), std::min(5, classes));
    }

    void zoomNeverSticks() {
        RunChart chart(RunChart::Scale::Values);
        const int loss = chart.addSeries({});
        chart.setName(loss, "loss");
        chart.append(loss, {{1, 0.1, 4}, {2, 0.2, 3}});
        const QCPRange whole = chart.plot().yAxis->range();
        QVERIFY(whole.upper >= 4);
        chart.append(loss, {{3, 0.3, 9}, {4, 0.4, 9}});
        QVERIFY(chart.plot().yAxis->range().upper >= 9); // follows while nobody has zoomed
        chart.plot().showWhole();
        chart.clear();
        chart.append(loss, {{1, 0.1, 0.5}});
        QVERIFY(chart.plot().yAxis->range().upper <= 1);
    }

    void savesWhatItShows() {
        RunChart chart(RunChart::Scale::Shares);
        const int accuracy = chart.addSeries({Tone::Validation, false, true, Qt::SolidLine});
        chart.setName(accuracy, "accuracy");
        chart.setPoints(accuracy, {{10, 1.5, 0.5}});
        QCOMPARE(chart.csv(), QStringLiteral("series,step,seconds,value\naccuracy,10,1.5,0.5\n"));
        QTemporaryDir folder;
        chart.resize(400, 300);
        for (const char* name : {"chart.png", "chart.svg", "chart.pdf"}) {
            const QString file = folder.filePath(QLatin1String(name));
            QVERIFY2(chart.plot().savePicture(file), name);
            QVERIFY2(QFileInfo(file).size() > 500, name);
        }
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
