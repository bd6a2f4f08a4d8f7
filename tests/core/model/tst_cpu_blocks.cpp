#include "core/base/BlockPool.h"
#include "core/base/Memory.h"
#include "core/model/Device.h"

#include <torch/torch.h>

#include <QTest>

using namespace espalier;

class CpuBlocksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void largeTensors_data();
    void largeTensors();
    void handsBack();
    void saysWhatIsMissing();
};

void CpuBlocksTest::initTestCase() {
#ifdef __SANITIZE_ADDRESS__
    QSKIP("Tensors live in blocks of malloc's, of which the sanitizer sees the ends.");
#endif
    planCompute(Device::Cpu, Precision::F32, 2); // else the library with the pool wouldn't be linked
}

void CpuBlocksTest::largeTensors_data() {
    QTest::addColumn<qlonglong>("floats");
    QTest::addColumn<qulonglong>("asked");
    QTest::newRow("none") << qlonglong(0) << qulonglong(0);
    QTest::newRow("small") << qlonglong(1000) << qulonglong(0);
    QTest::newRow("a megabyte") << qlonglong(1 << 18) << qulonglong(1 << 20);
    QTest::newRow("large") << qlonglong(10 << 20) << qulonglong(40 << 20);
}

void CpuBlocksTest::largeTensors() {
    QFETCH(qlonglong, floats);
    QFETCH(qulonglong, asked);
    const auto before = largeBlocks().figures().asked;
    auto tensor = torch::full({floats}, 2.0f);
    QCOMPARE(largeBlocks().figures().asked - before, asked);
    QCOMPARE(tensor.sum().item<float>(), 2.0f * static_cast<float>(floats));
    tensor.resize_({2 * floats + 1}); // through the raw functions of the allocator
    tensor.fill_(3.0f);
    tensor = torch::Tensor();
    QCOMPARE(largeBlocks().figures().asked, before);
}

void CpuBlocksTest::handsBack() {
    { const auto tensor = torch::ones({1 << 20}); }
    QVERIFY(largeBlocks().figures().held >= 4 << 20);
    handBackFreeMemory();
    QCOMPARE(largeBlocks().figures().held, largeBlocks().figures().asked);
}

// In LibTorch's words, which TorchErrors.h knows.
void CpuBlocksTest::saysWhatIsMissing() {
    QVERIFY_EXCEPTION_THROWN(torch::empty({std::int64_t{1} << 58}), c10::Error);
    const auto tensor = torch::ones({1 << 20});
    QCOMPARE(tensor.sum().item<float>(), 1048576.0f);
}

QTEST_GUILESS_MAIN(CpuBlocksTest)
#include "tst_cpu_blocks.moc"
