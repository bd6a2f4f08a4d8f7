#include "core/data/Columns.h"

#include <QTest>

using namespace espalier;

namespace {

constexpr auto Ignore = ColumnRole::Ignore, Text = ColumnRole::Text, Second = ColumnRole::SecondText,
               Label = ColumnRole::Label, Group = ColumnRole::Group, Split = ColumnRole::Split;

struct Case {
    const char* name;
    Preview preview;
    std::vector<ColumnRole> roles;
};

const std::vector<Case> cases = {
    {"exact names",
     {{"id", "text", "label"}, {{"1", "hello", "a"}, {"2", "bye", "b"}}},
     {Ignore, Text, Label}},
    {"names of several words",
     {{"condition_label", "medical_abstract"}, {{"3", "long text"}, {"4", "other text"}}},
     {Label, Text}},
    {"camel case", {{"ticketCategory", "messageBody"}, {{"a", "some words"}}}, {Label, Text}},
    {"Chinese names", {{"标签", "评论内容"}, {{"1", "好"}, {"0", "差"}}}, {Label, Text}},
    {"Chinese departments",
     {{"department", "title", "ask", "answer"},
      {{"心血管科", "高血压", "能吃党参吗", "可以口服，不过要注意休息"}}},
     {Label, Ignore, Text, Ignore}},
    {"text pairs",
     {{"sentence1", "sentence2", "label"}, {{"a b", "c d", "0"}, {"e", "f", "1"}}},
     {Text, Second, Label}},
    {"premise and hypothesis",
     {{"premise", "hypothesis", "label"}, {{"a b", "c d", "0"}}},
     {Text, Second, Label}},
    {"groups and parts",
     {{"patient_id", "note", "diagnosis", "split"},
      {{"p1", "some note", "flu", "train"},
       {"p1", "another", "flu", "dev"},
       {"p2", "third", "cold", "test"}}},
     {Group, Text, Label, Split}},
    {"a split column needs names of parts",
     {{"set", "text", "label"}, {{"7", "a", "x"}, {"8", "b", "y"}}},
     {Ignore, Text, Label}},
    {"contents alone",
     {{"Column 1", "Column 2", "Column 3"},
      {{"My favourite food is bread", "27", "eeb"},
       {"Now he is gone for good", "27", "ed0"},
       {"We need more boards for it", "2", "eez"}}},
     {Text, Label, Ignore}},
    {"meaningless names",
     {{"v1", "v2", "Column 3"},
      {{"ham", "Go until jurong point", ""}, {"ham", "Ok lar", ""}, {"spam", "Free entry in a comp", ""}}},
     {Label, Text, Ignore}},
    {"identifiers are no labels",
     {{"key", "words"},
      {{"a1", "one two three four five"},
       {"a2", "six seven eight nine ten"},
       {"a3", "eleven twelve and more"},
       {"a4", "one two three four five"},
       {"a5", "six seven eight nine ten"},
       {"a6", "eleven twelve and more"},
       {"a7", "one two three four five"},
       {"a8", "six seven eight nine ten"},
       {"a9", "eleven twelve and more"},
       {"a0", "one two three four more"}}},
     {Ignore, Text}},
    {"no rows", {{"text", "label"}, {}}, {Text, Label}},
    {"no columns", {}, {}},
};

} // namespace

class TestColumns : public QObject {
    Q_OBJECT

private slots:
    void roles_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::newRow(cases[i].name) << static_cast<int>(i);
    }
    void roles() {
        QFETCH(int, index);
        const Case& wanted = cases[static_cast<std::size_t>(index)];
        QCOMPARE(guessRoles(wanted.preview), wanted.roles);
    }
};

QTEST_APPLESS_MAIN(TestColumns)
#include "tst_columns.moc"
