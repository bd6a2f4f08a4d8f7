// The same reader on real files, where they lie beside the checkout; skipped where they do not.
#include "core/base/Json.h"
#include "core/data/Columns.h"
#include "core/data/import/CsvReader.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <set>

using namespace espalier;

namespace {

struct File {
    const char* path;
    const char* encoding;
    char delimiter, quote;
    bool header;
    std::int64_t rows;
    const char *text, *label;
    int labels;
    int multiline; // rows with a line break in a field
};

const std::vector<File> files = {
    {"banking77/train.csv", "UTF-8", ',', '"', true, 10003, "text", "category", 77, 10},
    {"banking77/test.csv", "UTF-8", ',', '"', true, 3080, "text", "category", 77, 3},
    {"sms-spam/spam.csv", "UTF-8", ',', '"', true, 5801, "v2", "v1", 2, 2},
    {"medical-abstracts/medical_tc_test.csv", "UTF-8", ',', '"', true, 2888, "medical_abstract",
     "condition_label", 5, 0},
    {"chnsenticorp/train.tsv", "UTF-8", '\t', '\0', true, 9600, "text_a", "label", 2, 0},
    {"chnsenticorp/dev.tsv", "UTF-8", '\t', '\0', true, 1200, "text_a", "label", 2, 0},
    {"chnsenticorp/test.tsv", "UTF-8", '\t', '\0', true, 1200, "text_a", "label", 2, 0},
    {"chinese-medical-gb18030/sample_internal_medicine_gb18030.csv", "GB18030", ',', '"', true, 7644, "ask",
     "department", 11, 7},
    {"goemotions/dev.tsv", "UTF-8", '\t', '"', false, 5426, "Column 1", "Column 2", 0, 0},
    {"stsb-en/stsb-en-dev.csv", "UTF-8", ',', '"', false, 1500, "Column 1", "Column 3", 0, 0},
};

bool hasLineBreak(std::span<const std::string_view> fields) {
    return std::any_of(fields.begin(), fields.end(),
                       [](auto field) { return field.find('\n') != field.npos; });
}

} // namespace

class TestSharedFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (sharedData().empty()) QSKIP("the shared data is not there");
    }

    void reads_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < files.size(); ++i) QTest::newRow(files[i].path) << static_cast<int>(i);
    }
    void reads() {
        QFETCH(int, index);
        const File& wanted = files[static_cast<std::size_t>(index)];
        const fs::path path = sharedData() / wanted.path;
        if (!fs::exists(path)) QSKIP("not there");

        const Dialect dialect = guessDialect(path);
        QCOMPARE(dialect.encoding, wanted.encoding);
        QCOMPARE(dialect.delimiter, wanted.delimiter);
        QCOMPARE(dialect.quote, wanted.quote);
        QCOMPARE(dialect.header, wanted.header);

        const Preview preview = previewRows(path, dialect, 100);
        const auto roles = guessRoles(preview);
        const auto columnOf = [&](ColumnRole role) {
            return static_cast<std::size_t>(std::find(roles.begin(), roles.end(), role) - roles.begin());
        };
        QCOMPARE(preview.columns.at(columnOf(ColumnRole::Text)), wanted.text);
        QCOMPARE(preview.columns.at(columnOf(ColumnRole::Label)), wanted.label);

        int multiline = 0;
        std::set<std::string> labels;
        CsvOptions options;
        options.dialect = dialect;
        const auto report = readCsv(
            path, options, [](auto&) {},
            [&](auto fields, auto) {
                multiline += hasLineBreak(fields);
                labels.emplace(fields[columnOf(ColumnRole::Label)]);
                return true;
            });
        QCOMPARE(report.rows, wanted.rows);
        QCOMPARE(report.refused, 0);
        QCOMPARE(report.damaged, 0);
        QCOMPARE(multiline, wanted.multiline);
        if (wanted.labels > 0) QCOMPARE(static_cast<int>(labels.size()), wanted.labels);
    }

    void spectrum() {
        const fs::path folder = sharedData() / "csv-spectrum";
        if (!fs::exists(folder)) QSKIP("not there");
        int checked = 0;
        for (const auto& entry : fs::directory_iterator(folder / "csvs")) {
            const std::string name = entry.path().stem().string();
            // Its JSON shows another phone number than its CSV, and the CRLF files lost their CRs in a
            // checkout.
            if (name == "location_coordinates") continue;
            Json rows = Json::array();
            const Preview preview = previewRows(entry.path(), guessDialect(entry.path()), 100);
            for (const auto& fields : preview.rows) {
                Json row;
                for (std::size_t i = 0; i < fields.size(); ++i) row[preview.columns[i]] = fields[i];
                rows.push_back(row);
            }
            std::string wanted = readFile(folder / "json" / (name + ".json"));
            for (auto at = wanted.find("\\r\\n"); at != std::string::npos; at = wanted.find("\\r\\n"))
                wanted.erase(at, 2); // the escaped CR
            QVERIFY2(rows == parseJson(wanted, name), name.c_str());
            ++checked;
        }
        QCOMPARE(checked, 11);
    }
};

QTEST_APPLESS_MAIN(TestSharedFiles)
#include "tst_shared_files.moc"
