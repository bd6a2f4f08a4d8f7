#include "core/base/Error.h"
#include "core/data/Splits.h"
#include "tests/support/Failure.h"

#include <QTest>

#include <limits>
#include <map>
#include <set>

using namespace espalier;

namespace {

using Strings = std::vector<std::string>;

struct Counts {
    int train = 0, validation = 0, test = 0;
    bool operator==(const Counts&) const = default;
};

void add(Counts& counts, Part part) {
    ++(part == Part::Train ? counts.train : part == Part::Validation ? counts.validation : counts.test);
}

Counts countsOf(const std::vector<Part>& parts) {
    Counts counts;
    for (const Part part : parts) add(counts, part);
    return counts;
}

std::map<std::string, Counts> byLabel(const Strings& labels, const std::vector<Part>& parts) {
    std::map<std::string, Counts> counts;
    for (std::size_t i = 0; i < labels.size(); ++i) add(counts[labels[i]], parts[i]);
    return counts;
}

Strings repeated(const std::map<std::string, int>& counts) {
    Strings labels;
    for (const auto& [label, count] : counts)
        labels.insert(labels.end(), static_cast<std::size_t>(count), label);
    return labels;
}

} // namespace

class TestSplits : public QObject {
    Q_OBJECT

private slots:
    void shares() {
        const auto labels = repeated({{"a", 100}, {"b", 50}, {"c", 10}});
        const auto counts = byLabel(labels, splitByRatio(labels, {}, {0.1, 0.2, 1}));
        QCOMPARE(counts.at("a"), (Counts{70, 10, 20}));
        QCOMPARE(counts.at("b"), (Counts{35, 5, 10}));
        QCOMPARE(counts.at("c"), (Counts{7, 1, 2}));
    }

