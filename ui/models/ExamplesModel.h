#pragma once
// Examples with what the model made of them.
#include <QAbstractTableModel>
#include <QStringList>

#include <string>
#include <vector>

namespace espalier {

struct JudgedText {
    std::int64_t row = 0; // its id in the data set
    QString actual, predicted;
    bool wrong = false;
    double sure = 0; // how sure the model was; of a number how far it was off
    std::string text = {};
};

class ExamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Text, Actual, Predicted, Sure, ColumnCount };
    enum class Kind { Labels, LabelSets, Numbers };

    using QAbstractTableModel::QAbstractTableModel;
    void setExamples(std::vector<JudgedText> examples, Kind kind);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool isNumber(int column) const;

    std::vector<JudgedText> examples_;
    Kind kind_ = Kind::Labels;
};

} // namespace espalier
