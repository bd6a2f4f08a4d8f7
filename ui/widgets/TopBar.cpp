#include "ui/widgets/TopBar.h"

#include "ui/settings/Language.h"
#include "ui/theme/Dress.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Label.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace espalier {

TopBar::TopBar(QWidget* parent)
    : QFrame(parent), project_(new QToolButton), menu_(new QMenu(this)),
      task_(new Label(TextRole::Secondary)), theme_(new QToolButton), language_(new QToolButton) {
    dress(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 16, 6);
    row->setSpacing(8);
    setStyleRole(project_, "project");
    project_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    project_->setLayoutDirection(Qt::RightToLeft); // the chevron follows the name
    project_->setIcon(icon(Glyph::Chevron));
    project_->setPopupMode(QToolButton::InstantPopup);
    project_->setMenu(menu_);
    menu_->setLayoutDirection(Qt::LeftToRight);
    row->addWidget(project_);
    row->addWidget(task_);
    row->addStretch(1);
    for (QToolButton* button : {theme_, language_}) {
        setStyleRole(button, "control");
        row->addWidget(button);
    }
    theme_->setIconSize({18, 18});
    connect(theme_, &QToolButton::clicked, this, &TopBar::themeWanted);
    connect(language_, &QToolButton::clicked, this, &TopBar::languageWanted);
    connect(menu_, &QMenu::aboutToShow, this, &TopBar::rebuildMenu);
    connect(&Theme::current(), &Theme::changed, this, &TopBar::retranslate);
    retranslate();
}

void TopBar::setProject(const QString& name) {
    name_ = name;
    retranslate();
}

void TopBar::setTask(const QString& task) {
    taskName_ = task;
    retranslate();
}

void TopBar::setRecent(const QStringList& folders) {
    recent_ = folders;
}

void TopBar::retranslate() {
    project_->setText(name_.isEmpty() ? QStringLiteral("Espalier") : name_);
    project_->setAccessibleName(tr("Project"));
    project_->setToolTip(tr("Start, open or close a project"));
    task_->setText(taskName_);
    task_->setVisible(!name_.isEmpty() && !taskName_.isEmpty());
    const bool dark = Theme::current().mode() == Theme::Mode::Dark;
    theme_->setIcon(icon(dark ? Glyph::Sun : Glyph::Moon));
    theme_->setToolTip(dark ? tr("Light colours") : tr("Dark colours"));
    theme_->setAccessibleName(theme_->toolTip());
    // Each language is offered in itself.
    language_->setText(currentLanguage() == u"zh_CN" ? QStringLiteral("English") : QStringLiteral("中文"));
    language_->setToolTip(tr("Change the language"));
}

void TopBar::rebuildMenu() {
    menu_->clear();
    menu_->addAction(icon(Glyph::Plus), tr("New project…"), this, &TopBar::newWanted);
    menu_->addAction(icon(Glyph::Folder), tr("Open project…"), this, &TopBar::openWanted);
    if (!recent_.isEmpty()) menu_->addSeparator();
    for (const QString& folder : recent_) {
        QAction* action = menu_->addAction(QFileInfo(folder).completeBaseName());
        action->setToolTip(folder);
        connect(action, &QAction::triggered, this, [this, folder] { emit recentWanted(folder); });
    }
    menu_->addSeparator();
    QAction* close = menu_->addAction(icon(Glyph::Close), tr("Close project"), this, &TopBar::closeWanted);
    close->setEnabled(!name_.isEmpty());
    menu_->addSeparator();
    menu_->addAction(tr("About Espalier…"), this, &TopBar::aboutWanted);
}

} // namespace espalier
