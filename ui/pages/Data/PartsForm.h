#pragma once
// How the rows of a file are divided into training, validation and test.
#include "core/project/DatasetStore.h"

#include <QWidget>

#include <array>

class QPushButton;
class QStackedWidget;

namespace espalier {

class Choice;
class ElidedLabel;
class Label;
class RatioFields;

class PartsForm : public QWidget {
    Q_OBJECT
public:
    using Method = DatasetInfo::SplitMethod;

    explicit PartsForm(QWidget* parent = nullptr);
    void reset();
    void setMethod(Method method); // no signal
    Method method() const;
    void setColumn(const QString& name); // that says the part of a row; "": none is chosen
    void fill(ImportRequest& request) const;
    bool hasFile() const; // of validation or test
    void retranslate();

signals:
    void edited();

private:
    struct PartFile {
        Label* name;
        ElidedLabel* shown;
        QPushButton* choose;
        QString file;
    };
    QWidget* buildFiles();
    void ask(std::size_t index);
    void refresh();

    Choice* method_;
    QStackedWidget* details_;
    Label* methodWords_;
    RatioFields* ratio_;
    Label* columnWords_;
    QString column_;
    std::array<PartFile, 2> files_{}; // validation, test
};

} // namespace espalier
