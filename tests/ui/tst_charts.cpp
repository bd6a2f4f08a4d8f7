#include "ui/charts/ConfusionView.h"
#include "ui/charts/RunChart.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace espalier;

// Rows actual, columns predicted.
static Confusion matrix(std::int64_t classes, std::vector<std::int64_t> counts) {
    return {classes, std::move(counts)};
}

static const Confusion four = matrix(4, {10, 0, 0, 0, //
                                         0, 7, 0, 3,  //
                                         0, 0, 30, 1, //
                                         0, 4, 0, 6});

static std::vector<double> smoothed(const std::vector<double>& values, double weight) {
    Smoother smoother(weight);
    std::vector<double> result;
    for (const double value : values) result.push_back(smoother.next(value));
    return result;
}

static Curve curveOf(const std::vector<double>& values) {
    Curve curve;
    for (const double value : values) curve.append(value);
    return curve;
}

static std::vector<double> noise(std::size_t count) {
    std::mt19937 random(7);
    std::vector<double> values(count);
    for (double& value : values) value = 1 + std::uniform_real_distribution<double>()(random);
    return values;
}

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

    void upperEndIsTheHundredthFromTheTop_data() {
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 99, 100, 101, 1000, 12'345}) QTest::addRow("%d", count) << count;
    }
    void upperEndIsTheHundredthFromTheTop() {
        QFETCH(int, count);
        std::vector<double> values = noise(static_cast<std::size_t>(count));
        UpperEnd end;
        for (const double value : values) end.add(value);
        end.add(std::nan(""));
        std::sort(values.begin(), values.end());
        QCOMPARE(end.value(), values[static_cast<std::size_t>(std::ceil((count - 1) * 0.99))]);
    }

    void fewValuesAreAllDrawn() {
        QCOMPARE(curveOf({}).outline(0, 0, 10), std::vector<std::size_t>());
        QCOMPARE(curveOf({3, 1, 2}).outline(0, 3, 3), (std::vector<std::size_t>{0, 1, 2}));
        QCOMPARE(curveOf({3, 1, 2, 5}).outline(1, 3, 3), (std::vector<std::size_t>{1, 2}));
    }
    void everyPeakOfManyIsDrawn_data() {
        QTest::addColumn<std::size_t>("first");
        QTest::addColumn<std::size_t>("last");
        QTest::newRow("whole") << std::size_t{0} << std::size_t{300'000};
        QTest::newRow("within") << std::size_t{12'345} << std::size_t{200'001};
        QTest::newRow("a tenth") << std::size_t{150'001} << std::size_t{180'000};
    }
    void everyPeakOfManyIsDrawn() {
        QFETCH(std::size_t, first);
        QFETCH(std::size_t, last);
        std::vector<double> values = noise(300'000);
        values[160'000] = 50;
        values[160'001] = -50;
        values[170'000] = std::nan("");
        const auto shown = curveOf(values).outline(first, last, 1000);
        QVERIFY2(shown.size() <= 1002 && shown.size() > 200, qPrintable(QString::number(shown.size())));
        QVERIFY(std::is_sorted(shown.begin(), shown.end()));
        QCOMPARE(shown.front(), first);
        QCOMPARE(shown.back(), last - 1);
        QVERIFY(std::binary_search(shown.begin(), shown.end(), 160'000U));
        QVERIFY(std::binary_search(shown.begin(), shown.end(), 160'001U));
        for (const std::size_t i : shown) QVERIFY(std::isfinite(values[i]));
    }

    // What the pixels show does not depend on how the steps arrived, nor do they all stand in the picture.
    void aMillionSteps() {
        constexpr int million = 1'000'000;
        const std::vector<double> values = noise(million);
        RunChart atOnce(RunChart::Scale::Values), ticks(RunChart::Scale::Values);
        for (RunChart* chart : {&atOnce, &ticks}) {
            chart->resize(600, 300);
            chart->addSeries({Tone::Accent, true, false, Qt::SolidLine});
            chart->setExtent(million, 1000);
        }
        std::vector<RunChart::Point> all, tick;
        for (int i = 0; i < million; ++i)
            all.push_back({i + 1.0, i / 1000.0, values[static_cast<std::size_t>(i)]});
        atOnce.append(0, all);
        for (int i = 0; i < million; i += 1000) {
            ticks.append(0, {all.begin() + i, all.begin() + i + 1000});
            if (i % 100'000 == 0) ticks.plot().replot();
        }
        for (RunChart* chart : {&atOnce, &ticks}) chart->plot().replot();
        const QCPGraph *smooth = ticks.plot().graph(1), *same = atOnce.plot().graph(1);
        QVERIFY(smooth->dataCount() > 0 && smooth->dataCount() <= 4 * 640);
        QCOMPARE(smooth->dataCount(), same->dataCount());
        QCOMPARE(ticks.plot().yAxis->range(), atOnce.plot().yAxis->range());
        const auto last = smooth->data()->constEnd() - 1;
        QCOMPARE(last->key, double(million));
        QVERIFY(std::abs(last->value - smoothed(values, 1 - 0.04).back()) < 1e-9);
        ticks.plot().xAxis->setRange(5000.5, 5010.5); // from near every step is there
        ticks.plot().replot();
        const QCPGraph* raw = ticks.plot().graph(0);
        QCOMPARE(raw->dataCount(), 12); // ten, and one on either side
        QCOMPARE(raw->data()->at(1)->value, values[5000]);
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
        chart.append(accuracy, {{10, 1.5, 0.5}});
        QTemporaryDir folder;
        QSignalSpy saved(&chart, &RunChart::saved), failed(&chart, &RunChart::saveFailed);
        chart.saveNumbers(folder.filePath("chart.csv"));
        QTRY_COMPARE(saved.count(), 1);
        QFile table(folder.filePath("chart.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll(), QByteArray("series,step,seconds,value\naccuracy,10,1.5,0.5\n"));
        chart.saveNumbers(folder.filePath("no folder/chart.csv"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(saved.count(), 1);
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
