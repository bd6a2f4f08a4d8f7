// Two types of one name in one namespace are one to the linker, which keeps either's functions: nothing
// warns, and the other one's memory is read wrongly.
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

class TypeNamesTest : public QObject {
    Q_OBJECT
private slots:
    void areUnique();
};

namespace {

// Full names of the types that a header defines. What begins a line lies in a namespace alone, as
// clang-format leaves it; a line with a semicolon only declares.
QStringList typesIn(const QString& path) {
    static const QRegularExpression scope(QStringLiteral("^(?:inline )?namespace ([\\w:]+) \\{"));
    static const QRegularExpression type(QStringLiteral("^(?:struct|class|enum class|enum) (\\w+)[^;]*$"));
    QStringList names;
    QString within;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) return names;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        if (const auto found = scope.match(line); found.hasMatch()) within = found.captured(1);
        if (const auto found = type.match(line); found.hasMatch())
            names << within + QLatin1String("::") + found.captured(1);
    }
    return names;
}

} // namespace

void TypeNamesTest::areUnique() {
    QHash<QString, QString> headers;
    for (const char* folder : {"core", "app", "ui"}) {
        QDirIterator files(QStringLiteral(ESPALIER_SOURCE "/") + QLatin1String(folder),
                           {QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            for (const QString& name : typesIn(path)) {
                QVERIFY2(!headers.contains(name), qPrintable(QStringLiteral("%1 is defined in %2 and in %3")
                                                                 .arg(name, path, headers.value(name))));
                headers.insert(name, path);
            }
        }
    }
    QVERIFY2(headers.size() > 300, qPrintable(QString::number(headers.size())));
}

QTEST_APPLESS_MAIN(TypeNamesTest)
#include "tst_type_names.moc"
