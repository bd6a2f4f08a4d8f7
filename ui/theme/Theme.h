#pragma once
// The tokens of resources/themes as colours and sizes, for the style sheet and for what is painted by hand.
#include <QColor>
#include <QFont>
#include <QObject>

#include <array>

namespace espalier {

enum class Tone {
    Window,
    Rail,
    Panel,
    Line,
    Ground,
    Hover,
    Text,
    Secondary,
    Faint,
    Accent,
    AccentHover,
    AccentSoft,
    OnAccent,
    Validation,
    Third,
    Wrong,
    WrongSoft,
    Warning,
    WarningSoft,
};
inline constexpr int toneCount = static_cast<int>(Tone::WarningSoft) + 1;
const char* nameOf(Tone tone);

// Follows nothing but what it is told: setMode and setTextScale repaint all that wears the theme.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { Light, Dark };
    using Palette = std::array<QColor, toneCount>;

    // Lives as long as the application; applied on the first call.
    static Theme& current();

    Mode mode() const { return mode_; }
    void setMode(Mode mode);
    double textScale() const { return textScale_; }
    void setTextScale(double scale); // kept within [1, 1.5]

    QColor color(Tone tone) const { return palette_[static_cast<std::size_t>(tone)]; }
    // From one tone to another; t in [0, 1].
    QColor between(Tone from, Tone to, double t) const;
    QFont font(int pixels = 13, QFont::Weight weight = QFont::Normal) const;
    QFont monospaced(int pixels = 12) const;
    int px(int pixels) const { return static_cast<int>(pixels * textScale_ + 0.5); } // a text size, scaled

    // For what is dressed in it (see Dress.h); all tokens replaced.
    const QString& styleSheet() const { return styleSheet_; }

    // Throws Error(Format) naming a token that is missing, unknown or no colour.
    static Palette loadPalette(Mode mode);
    // The style sheet with every @placeholder replaced.
    static QString styleSheet(const Palette& palette, double textScale);

signals:
    void changed();

private:
    explicit Theme(QObject* parent);
    void apply();

    Mode mode_ = Mode::Light;
    double textScale_ = 1;
    Palette palette_;
    QString styleSheet_;
};

} // namespace espalier
