#include "core/base/Error.h"
#include "ui/theme/Dress.h"
#include "ui/theme/Icons.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

using namespace espalier;

// Relative luminance and contrast by WCAG 2.1.
static double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

static double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void modes_data() {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::newRow("light") << Theme::Mode::Light;
        QTest::newRow("dark") << Theme::Mode::Dark;
    }

    void everyTokenIsThere_data() { modes_data(); }
    void everyTokenIsThere() {
        QFETCH(Theme::Mode, mode);
        try {
            for (const QColor& color : Theme::loadPalette(mode)) QVERIFY(color.isValid());
        } catch (const Error& error) {
            QFAIL(error.what());
        }
    }

    void noPlaceholderIsLeft_data() { modes_data(); }
    void noPlaceholderIsLeft() {
        QFETCH(Theme::Mode, mode);
        const QString sheet = Theme::styleSheet(Theme::loadPalette(mode), 1);
        QVERIFY(sheet.contains(QStringLiteral("font-size: 12px")));
        QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
    }

    void textIsReadable_data() { modes_data(); }
    void textIsReadable() {
        QFETCH(Theme::Mode, mode);
        const Theme::Palette palette = Theme::loadPalette(mode);
        const auto at = [&](Tone tone) { return palette[static_cast<std::size_t>(tone)]; };
        const std::pair<Tone, Tone> pairs[] = {
            {Tone::Text, Tone::Panel},      {Tone::Text, Tone::Window},     {Tone::Secondary, Tone::Panel},
            {Tone::OnAccent, Tone::Accent}, {Tone::Text, Tone::AccentSoft}, {Tone::Accent, Tone::Panel},
            {Tone::Text, Tone::WrongSoft},  {Tone::Wrong, Tone::Panel},     {Tone::Text, Tone::WarningSoft},
        };
        for (const auto& [front, ground] : pairs)
            QVERIFY2(contrast(at(front), at(ground)) >= 4.5,
                     qPrintable(QStringLiteral("%1 on %2")
                                    .arg(QLatin1String(nameOf(front)), QLatin1String(nameOf(ground)))));
    }

    void textScales() {
        const QString sheet = Theme::styleSheet(Theme::loadPalette(Theme::Mode::Light), 1.5);
        QVERIFY(sheet.contains(QStringLiteral("font-size: 18px"))); // 12 × 1.5
        QVERIFY(!sheet.contains(QStringLiteral("font-size: 12px")));
    }

    // What is seen changes at once; what isn't, when it is shown.
    void switchingRestyles() {
        Theme& theme = Theme::current();
        theme.setMode(Theme::Mode::Light);
        const QString light = theme.styleSheet();
        QWidget window;
        auto *seen = new QWidget(&window), *hidden = new QWidget(&window);
        hidden->hide();
        dress(seen);
        dress(hidden);
        window.show();
        QCOMPARE(seen->styleSheet(), light);
        theme.setMode(Theme::Mode::Dark);
        const QString dark = theme.styleSheet();
        QVERIFY(dark != light && dark.contains(theme.color(Tone::Panel).name()));
        QCOMPARE(seen->styleSheet(), dark);
        QVERIFY(hidden->styleSheet() != dark);
        hidden->show();
        QCOMPARE(hidden->styleSheet(), dark);
        theme.setMode(Theme::Mode::Light);
    }

    void everyIconDraws() {
        for (int i = 0; i < glyphCount; ++i) {
            const QString file = fileOf(static_cast<Glyph>(i));
            QVERIFY2(QSvgRenderer(file).isValid(), qPrintable(file));
            QImage image(24, 24, QImage::Format_ARGB32);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintGlyph(painter, image.rect(), static_cast<Glyph>(i), Tone::Wrong);
            painter.end();
            int inked = 0;
            for (int y = 0; y < 24; ++y)
                for (int x = 0; x < 24; ++x)
                    if (qAlpha(image.pixel(x, y)) == 255) {
                        ++inked;
                        QCOMPARE(QColor(image.pixel(x, y)), Theme::current().color(Tone::Wrong));
                    }
            QVERIFY2(inked > 3, qPrintable(file));
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
