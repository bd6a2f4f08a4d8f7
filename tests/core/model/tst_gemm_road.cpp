#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/base/Files.h"
#include "core/model/Device.h"
#include "core/model/GemmRoad.h"
#include "core/model/layers/KernelProduct.h"
#include "tests/support/ScratchFolder.h"

#include <ATen/Context.h>
#endif

#include <QTest>

#include <algorithm>

using namespace espalier;

class GemmRoadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheFastestOfTheExact();
    void remembersWhatItMeasured();
    void takesWhatTheMemorySays_data();
    void takesWhatTheMemorySays();
    void measuresAnewWhereTheMemoryIsDamaged();
    void staysWhileARunHoldsIt();

private:
    const std::vector<GemmShape> shapes_{{64, 96, 96}};
};

void GemmRoadTest::takesTheFastestOfTheExact() {
    const auto choice = chooseGemmRoad(shapes_, {});
    QVERIFY(choice.measuredNow);
    const auto chosen = std::find_if(choice.roads.begin(), choice.roads.end(),
                                     [&](const GemmRoad& road) { return road.name == choice.chosen; });
    QVERIFY(chosen != choice.roads.end());
    QVERIFY(chosen->allowed);
    QCOMPARE(presentGemmRoad(), choice.chosen);
    for (const auto& road : choice.roads) {
        QVERIFY(road.gflops > 0);
        QCOMPARE(road.allowed, road.error < 1e-5);
        QVERIFY(!road.allowed || road.gflops <= chosen->gflops);
    }
}

void GemmRoadTest::remembersWhatItMeasured() {
    const ScratchFolder folder;
    const auto memory = folder / "cache/roads.json";
    const auto first = chooseGemmRoad(shapes_, memory), second = chooseGemmRoad(shapes_, memory);
    QVERIFY(first.measuredNow);
    QVERIFY(!second.measuredNow);
    QCOMPARE(second.chosen, first.chosen);
    QVERIFY(chooseGemmRoad({{64, 96, 32}}, memory).measuredNow); // another model
    QVERIFY(!chooseGemmRoad(shapes_, memory).measuredNow);       // both are kept
}

void GemmRoadTest::takesWhatTheMemorySays_data() {
    QTest::addColumn<double>("oneDnn"); // GFLOP/s beside the usual road's 100
    QTest::addColumn<double>("ours");
    QTest::addColumn<bool>("exact"); // oneDNN
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<bool>("medium"); // LibTorch's setting: what is not by our kernels goes through oneDNN
    QTest::newRow("oneDNN is the fastest") << 200.0 << 150.0 << true << "oneDNN" << true;
    QTest::newRow("our kernels are") << 150.0 << 200.0 << true << "Espalier" << true;
    QTest::newRow("ours before the usual one") << 50.0 << 200.0 << true << "Espalier" << false;
    QTest::newRow("the usual one is") << 50.0 << 60.0 << true << "" << false;
    QTest::newRow("an inexact one is never taken") << 1e6 << 60.0 << false << "" << false;
    QTest::newRow("nor beside our kernels") << 1e6 << 200.0 << false << "Espalier" << false;
}

void GemmRoadTest::takesWhatTheMemorySays() {
    QFETCH(double, oneDnn);
    QFETCH(double, ours);
    QFETCH(bool, exact);
    QFETCH(QString, chosen);
    QFETCH(bool, medium);
    const ScratchFolder folder;
    const auto memory = folder / "roads.json";
    chooseGemmRoad(shapes_, memory);
    auto json = readJson(memory);
    auto& roads = json.front();
    roads[0].update({{"gflops", 100}, {"allowed", true}});
    roads[1].update({{"gflops", oneDnn}, {"error", exact ? 1e-6 : 0.003}, {"allowed", exact}});
    roads[2].update({{"gflops", ours}, {"allowed", true}});
    writeFileAtomically(memory, json.dump());
    const auto expected = chosen.isEmpty() ? roads[0]["name"].get<std::string>() : chosen.toStdString();
    QCOMPARE(chooseGemmRoad(shapes_, memory).chosen, expected);
    QCOMPARE(presentGemmRoad(), expected);
    QCOMPARE(at::globalContext().float32MatmulPrecision() == at::Float32MatmulPrecision::MEDIUM, medium);
}

void GemmRoadTest::measuresAnewWhereTheMemoryIsDamaged() {
    const ScratchFolder folder;
    const auto memory = folder / "roads.json";
    chooseGemmRoad(shapes_, memory);
    auto lacking = readJson(memory); // as an earlier version wrote it, which knew fewer roads
    lacking.front().erase(1);
    for (const auto& content : {std::string(), std::string("{\"half"), std::string("[1, 2]"),
                                std::string("{\"other\": 3}"), lacking.dump()}) {
        writeFileAtomically(memory, content);
        QVERIFY(chooseGemmRoad(shapes_, memory).measuredNow);
        QVERIFY(!chooseGemmRoad(shapes_, memory).measuredNow);
    }
}

// Somebody tries sentences in bf16 or with other threads while a run trains in float32.
void GemmRoadTest::staysWhileARunHoldsIt() {
    const auto setting = [] { return at::globalContext().float32MatmulPrecision(); };
    ModelConfig config;
    config.hiddenSize = config.intermediateSize = 32;
    ComputePlan exact, rounded;
    rounded.precision = torch::kBFloat16;
    rounded.precisionName = "bf16";
    {
        const HeldGemmRoad held(exact, config);
        QVERIFY(held.message());
        at::globalContext().setFloat32MatmulPrecision("medium"); // as if it had been measured so
        takeKernelProducts(true);
        takeGemmRoad(rounded, config);
        QCOMPARE(setting(), at::Float32MatmulPrecision::MEDIUM);
        QVERIFY(kernelProductsTaken());
    }
    takeGemmRoad(rounded, config);
    QCOMPARE(setting(), at::Float32MatmulPrecision::HIGHEST);
    QVERIFY(!kernelProductsTaken());
}

QTEST_APPLESS_MAIN(GemmRoadTest)
#include "tst_gemm_road.moc"
