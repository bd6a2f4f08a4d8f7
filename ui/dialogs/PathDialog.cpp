#include "ui/dialogs/PathDialog.h"

#include <QFileDialog>

namespace espalier {
namespace {

QString& nextPath() {
    static QString path;
    return path;
}

} // namespace

void askPath(QWidget* parent, const PathQuestion& question,
             std::function<void(const QString& path)> answered) {
    if (const QString path = std::exchange(nextPath(), {}); !path.isEmpty()) return answered(path);
    auto* dialog = new QFileDialog(parent, question.title, question.start, question.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(question.kind == PathQuestion::Kind::File ? QFileDialog::ExistingFile
                                                                  : QFileDialog::Directory);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(answered));
    dialog->open();
}

void setNextPath(const QString& path) {
    nextPath() = path;
}

} // namespace espalier
