#include "ui/widgets/StageRail.h"

#include "ui/theme/Dress.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Numbers.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

namespace espalier {
namespace {

constexpr std::array<Glyph, stageCount> glyphs = {Glyph::Data, Glyph::Model,  Glyph::Train, Glyph::Evaluate,
                                                  Glyph::Try,  Glyph::Export, Glyph::Runs};

} // namespace

class StageButton : public QAbstractButton {
public:
    StageButton(Glyph glyph, QWidget* parent) : QAbstractButton(parent), glyph_(glyph) {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

    void setState(const StageState& state) {
        state_ = state;
        setToolTip(state.reason);
        setAccessibleDescription(state.reason);
        update();
    }
    void setNote(const QString& note) {
        note_ = note;
        update();
    }
    const StageState& state() const { return state_; }
    QSize sizeHint() const override {
        return {Theme::current().px(132), std::max(36, fontMetrics().height() + 18)};
    }

protected:
    void nextCheckState() override {} // the window says which one is current
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF place = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        const bool over = underMouse() && state_.possible;
        painter.setPen(hasFocus() ? theme.color(Tone::Accent) : QColor(Qt::transparent));
        painter.setBrush(isChecked() ? theme.color(Tone::Panel)
                         : over      ? theme.color(Tone::Ground)
                                     : QColor(Qt::transparent));
        painter.drawRoundedRect(place, 8, 8);
        const Tone tone = !state_.possible ? Tone::Faint : isChecked() ? Tone::Text : Tone::Secondary;
        const double middle = place.center().y();
        paintGlyph(painter, {10, middle - 9, 18, 18}, glyph_, tone);
        painter.setFont(theme.font(13, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(theme.color(tone));
        painter.drawText(QRectF(38, 0, width() - 64, height()), Qt::AlignVCenter, text());
        paintMark(painter, {width() - 26.0, middle - 8, 16, 16});
    }

private:
    void paintMark(QPainter& painter, const QRectF& place) const {
        if (state_.running)
            paintGlyph(painter, place, Glyph::Dot, Tone::Accent);
        else if (!note_.isEmpty()) {
            painter.setPen(Theme::current().color(Tone::Secondary));
            painter.setFont(Theme::current().font(12));
            numbers::drawTabular(painter, place.adjusted(-20, 0, -1, 0), Qt::AlignRight, note_);
        } else if (state_.done)
            paintGlyph(painter, place, Glyph::Check, Tone::Accent);
    }

    Glyph glyph_;
    StageState state_;
    QString note_;
};

StageRail::StageRail(QWidget* parent) : QFrame(parent) {
    dress(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(2);
    for (int i = 0; i < stageCount; ++i) {
        const auto stage = static_cast<Stage>(i);
        if (stage == Stage::Runs) {
            column->addSpacing(6);
            column->addWidget(newLine());
            column->addSpacing(6);
        }
        auto*& button = buttons_[static_cast<std::size_t>(i)];
        button = new StageButton(glyphs[static_cast<std::size_t>(i)], this);
        column->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, button, stage] {
            if (button->state().possible)
                emit wanted(stage);
            else
                QToolTip::showText(button->mapToGlobal(QPoint(button->width(), 4)), button->toolTip(),
                                   button);
        });
    }
    column->addStretch(1);
    const auto suitWidth = [this] { setFixedWidth(48 + Theme::current().px(100)); };
    connect(&Theme::current(), &Theme::changed, this, suitWidth);
    suitWidth();
    retranslate();
}

void StageRail::retranslate() {
    for (int i = 0; i < stageCount; ++i) {
        auto* button = buttons_[static_cast<std::size_t>(i)];
        button->setText(titleOf(static_cast<Stage>(i)));
        button->setAccessibleName(button->text());
    }
}

void StageRail::setStage(Stage stage, const StageState& state) {
    buttons_[static_cast<std::size_t>(stage)]->setState(state);
}

void StageRail::setRunCount(qsizetype runs) {
    buttons_[static_cast<std::size_t>(Stage::Runs)]->setNote(runs > 0 ? numbers::grouped(runs) : QString());
}

void StageRail::setCurrent(Stage stage) {
    for (auto* button : buttons_) button->setChecked(button == buttons_[static_cast<std::size_t>(stage)]);
}

void StageRail::clearCurrent() {
    for (auto* button : buttons_) button->setChecked(false);
}

void StageRail::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QFrame::keyPressEvent(event);
}

QString titleOf(Stage stage) {
    switch (stage) {
    case Stage::Data: return StageRail::tr("Data");
    case Stage::Model: return StageRail::tr("Model");
    case Stage::Train: return StageRail::tr("Train");
    case Stage::Evaluate: return StageRail::tr("Evaluate");
    case Stage::Try: return StageRail::tr("Try");
    case Stage::Export: return StageRail::tr("Export");
    case Stage::Runs: return StageRail::tr("Runs");
    }
    return {};
}

} // namespace espalier
