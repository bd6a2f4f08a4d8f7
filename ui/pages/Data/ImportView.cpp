#include "ui/pages/Data/ImportView.h"

#include "ui/models/PreviewModel.h"
#include "ui/pages/Data/DialectForm.h"
#include "ui/pages/Data/PartsForm.h"
#include "ui/pages/Data/RoleHeader.h"
#include "ui/pages/Data/TaskForm.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/SideColumn.h"
#include "ui/widgets/Table.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollBar>

namespace espalier {
namespace {

constexpr std::size_t previewedRows = 60;

} // namespace

ImportView::ImportView(QWidget* parent)
    : QWidget(parent), previewCard_(new Card), dialectCard_(new Card), taskCard_(new Card),
      partsCard_(new Card), table_(new Table), roles_(new RoleHeader), model_(new PreviewModel(this)),
      dialect_(new DialectForm), task_(new TaskForm), parts_(new PartsForm), read_(this) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(buildPreview(), 1);
    row->addWidget(buildForms());
    connect(dialect_, &DialectForm::edited, this, [this] { read(false); });
    connect(table_->horizontalScrollBar(), &QScrollBar::valueChanged, roles_, &RoleHeader::place);
    connect(roles_, &RoleHeader::columnReached, this,
            [this](int column) { table_->scrollTo(model_->index(0, column)); });
    connect(roles_, &RoleHeader::rolesChanged, this, &ImportView::rolesChanged);
    connect(parts_, &PartsForm::edited, this, &ImportView::partsChanged);
    connect(&read_, &Job::failed, this, &ImportView::failed);
}

QWidget* ImportView::buildPreview() {
    table_->setHorizontalHeader(roles_);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus);
    table_->setModel(model_);
    previewCard_->body()->addWidget(table_, 1);
    return previewCard_;
}

QWidget* ImportView::buildForms() {
    auto* side = new SideColumn;
    QVBoxLayout* column = side->column();
    dialectCard_->body()->addWidget(dialect_);
    taskCard_->body()->addWidget(task_);
    partsCard_->body()->addWidget(parts_);
    column->addWidget(dialectCard_);
    column->addWidget(taskCard_);
    column->addWidget(partsCard_);
    column->addStretch(1);
    return side;
}

void ImportView::setFile(const QString& file) {
    file_ = file;
    model_->setPreview({});
    roles_->setRoles({});
    parts_->reset();
    task_->reset();
    read(true);
}

void ImportView::read(bool guess) {
    ready_ = false;
    const auto work = [file = std::filesystem::path(file_.toStdString()), dialect = dialect_->dialect(),
                       guess](const Job::Context& context) {
        Read read;
        read.dialect = guess ? guessDialect(file) : dialect;
        read.preview = previewRows(file, read.dialect, previewedRows, context.stop);
        read.roles = guessRoles(read.preview);
        return read;
    };
    read_.start({}, work, [this](const Read& read) { take(read); });
    emit changed();
}

void ImportView::take(const Read& read) {
    // What was chosen stays where the columns do.
    const bool sameColumns = read.preview.columns.size() == roles_->roles().size();
    const std::vector<ColumnRole> roles = sameColumns ? roles_->roles() : read.roles;
    dialect_->setDialect(read.dialect);
    model_->setPreview(read.preview);
    roles_->setRoles(roles);
    ready_ = true;
    if (!sameColumns && roles_->columnOf(ColumnRole::Split) >= 0)
        parts_->setMethod(PartsForm::Method::Column);
    rolesChanged();
}

void ImportView::rolesChanged() {
    model_->setRoles(roles_->roles());
    table_->setStretchColumn(std::max(0, roles_->columnOf(ColumnRole::Text)));
    if (const int label = roles_->columnOf(ColumnRole::Label); label >= 0)
        task_->suggest(guessReading(model_->preview(), static_cast<std::size_t>(label)));
    const auto split = column(ColumnRole::Split);
    parts_->setColumn(QString::fromStdString(split.value_or("")));
    if (split && parts_->method() == PartsForm::Method::Ratio) parts_->setMethod(PartsForm::Method::Column);
    if (!split && parts_->method() == PartsForm::Method::Column) parts_->setMethod(PartsForm::Method::Ratio);
    emit changed();
}

// A column says the parts only where that is the way to divide, so that nothing it says is lost unseen.
void ImportView::partsChanged() {
    const int split = roles_->columnOf(ColumnRole::Split);
    if (split >= 0 && parts_->method() != PartsForm::Method::Column)
        roles_->setRole(split, ColumnRole::Ignore);
    emit changed();
}

std::optional<std::string> ImportView::column(ColumnRole role) const {
    const int column = roles_->columnOf(role);
    if (column < 0) return std::nullopt;
    return model_->preview().columns[static_cast<std::size_t>(column)];
}

QString ImportView::missing() const {
    if (!ready_) return {};
    const bool text = column(ColumnRole::Text).has_value(), label = column(ColumnRole::Label).has_value();
    if (!text && !label) return tr("Choose which column holds the text and which the label");
    if (!text) return tr("Choose which column holds the text");
    if (!label) return tr("Choose which column holds the label");
    if (parts_->method() == PartsForm::Method::Column && !column(ColumnRole::Split))
        return tr("Choose which column says the part of each row");
    if (parts_->method() == PartsForm::Method::Files && !parts_->hasFile())
        return tr("Choose the file for validation or for the test");
    return {};
}

ImportRequest ImportView::request() const {
    ImportRequest request;
    request.file = file_.toStdString();
    request.dialect = dialect_->dialect();
    request.columns = {column(ColumnRole::Text).value_or(""),
                       column(ColumnRole::SecondText),
                       column(ColumnRole::Label),
                       column(ColumnRole::Group),
                       column(ColumnRole::Split),
                       column(ColumnRole::Weight)};
    request.labels = task_->reading();
    parts_->fill(request);
    return request;
}

void ImportView::retranslate() {
    previewCard_->setTitle(tr("The first rows"));
    dialectCard_->setTitle(tr("How the file is written"));
    taskCard_->setTitle(tr("What is learned"));
    partsCard_->setTitle(tr("Parts"));
    table_->setAccessibleName(tr("The first rows"));
    roles_->retranslate();
    dialect_->retranslate();
    task_->retranslate();
    parts_->retranslate();
}

} // namespace espalier
