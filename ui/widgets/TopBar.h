#pragma once
// The head of the window: the project and its menu, the task, light or dark, and the language.
#include <QFrame>

class QMenu;
class QToolButton;

namespace espalier {

class Label;

class TopBar : public QFrame {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    void setProject(const QString& name); // "": none is open
    void setTask(const QString& task);    // "": not known yet
    void setRecent(const QStringList& folders);
    void retranslate();

signals:
    void newWanted();
    void openWanted();
    void recentWanted(const QString& folder);
    void closeWanted();
    void aboutWanted();
    void themeWanted();
    void languageWanted();

private:
    void rebuildMenu();

    QString name_, taskName_;
    QStringList recent_;
    QToolButton* project_;
    QMenu* menu_;
    Label* task_;
    QToolButton* theme_;
    QToolButton* language_;
};

} // namespace espalier
