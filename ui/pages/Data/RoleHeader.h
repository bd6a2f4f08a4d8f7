#pragma once
// A table's header with a choice below each column's name: what the column is for.
#include "core/data/Columns.h"

#include <QHeaderView>

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

    QSize sizeHint() const override;

signals:
    void rolesChanged();

protected:
    void updateGeometries() override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    void place();
    void show(int column);
    int nameHeight() const;

    std::vector<ColumnRole> roles_;
    std::vector<Choice*> choices_;
};

} // namespace espalier
