// The Chinese translation says everything, and puts the same values into its sentences.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

const QString folder = QStringLiteral(ESPALIER_SOURCE "/resources/translations/");

struct Entry {
    QString context, source, translation;
    bool unfinished = false;
};

QList<Entry> entriesOf(const QString& path) {
    QFile file(path);
    QList<Entry> entries;
    if (!file.open(QIODevice::ReadOnly)) return entries;
    QString context;
    for (QXmlStreamReader xml(&file); !xml.atEnd(); xml.readNext()) {
        if (!xml.isStartElement()) continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"source")
            entries.append({context, xml.readElementText(), {}, false});
        else if (xml.name() == u"translation") {
            entries.back().unfinished =
                xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            entries.back().translation =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return entries;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("%n|%L?\\d|\\{\\d\\}"));
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();) found << it.next().captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

void requireComplete(const QString& path) {
    const QList<Entry> entries = entriesOf(path);
    QVERIFY(entries.size() > 200);
    for (const Entry& entry : entries)
        QVERIFY2(!entry.unfinished && !entry.translation.isEmpty(),
                 qPrintable(entry.context + QLatin1String(": ") + entry.source));
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void nothingIsUntranslated() { requireComplete(folder + "espalier_zh_CN.ts"); }

    void placeholdersAgree() {
        for (const Entry& entry : entriesOf(folder + "espalier_zh_CN.ts"))
            QVERIFY2(placeholders(entry.translation) == placeholders(entry.source),
                     qPrintable(entry.context + QLatin1String(": ") + entry.source));
    }

    // What was written since the texts were last collected counts too.
    void nothingNewIsUntranslated() {
        const QString lupdate = QStandardPaths::findExecutable("lupdate", {"/usr/lib/qt6/bin"});
        if (lupdate.isEmpty() || QStandardPaths::findExecutable("perl").isEmpty())
            QSKIP("needs lupdate and perl");
        const QTemporaryDir scratch;
        const QString copy = scratch.filePath("espalier_zh_CN.ts");
        QVERIFY(QFile::copy(folder + "espalier_zh_CN.ts", copy));
        QProcess update;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LUPDATE", lupdate);
        update.setProcessEnvironment(environment);
        update.start(folder + "update.sh", {copy});
        QVERIFY(update.waitForFinished(60000));
        QVERIFY2(update.exitCode() == 0, update.readAllStandardError().constData());
        requireComplete(copy);
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
