#include "ui/theme/Theme.h"

#include "core/base/Error.h"
#include "ui/theme/ControlStyle.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QPointer>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace espalier {
namespace {

constexpr std::array<const char*, toneCount> names = {
    "window",    "rail",  "panel",     "line",        "ground",     "hover",    "text",
    "secondary", "faint", "accent",    "accentHover", "accentSoft", "onAccent", "validation",
    "third",     "wrong", "wrongSoft", "warning",     "warningSoft"};

QByteArray resource(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorKind::File,
                    message("ui", "The program's own file {0} is missing.", path.toStdString()));
    return file.readAll();
}

// Inter where installed, else the system's sans serif; Chinese from Noto, so that no glyph is missing. Asked
// once: the font configuration answers slowly, and every cell of a table is measured with these.
const QStringList& families() {
    static const QStringList chosen = [] {
        QStringList list;
        if (QFontDatabase::hasFamily(u"Inter"_s))
            list << u"Inter"_s;
        else
            list << QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        for (const QString& chinese :
             {u"Noto Sans CJK SC"_s, u"Source Han Sans SC"_s, u"Microsoft YaHei"_s, u"PingFang SC"_s})
            if (QFontDatabase::hasFamily(chinese)) list << chinese;
        return list;
    }();
    return chosen;
}

} // namespace

const char* nameOf(Tone tone) {
    return names[static_cast<std::size_t>(tone)];
}

Theme& Theme::current() {
    static QPointer<Theme> theme;
    if (!theme) theme = new Theme(qApp);
    return *theme;
}

Theme::Theme(QObject* parent) : QObject(parent) {
    QApplication::setStyle(new ControlStyle);
    apply();
}

void Theme::setMode(Mode mode) {
    if (mode == mode_) return;
    mode_ = mode;
    apply();
}

void Theme::setTextScale(double scale) {
    scale = std::clamp(scale, 1.0, 1.5);
    if (scale == textScale_) return;
    textScale_ = scale;
    apply();
}

QColor Theme::between(Tone from, Tone to, double t) const {
    const QColor a = color(from), b = color(to);
    const auto mix = [t](int x, int y) { return static_cast<int>(x + (y - x) * t + 0.5); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QFont Theme::font(int pixels, QFont::Weight weight) const {
    QFont font;
    font.setFamilies(families());
    font.setPixelSize(px(pixels));
    font.setWeight(weight);
    return font;
}

QFont Theme::monospaced(int pixels) const {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(px(pixels));
    return font;
}

Theme::Palette Theme::loadPalette(Mode mode) {
    const QString path = mode == Mode::Light ? u":/themes/light.json"_s : u":/themes/dark.json"_s;
    const QJsonObject object = QJsonDocument::fromJson(resource(path)).object();
    Palette palette;
    for (int i = 0; i < toneCount; ++i) {
        const auto index = static_cast<std::size_t>(i);
        palette[index] = QColor(object.value(QLatin1String(names[index])).toString());
        if (!palette[index].isValid())
            throw Error(ErrorKind::Format,
                        message("ui", "{0}: \"{1}\" is no colour.", path.toStdString(), names[index]));
    }
    if (object.size() != toneCount)
        throw Error(ErrorKind::Format, message("ui", "{0} holds {1} colours, expected {2}.",
                                               path.toStdString(), object.size(), toneCount));
    return palette;
}

QString Theme::styleSheet(const Palette& palette, double textScale) {
    const QString source = QString::fromUtf8(resource(u":/themes/espalier.qss"_s));
    static const QRegularExpression placeholder(u"@(?:(\\d+)px|(\\w+))"_s);
    QString sheet;
    qsizetype end = 0;
    for (auto it = placeholder.globalMatch(source); it.hasNext();) {
        const auto match = it.next();
        sheet += QStringView(source).mid(end, match.capturedStart() - end);
        end = match.capturedEnd();
        const QString name = match.captured(2);
        const auto token = std::find(names.begin(), names.end(), name.toStdString());
        if (name.isEmpty())
            sheet += QString::number(qRound(match.captured(1).toInt() * textScale)) + u"px"_s;
        else if (name == u"monospaced")
            sheet += u'"' + QFontDatabase::systemFont(QFontDatabase::FixedFont).family() + u'"';
        else if (token != names.end())
            sheet += palette[static_cast<std::size_t>(token - names.begin())].name();
        else
            sheet += match.captured();
    }
    return sheet.append(QStringView(source).mid(end));
}

void Theme::apply() {
    palette_ = loadPalette(mode_);
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Tone tone) { palette.setColor(role, color(tone)); };
    set(QPalette::Window, Tone::Window);
    set(QPalette::WindowText, Tone::Text);
    set(QPalette::Base, Tone::Panel);
    set(QPalette::AlternateBase, Tone::Hover);
    set(QPalette::Text, Tone::Text);
    set(QPalette::Button, Tone::Panel);
    set(QPalette::ButtonText, Tone::Text);
    set(QPalette::Highlight, Tone::Accent);
    set(QPalette::HighlightedText, Tone::OnAccent);
    set(QPalette::PlaceholderText, Tone::Faint);
    set(QPalette::Link, Tone::Accent);
    QApplication::setPalette(palette);
    QApplication::setFont(font());
    styleSheet_ = styleSheet(palette_, textScale_);
    emit changed();
}

} // namespace espalier