    void tinyLabels_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("train");
        QTest::addColumn<int>("validation");
        QTest::addColumn<int>("test");
        QTest::newRow("one") << 1 << 1 << 0 << 0;
        QTest::newRow("two") << 2 << 2 << 0 << 0;
        QTest::newRow("three") << 3 << 1 << 1 << 1;
        QTest::newRow("four") << 4 << 2 << 1 << 1;
        QTest::newRow("ten") << 10 << 8 << 1 << 1;
    }
    void tinyLabels() {
        QFETCH(int, rows);
        QFETCH(int, train);
        QFETCH(int, validation);
        QFETCH(int, test);
        const Strings labels(static_cast<std::size_t>(rows), "x");
        QCOMPARE(countsOf(splitByRatio(labels, {}, {0.1, 0.1, 1})), (Counts{train, validation, test}));
    }

    void trainingKeepsARowHoweverLargeTheShares() {
        const auto labels = repeated({{"a", 2}, {"b", 3}, {"c", 4}});
        for (const auto& [label, counts] : byLabel(labels, splitByRatio(labels, {}, {0.45, 0.5, 1})))
            QVERIFY2(counts.train >= 1, label.c_str());
    }

    // 16 rows at 0.1 are 1.6: rounding each label alone would make 20 % of it.
    void manySmallLabelsComeToTheShares() {
        std::map<std::string, int> sizes;
        for (int i = 0; i < 60; ++i) sizes["label " + std::to_string(i)] = 14 + i % 3;
        const auto labels = repeated(sizes);
        const auto parts = splitByRatio(labels, {}, {0.1, 0.1, 1});
        const double tenth = static_cast<double>(labels.size()) / 10;
        QVERIFY(std::abs(countsOf(parts).validation - tenth) <= 1);
        QVERIFY(std::abs(countsOf(parts).test - tenth) <= 1);
        for (const auto& [label, counts] : byLabel(labels, parts))
            QVERIFY(std::abs(counts.validation - sizes[label] * 0.1) <= 1);
    }

    void partsNotAskedForStayEmpty() {
        const auto labels = repeated({{"a", 20}, {"b", 5}});
        QCOMPARE(countsOf(splitByRatio(labels, {}, {0, 0, 1})), (Counts{25, 0, 0}));
        QCOMPARE(countsOf(splitByRatio(labels, {}, {0.2, 0, 1})), (Counts{20, 5, 0}));
    }

    void sameSeedSameSplit() {
        const auto labels = repeated({{"a", 40}, {"b", 30}});
        QCOMPARE(splitByRatio(labels, {}, {0.2, 0.2, 7}), splitByRatio(labels, {}, {0.2, 0.2, 7}));
        QVERIFY(splitByRatio(labels, {}, {0.2, 0.2, 7}) != splitByRatio(labels, {}, {0.2, 0.2, 8}));
    }

    // Fixed, so that a project's split is the same on every machine and in every later version; agrees with a
    // Mersenne Twister and Fisher-Yates written in another language.
    void knownSplit() {
        const Strings labels = {"a", "b", "a", "b", "a", "b", "a", "b", "a", "b"};
        QString parts;
        for (const Part part : splitByRatio(labels, {}, {0.2, 0.2, 1})) parts += QString(nameOf(part)) + ' ';
        QCOMPARE(parts, "train validation validation train train train train test test train ");
    }

    void groupsStayTogether() {
        Strings labels, groups;
        for (int i = 0; i < 600; ++i) {
            labels.push_back(i % 3 ? "a" : "b");
            groups.push_back("patient " + std::to_string(i / 4));
        }
        const auto parts = splitByRatio(labels, groups, {0.1, 0.2, 3});
        std::map<std::string, std::set<Part>> partsOf;
        for (std::size_t i = 0; i < parts.size(); ++i) partsOf[groups[i]].insert(parts[i]);
        for (const auto& [group, own] : partsOf) QVERIFY2(own.size() == 1, group.c_str());
        for (const auto& [label, counts] : byLabel(labels, parts)) {
            const int rows = counts.train + counts.validation + counts.test;
            QVERIFY(std::abs(counts.validation - rows * 0.1) <= 4);
            QVERIFY(std::abs(counts.test - rows * 0.2) <= 4);
        }
    }

    void everyLabelKeepsAGroupForTraining() {
        Strings labels, groups;
        for (int i = 0; i < 30; ++i) {
            labels.push_back("label " + std::to_string(i / 2));
            groups.push_back("group " + std::to_string(i));
        }
        for (const auto& [label, counts] : byLabel(labels, splitByRatio(labels, groups, {0.4, 0.4, 5})))
            QVERIFY2(counts.train >= 1, label.c_str());
    }

    void rowsWithoutAGroupAreFree() {
        const auto labels = repeated({{"a", 100}});
        const auto counts = countsOf(splitByRatio(labels, Strings(100), {0.1, 0.1, 1}));
        QCOMPARE(counts, (Counts{80, 10, 10}));
    }

    void possibleShares_data() {
        QTest::addColumn<double>("validation");
        QTest::addColumn<double>("test");
        QTest::addColumn<bool>("possible");
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("none") << 0.0 << 0.0 << true;
        QTest::newRow("usual") << 0.1 << 0.1 << true;
        QTest::newRow("nearly all") << 0.5 << 0.499 << true;
        QTest::newRow("all") << 0.5 << 0.5 << false;
        QTest::newRow("all for one") << 1.0 << 0.0 << false;
        QTest::newRow("less than none") << -0.1 << 0.1 << false;
        QTest::newRow("no number") << nan << 0.1 << false;
        QTest::newRow("no number for test") << 0.1 << nan << false;
        QTest::newRow("infinite") << 0.1 << infinity << false;
        QTest::newRow("infinite, less than none") << -infinity << infinity << false;
    }
    void possibleShares() {
        QFETCH(double, validation);
        QFETCH(double, test);
        QFETCH(bool, possible);
        const auto split = [&] { splitByRatio(Strings{"a", "b"}, {}, {validation, test, 1}); };
        if (possible)
            split();
        else
            VERIFY_SAYS(test::failureOf(ErrorKind::Usage, split), "leave no rows for training");
    }

    void nothingToSplit() { QVERIFY(splitByRatio({}, {}, {}).empty()); }

    void names_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("part");
        const auto add = [](const char* name, Part part) {
            QTest::newRow(name) << QString(name) << static_cast<int>(part);
        };
        for (const char* name : {"train", "Training", " TRAIN ", "训练", "训练集"}) add(name, Part::Train);
        for (const char* name : {"validation", "Valid", "val", "dev", "验证集"}) add(name, Part::Validation);
        for (const char* name : {"test", "Testing", "测试"}) add(name, Part::Test);
    }
    void names() {
        QFETCH(QString, name);
        QFETCH(int, part);
        QCOMPARE(static_cast<int>(partNamed(name.toStdString())), part);
    }

    void unknownNames() {
        QVERIFY(!findPart("trainer"));
        QVERIFY_EXCEPTION_THROWN(partNamed("fold 3"), Error);
        for (const Part part : {Part::Train, Part::Validation, Part::Test})
            QCOMPARE(partNamed(nameOf(part)), part);
    }
};

QTEST_APPLESS_MAIN(TestSplits)
#include "tst_splits.moc"
