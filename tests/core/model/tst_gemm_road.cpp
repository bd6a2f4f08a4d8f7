#include "core/base/Files.h"
#include "core/model/GemmRoad.h"
#include "tests/support/ScratchFolder.h"

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

QTEST_APPLESS_MAIN(GemmRoadTest)
#include "tst_gemm_road.moc"
