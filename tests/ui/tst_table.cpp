// Columns as wide as what is painted in them.
#include "ui/theme/Theme.h"
#include "ui/widgets/Table.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace espalier;

class TestTable : public QObject {
    Q_OBJECT
private slots:
    void shortTextsAreShownWhole_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("role"); // that is set for the cell; 0: none
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 1.5})
            for (const QString text : {"b", "bug", "billing", "device_setup", "登录", "1 111 111"})
                for (const int role : {0, int(ChipRole), int(Qt::TextAlignmentRole), int(Qt::FontRole)})
                    QTest::newRow(
                        qPrintable(QStringLiteral("%1, role %2, %3").arg(text).arg(role).arg(scale)))
                        << text << role << scale;
    }
    void shortTextsAreShownWhole() {
        QFETCH(QString, text);
        QFETCH(int, role);
        QFETCH(double, scale);
        Theme::current().setTextScale(scale);
        auto* item = new QStandardItem(text);
        if (role == ChipRole) item->setData(true, ChipRole);
        if (role == Qt::TextAlignmentRole) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        if (role == Qt::FontRole) item->setFont(Theme::current().font(13, QFont::DemiBold));
        QStandardItemModel model;
        model.appendRow({new QStandardItem("a text that takes what is left"), item});
        Table table;
        table.resize(600, 200);
        table.setModel(&model);
        const int fitted = table.columnWidth(1);
        QVERIFY(fitted < 240);
        // At the right end of a number's cell, at the left end of any other, more room changes nothing.
        const QImage fits = painted(table, model.index(0, 1), fitted);
        const QImage wide = painted(table, model.index(0, 1), 300);
        const int from = role == Qt::TextAlignmentRole ? 300 - fitted : 0;
        QCOMPARE(fits, wide.copy(from, 0, fitted, fits.height()));
        Theme::current().setTextScale(1);
    }

private:
    static QImage painted(Table& table, const QModelIndex& index, int width) {
        QImage image(width, 32, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.initFrom(&table);
        option.widget = &table;
        option.rect = image.rect();
        option.textElideMode = Qt::ElideRight;
        table.itemDelegate()->paint(&painter, option, index);
        return image;
    }
};

QTEST_MAIN(TestTable)
#include "tst_table.moc"
