#pragma once
// A file before it is imported: its first rows, how it is written, what its columns are for, what is learned
// from them, and how its rows are divided.
#include "core/project/DatasetStore.h"
#include "ui/jobs/Job.h"

#include <QWidget>

namespace espalier {

class Card;
class DialectForm;
class PartsForm;
class PreviewModel;
class RoleHeader;
class Table;
class TaskForm;

class ImportView : public QWidget {
    Q_OBJECT
public:
    explicit ImportView(QWidget* parent = nullptr);
    void setFile(const QString& file); // guesses and reads the first rows
    const QString& file() const { return file_; }
    bool isReady() const { return ready_ && missing().isEmpty(); }
    QString missing() const; // what is still to be chosen, in the reader's language; "" where nothing is
    ImportRequest request() const;
    void retranslate();

signals:
    void changed(); // isReady(), missing()
    void failed(const espalier::Problem& problem);

private:
    struct Read {
        Dialect dialect;
        Preview preview;
        std::vector<ColumnRole> roles;
    };
    QWidget* buildPreview();
    QWidget* buildForms();
    void read(bool guess);
    void take(const Read& read);
    void rolesChanged();
    void partsChanged();
    std::optional<std::string> column(ColumnRole role) const;

    QString file_;
    bool ready_ = false; // the preview is of the file
    Card *previewCard_, *dialectCard_, *taskCard_, *partsCard_;
    Table* table_;
    RoleHeader* roles_;
    PreviewModel* model_;
    DialectForm* dialect_;
    TaskForm* task_;
    PartsForm* parts_;
    Job read_;
};

} // namespace espalier
