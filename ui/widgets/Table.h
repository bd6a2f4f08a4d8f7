#pragma once
// A table as all of ours look: rows with a line below, no grid, whole rows selected, text at the left and
// numbers at the right in digits of equal width, long texts elided with the whole in a tooltip.
#include <QStyledItemDelegate>
#include <QTableView>

namespace espalier {

// Answers of a model to these, besides Qt's own roles.
enum TableRole {
    ChipRole = Qt::UserRole + 100, // true: the text as a label on a soft ground
    ToneRole,                      // int(Tone): the text's colour
    SortRole,                      // what to sort by, where the shown text does not
};

class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
};

class Table : public QTableView {
    Q_OBJECT
public:
    explicit Table(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    // One column takes the room that is left, at least that share of the width or what its contents need; the
    // others are as wide as their contents, within bounds.
    void setStretchColumn(int column, double least = 0.4);
    void fitColumns();
    int fixedHeight() const; // of the header and all rows: for small tables that do not scroll

signals:
    void rowActivated(int row); // double click or Enter
    void rowSelected(int row);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void spreadColumns();

    int stretch_ = 0;
    double least_ = 0.4;
};

} // namespace espalier
