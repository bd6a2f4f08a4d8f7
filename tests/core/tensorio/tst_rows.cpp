#include "core/base/Error.h"
#include "core/tensorio/Rows.h"

#include <QTest>

#include <bit>
#include <cstring>

using namespace espalier;

namespace {

template<class Number>
std::string bytesOf(const std::vector<Number>& numbers) {
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

template<class Number>
std::vector<Number> numbersOf(const std::string& bytes) {
    std::vector<Number> numbers(bytes.size() / sizeof(Number));
    std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
}

} // namespace

class TestRows : public QObject {
    Q_OBJECT
private slots:
    void meansOfRows() {
        const auto bytes = bytesOf<float>({1, 2, 3, 4, 5, 9});
        const TensorEntry table{ElementType::F32, {3, 2}, bytes};
        const auto made = numbersOf<float>(meanRows(table, {{2}, {0, 1}, {}, {0, 0, 1}, {}}, "t"));
        QCOMPARE(made, (std::vector<float>{5, 9, 2, 3, 3, 5, 5.f / 3, 8.f / 3, 3, 5}));
    }

    void aRowOfSingleNumbers() {
        const auto bytes = bytesOf<double>({1, 2, 4});
        const TensorEntry bias{ElementType::F64, {3}, bytes};
        QCOMPARE(numbersOf<double>(meanRows(bias, {{2}, {1, 2}}, "b")), (std::vector<double>{4, 3}));
    }

    void halves_data() {
        QTest::addColumn<ElementType>("type");
        QTest::addColumn<std::vector<std::uint16_t>>("numbers"); // two
        QTest::addColumn<std::uint16_t>("mean");
        const auto row = [](const char* name, ElementType type, std::uint16_t a, std::uint16_t b, int mean) {
            QTest::newRow(name) << type << std::vector<std::uint16_t>{a, b}
                                << static_cast<std::uint16_t>(mean);
        };
        row("1 and 2", ElementType::F16, 0x3C00, 0x4000, 0x3E00);
        row("-1 and 1", ElementType::F16, 0xBC00, 0x3C00, 0x0000);
        row("the largest", ElementType::F16, 0x7BFF, 0x7BFF, 0x7BFF);
        row("infinite", ElementType::F16, 0x7C00, 0x3C00, 0x7C00);
        row("below the normal ones", ElementType::F16, 0x0002, 0x0004, 0x0003);
        row("ties to even", ElementType::F16, 0x3C00, 0x3C01, 0x3C00);
        row("carries into the exponent", ElementType::F16, 0x3FFF, 0x4000, 0x4000);
        row("becomes normal", ElementType::F16, 0x03FF, 0x0401, 0x0400);
        row("brain: 1 and 2", ElementType::BF16, 0x3F80, 0x4000, 0x3FC0);
        row("brain: ties to even", ElementType::BF16, 0x3F80, 0x3F81, 0x3F80);
        row("brain: up to even", ElementType::BF16, 0x3F81, 0x3F82, 0x3F82);
        row("brain: negative", ElementType::BF16, 0xC000, 0xC040, 0xC020);
    }
    void halves() {
        QFETCH(ElementType, type);
        QFETCH(std::vector<std::uint16_t>, numbers);
        QFETCH(std::uint16_t, mean);
        const auto bytes = bytesOf(numbers);
        const TensorEntry table{type, {2, 1}, bytes};
        QCOMPARE(numbersOf<std::uint16_t>(meanRows(table, {{0, 1}}, "t")).front(), mean);
    }

    void refusesWholeNumbers() {
        const auto bytes = bytesOf<std::int32_t>({1, 2});
        const TensorEntry table{ElementType::I32, {2, 1}, bytes};
        try {
            meanRows(table, {{0}}, "words");
            QFAIL("taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("\"words\" holds I32"));
        }
    }
};

QTEST_APPLESS_MAIN(TestRows)
#include "tst_rows.moc"
