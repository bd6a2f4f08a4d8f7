#pragma once
// The exported folder, opened again and held against the run.
#include "core/export/HuggingFace.h"
#include "ui/jobs/Words.h"
#include "ui/widgets/Card.h"

#include <optional>

class QPushButton;

namespace espalier {

class FigureLabel;

class ProofCard : public Card {
    Q_OBJECT
public:
    explicit ProofCard(QWidget* parent = nullptr); // hidden until something was exported
    void setExported(const QString& folder);       // "" hides; the proof is still to come
    void setChecking(bool checking);
    // What the texts that were run again are to the run; its accuracy is compared on the same ones only.
    enum class Basis { SameTexts, OtherData, NeverJudged };
    void setProof(const ExportProof& proof, Basis basis,
                  std::optional<double> accuracy); // accuracy: what the run had
    bool isProven() const { return proof_.has_value(); }
    void retranslate();

private:
    void refresh();

    QString folder_;
    std::optional<ExportProof> proof_;
    Basis basis_ = Basis::SameTexts;
    std::optional<double> accuracy_;
    bool checking_ = false;
    ElidedLabel* place_;
    QPushButton* open_;
    QWidget* figures_;
    FigureLabel *texts_, *difference_, *accuracyFigure_;
    Label *verdict_, *remark_;
};

} // namespace espalier
