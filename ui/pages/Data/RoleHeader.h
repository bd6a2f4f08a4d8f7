#pragma once
// A table's header with a choice below each column's name: what the column is for. The choices are made when
// their columns come into view, for a table may have thousands.
#include "core/data/Columns.h"

#include <QHeaderView>
#include <QTimer>

#include <map>

namespace espalier {

class Choice;

class RoleHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit RoleHeader(QWidget* parent = nullptr);
    void setRoles(const std::vector<ColumnRole>& roles); // one a column; no signal
    const std::vector<ColumnRole>& roles() const { return roles_; }
    void setRole(int column, ColumnRole role); // as if chosen: another column with it is ignored from now on
    int columnOf(ColumnRole role) const;       // -1: none
    void retranslate();
    void place(); // the choices, after the table was scrolled

    QSize sizeHint() const override;

signals:
    void rolesChanged();
    void columnReached(int column); // by the keyboard, perhaps out of view

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void updateGeometries() override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    Choice* choiceOf(int column);
    void nameRoles(int column, Choice* choice) const;
    void showRole(int column, Choice* choice) const;
    QSize choiceSize() const;
    int nameHeight() const;

    std::vector<ColumnRole> roles_;
    std::map<int, Choice*> choices_; // by column
    QTimer later_;                   // many sections are resized at once
};

} // namespace espalier
