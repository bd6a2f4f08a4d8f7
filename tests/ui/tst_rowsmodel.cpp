#include "tests/support/ScratchFolder.h"
#include "ui/models/RowsModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <fstream>

using namespace espalier;

namespace {

constexpr int rowsThere = 1000; // several pages

ProjectPtr projectWithRows(const std::filesystem::path& folder) {
    const auto file = folder / "rows.csv";
    std::ofstream out(file);
    out << "text,label\n";
    for (int i = 0; i < rowsThere; ++i) out << "text " << i << (i % 2 ? ",odd\n" : ",even\n");
    out.close();
    ProjectPtr project = Project::create(folder / "p.espalier", "p");
    ImportRequest request;
    request.file = file;
    request.columns.text = "text";
    request.columns.label = "label";
    project->data().import(request);
    return project;
}

QString shown(const RowsModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

class RowsModelTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        model_ = std::make_unique<RowsModel>();
        tester_ = std::make_unique<QAbstractItemModelTester>(
            model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        model_->setProject(project_);
        QTRY_COMPARE(model_->rowCount(), rowsThere);
    }
    void cleanup() {
        tester_.reset();
        model_.reset();
    }
    void initTestCase() { project_ = projectWithRows(scratch_.path()); }

    void readsWhatIsLookedAt() {
        for (const int row : {0, 999, 500, 127, 128}) {
            QTRY_COMPARE(shown(*model_, row, RowsModel::Text), QString("text %1").arg(row));
            QCOMPARE(shown(*model_, row, RowsModel::Label), row % 2 ? "odd" : "even");
        }
        QCOMPARE(shown(*model_, 0, RowsModel::Line), "2"); // after the header
    }
    void filters() {
        RowQuery query;
        query.label = "odd";
        query.search = "text 99";
        model_->setQuery(query);
        QTRY_COMPARE(model_->rowCount(), 6); // 99, 991, 993…999
        QTRY_COMPARE(shown(*model_, 0, RowsModel::Text), "text 99");
        query.search = "not there";
        model_->setQuery(query);
        QTRY_COMPARE(model_->rowCount(), 0);
    }
    void sorts() {
        QTRY_COMPARE(shown(*model_, 0, RowsModel::Label), "even");
        model_->sort(RowsModel::Label, Qt::DescendingOrder);
        QTRY_COMPARE(shown(*model_, 0, RowsModel::Label), "odd");
        QTRY_COMPARE(shown(*model_, 999, RowsModel::Label), "even");
        model_->sort(RowsModel::Line, Qt::DescendingOrder);
        QTRY_COMPARE(shown(*model_, 0, RowsModel::Text), "text 999");
    }
    void labelsAreEditedInPlace() {
        QTRY_COMPARE(shown(*model_, 2, RowsModel::Label), "even");
        const QModelIndex cell = model_->index(2, RowsModel::Label);
        const QSignalSpy wanted(model_.get(), &RowsModel::labelWanted);
        QVERIFY(!model_->setData(cell, "  "));
        QVERIFY(!model_->setData(model_->index(2, RowsModel::Text), "other"));
        QVERIFY(model_->setData(cell, " prime "));
        QCOMPARE(cell.data().toString(), "prime"); // before it is stored
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.front().at(0).toLongLong(), 3);
        QCOMPARE(wanted.front().at(1).toString(), "prime");
        model_->refresh(); // nobody stored it
        QTRY_COMPARE(cell.data().toString(), "even");
    }
    void refusesEditsWhereAsked() {
        QTRY_COMPARE(shown(*model_, 0, RowsModel::Label), "even");
        model_->setEditable(false);
        QVERIFY(!model_->setData(model_->index(0, RowsModel::Label), "odd"));
    }
    void forgetsTheProject() {
        model_->setProject(nullptr);
        QCOMPARE(model_->rowCount(), 0);
    }

private:
    ScratchFolder scratch_;
    ProjectPtr project_;
    std::unique_ptr<RowsModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

QTEST_MAIN(RowsModelTest)
#include "tst_rowsmodel.moc"
