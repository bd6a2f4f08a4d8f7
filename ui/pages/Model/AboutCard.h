#pragma once
// What the chosen model's folder says of it.
#include "core/model/Library.h"
#include "ui/widgets/Card.h"

#include <array>

namespace espalier {

class AboutCard : public Card {
    Q_OBJECT
public:
    explicit AboutCard(QWidget* parent = nullptr);
    void setModel(const std::optional<ModelInfo>& model);
    void retranslate();

private:
    enum Row { Family, Languages, Licence, Size, Reads, Vocabulary, Folder, rowCount };
    void refresh();

    std::optional<ModelInfo> model_;
    Label* summary_;
    std::array<Label*, rowCount> names_{};
    std::array<ElidedLabel*, rowCount> values_{};
};

} // namespace espalier
