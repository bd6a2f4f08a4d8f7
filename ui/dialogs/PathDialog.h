#pragma once
// Asks for a file or a folder without a nested event loop.
#include <QString>

#include <functional>

class QWidget;

namespace espalier {

struct PathQuestion {
    enum class Kind { File, Folder } kind = Kind::File;
    QString title;
    QString start;  // where the dialog opens; "": where the last one was
    QString filter; // "Tables (*.csv *.tsv)"; "": all files
};

// answered is not called where the person changes their mind, nor after the parent is gone.
void askPath(QWidget* parent, const PathQuestion& question,
             std::function<void(const QString& path)> answered);

// For tests: the next question is answered with this, and no dialog is shown.
void setNextPath(const QString& path);

} // namespace espalier
