#pragma once
// A model's rungs from the head down to the embeddings: which ones train, and how large each is. A rung that
// uses another's weights freezes and trains with it; one that has nothing to learn is not shown.
#include "core/model/Anatomy.h"

#include <QAbstractTableModel>

namespace espalier {

class LadderModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Train, Name, Parameters, LearningRate, Drift, Gradient, Weight, ColumnCount };
    enum Roles { ShareRole = Qt::UserRole + 1 }; // of the largest rung, [0, 1]
    enum class Preset { All, TopHalf, TopTwo, HeadOnly };

    using QAbstractTableModel::QAbstractTableModel;
    // learningRates: by rung. labels: 0 where a number is learned.
    void setLadder(Anatomy anatomy, const std::vector<std::string>& frozen, std::vector<double> learningRates,
                   qint64 labels);
    // What a run did to each rung, by rung: how far it moved it (RunSummary::drift), and its gradient's norm
    // over time; empty where none did.
    void setRun(std::vector<double> drift, std::vector<std::vector<double>> gradients);
    // The norm over time from the largest of all rungs (1) to a thousandth of it (0), by logarithm.
    std::vector<double> gradientCurve(int row) const;
    const Anatomy& anatomy() const { return anatomy_; }
    std::vector<std::string> frozen() const; // from the bottom
    bool isTrainable(int row) const;
    bool isFixed(int row) const; // the head, which always trains, and rungs with another's weights
    void setTrainable(int row, bool trainable);

    std::vector<std::string> frozenFor(Preset preset) const;
    // Not where one that trains would share its weights with one that it freezes.
    bool isPossible(Preset preset) const;
    qint64 trainable() const; // parameters
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    void retranslate();

signals:
    void frozenChanged(); // by a person

private:
    std::size_t rung(int row) const { return shown_[static_cast<std::size_t>(row)]; }
    std::size_t owner(std::size_t rung) const; // whose weights it uses
    bool isShared(std::size_t rung) const { return owner(rung) != rung; }
    int frozenUpTo(Preset preset) const;
    std::vector<std::string> names(const std::vector<bool>& frozen) const;
    QString title(const Rung& rung) const;
    QString weights(std::size_t rung) const;
    QString toolTip(int row, int column) const;
    double share(std::size_t rung) const;
    QString shown(int row, int column) const;
    void changed();

    Anatomy anatomy_;
    std::vector<std::size_t> shown_; // rungs from the top
    std::vector<bool> frozen_;       // one a rung; of what is not shown, and what shares, false
    std::vector<double> learningRates_, drift_;
    std::vector<std::vector<double>> gradients_;
    double largestGradient_ = 0;
    qint64 labels_ = 0;
};

} // namespace espalier
