#include "ui/models/LadderModel.h"
#include "ui/models/PreviewModel.h"
#include "ui/models/RefusedModel.h"
#include "ui/widgets/Table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace espalier;

namespace {

using Names = std::vector<std::string>;
constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

Anatomy bert(int blocks) {
    Anatomy anatomy;
    anatomy.rungs.push_back({"embeddings", 1000});
    for (int i = 1; i <= blocks; ++i) anatomy.rungs.push_back({"block." + std::to_string(i), 100});
    anatomy.rungs.push_back({"pooler", 20});
    anatomy.rungs.push_back({"head", 5});
    return anatomy;
}

} // namespace

class DataModelsTest : public QObject {
    Q_OBJECT
private slots:
    void ladderGoesFromTheHeadDown() {
        LadderModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.setLadder(bert(2), {"embeddings"}, std::vector<double>(bert(2).rungs.size(), 5e-5), 8);
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(model.index(0, LadderModel::Name).data().toString().startsWith("Head"));
        QCOMPARE(model.index(4, LadderModel::Name).data().toString(), "Embeddings");
        QCOMPARE(model.index(4, LadderModel::Train).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QCOMPARE(model.index(4, LadderModel::LearningRate).data().toString(), "frozen");
        QCOMPARE(model.index(3, LadderModel::LearningRate).data().toString(), "5.0e-5");
        QCOMPARE(model.index(4, LadderModel::Weight).data(LadderModel::ShareRole).toDouble(), 1.0);
        QCOMPARE(model.trainable(), 225);
        model.setLadder({}, {}, {}, 8);
        QCOMPARE(model.rowCount(), 0);
    }
    void ladderTicks() {
        LadderModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.setLadder(bert(2), {}, std::vector<double>(bert(2).rungs.size(), 5e-5), 8);
        const QSignalSpy changed(&model, &LadderModel::frozenChanged);
        model.setTrainable(4, false);
        model.setTrainable(4, false); // it is so already
        model.setTrainable(0, false); // the head always trains
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.frozen(), Names{"embeddings"});
        QVERIFY(model.setData(model.index(3, LadderModel::Train), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!model.setData(model.index(0, LadderModel::Train), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.frozen(), (Names{"embeddings", "block.1"}));
    }
    void presets_data() {
        QTest::addColumn<int>("blocks");
        QTest::addColumn<int>("preset");
        QTest::addColumn<int>("frozen"); // rungs from the bottom
        QTest::newRow("all") << 6 << 0 << 0;
        QTest::newRow("top half") << 6 << 1 << 4;
        QTest::newRow("top half of an odd number") << 3 << 1 << 2;
        QTest::newRow("top two") << 6 << 2 << 5;
        QTest::newRow("top two of two") << 2 << 2 << 1;
        QTest::newRow("head only") << 6 << 3 << 8;
    }
    void presets() {
        QFETCH(int, blocks);
        QFETCH(int, preset);
        LadderModel model;
        model.setLadder(bert(blocks), {}, std::vector<double>(bert(blocks).rungs.size(), 5e-5), 8);
        const Names frozen = model.frozenFor(static_cast<LadderModel::Preset>(preset));
        QTEST(static_cast<int>(frozen.size()), "frozen");
        for (std::size_t i = 0; i < frozen.size(); ++i) QCOMPARE(frozen[i], model.anatomy().rungs[i].name);
    }

    void preview() {
        PreviewModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.setPreview({{"text", "label"}, {{"two\nlines", "a"}, {"short"}}});
        model.setRoles({ColumnRole::Text, ColumnRole::Label});
        QCOMPARE(model.index(0, 0).data().toString(), "two lines");
        QVERIFY(model.index(0, 1).data(ChipRole).toBool());
        QVERIFY(!model.index(1, 1).data().isValid()); // a row with a field less
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), "label");
        QVERIFY(!model.headerData(2, Qt::Horizontal).isValid());
        model.setPreview({});
        QCOMPARE(model.columnCount(), 0);
    }

    void refused() {
        RefusedModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.setRows({{1412, message("data", "Too many columns: {0}.", 3), "a,b,c"}});
        QCOMPARE(model.index(0, RefusedModel::Reason).data().toString(), "Too many columns: 3.");
        QCOMPARE(model.index(0, RefusedModel::Found).data().toString(), "a,b,c");
        QVERIFY(model.index(0, RefusedModel::Line).data().toString().endsWith("412"));
    }
};

QTEST_MAIN(DataModelsTest)
#include "tst_datamodels.moc"
