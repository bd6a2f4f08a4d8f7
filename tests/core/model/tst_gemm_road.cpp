#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/base/Files.h"
#include "core/model/Device.h"
#include "core/model/GemmRoad.h"
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
    void neverTakesAnInexactRoad();
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

void GemmRoadTest::neverTakesAnInexactRoad() {
    const ScratchFolder folder;
    const auto memory = folder / "roads.json";
    chooseGemmRoad(shapes_, memory);
    auto json = readJson(memory);
    for (auto& road : json.front())
        if (road["name"] == "oneDNN") road.update({{"gflops", 1e6}, {"error", 0.003}, {"allowed", false}});
    writeFileAtomically(memory, json.dump());
    QCOMPARE(chooseGemmRoad(shapes_, memory).chosen, json.front().front()["name"].get<std::string>());
}

void GemmRoadTest::measuresAnewWhereTheMemoryIsDamaged() {
    const ScratchFolder folder;
    for (const auto* content : {"", "{\"half", "[1, 2]", "{\"other\": 3}"}) {
        const auto memory = folder / "roads.json";
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
        at::globalContext().setFloat32MatmulPrecision("medium"); // as if oneDNN were the faster one
        takeGemmRoad(rounded, config);
        QCOMPARE(setting(), at::Float32MatmulPrecision::MEDIUM);
    }
    takeGemmRoad(rounded, config);
    QCOMPARE(setting(), at::Float32MatmulPrecision::HIGHEST);
}

QTEST_APPLESS_MAIN(GemmRoadTest)
#include "tst_gemm_road.moc"
