#include "core/base/Error.h"
#include "core/data/Batches.h"
#include "core/data/PackedBatch.h"

#include <QTest>

#include <algorithm>

using namespace espalier;

namespace {

std::vector<std::size_t> flattened(const BatchOrder& batches) {
    std::vector<std::size_t> all;
    for (const auto& batch : batches) all.insert(all.end(), batch.begin(), batch.end());
    return all;
}

Encoding encodingOf(std::vector<std::int32_t> ids, std::vector<std::int32_t> typeIds) {
    return {std::move(ids), std::move(typeIds), {}};
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private slots:
    void everyExampleOnce() {
        const auto batches = shuffledBatches(10, 4, 1, 0);
        QCOMPARE(batches.size(), std::size_t(3));
        QCOMPARE(batches[2].size(), std::size_t(2));
        auto all = flattened(batches);
        std::sort(all.begin(), all.end());
        for (std::size_t i = 0; i < all.size(); ++i) QCOMPARE(all[i], i);
        QVERIFY(shuffledBatches(0, 4, 1, 0).empty());
    }

    void orderComesFromSeedAndEpoch() {
        QCOMPARE(shuffledBatches(100, 8, 5, 2), shuffledBatches(100, 8, 5, 2));
        QVERIFY(shuffledBatches(100, 8, 5, 2) != shuffledBatches(100, 8, 5, 3));
        QVERIFY(shuffledBatches(100, 8, 5, 2) != shuffledBatches(100, 8, 6, 2));
        QVERIFY(shuffledBatches(100, 8, 5, 6) != shuffledBatches(100, 8, 6, 5));
    }

    void asOftenAsItsWeightSays() {
        const std::vector<double> weights{1, 0, 3, 1, 0.5, 0.5, 2, 0}; // one each on average
        std::vector<int> times(weights.size());
        constexpr int epochs = 200;
        for (int epoch = 0; epoch < epochs; ++epoch) {
            const auto all = flattened(weightedBatches(weights, 3, 1, epoch));
            QCOMPARE(all.size(), weights.size());
            std::vector<int> here(weights.size());
            for (const auto i : all) ++here[i];
            for (std::size_t i = 0; i < here.size(); ++i) {
                QVERIFY(std::abs(here[i] - weights[i]) < 1 + 1e-9);
                times[i] += here[i];
            }
        }
        for (std::size_t i = 0; i < times.size(); ++i)
            QVERIFY(std::abs(times[i] - epochs * weights[i]) <= 0.15 * epochs);
        QCOMPARE(weightedBatches(weights, 3, 1, 0), weightedBatches(weights, 3, 1, 0));
        QVERIFY(weightedBatches(weights, 3, 1, 0) != weightedBatches(weights, 3, 1, 1));
        QVERIFY_EXCEPTION_THROWN(weightedBatches(std::vector<double>{0, 0}, 3, 1, 0), Error);
    }

    void everyLabelEquallyOften() {
        std::vector<std::int64_t> targets(30, 0); // ten times as many as of the others
        targets.insert(targets.end(), {1, 1, 1, 2, 2, 2});
        const auto all = flattened(balancedBatches(targets, 4, 1, 0));
        QCOMPARE(all.size(), targets.size());
        std::vector<int> times(targets.size()), counts(3);
        for (const auto i : all) {
            ++times[i];
            ++counts[static_cast<std::size_t>(targets[i])];
        }
        QCOMPARE(counts, (std::vector<int>{12, 12, 12}));
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (targets[i] == 0) QVERIFY(times[i] <= 1);
            if (targets[i] != 0) QCOMPARE(times[i], 4);
        }
        QVERIFY(all != flattened(balancedBatches(targets, 4, 1, 1)));
        QCOMPARE(all, flattened(balancedBatches(targets, 4, 1, 0)));
    }

    void longestFirstUpToTheTokens() {
        const std::vector<std::int64_t> lengths = {2, 9, 4, 4, 1};
        QCOMPARE(batchesByLength(lengths, 8), (BatchOrder{{1}, {2, 3}, {0, 4}}));
        QCOMPARE(batchesByLength(lengths, 100), (BatchOrder{{1, 2, 3, 0, 4}}));
        QVERIFY(batchesByLength({}, 8).empty());
    }

    void packs() {
        const std::vector<Encoding> encodings = {encodingOf({101, 7, 102}, {0, 0, 0}),
                                                 encodingOf({101, 102}, {0, 1})};
        const Targets targets{{3, 5}};
        const PackedBatch batch = pack(encodings, targets, std::vector<std::size_t>{1, 0});
        QCOMPARE(batch.ids, (std::vector<std::int64_t>{101, 102, 101, 7, 102}));
        QCOMPARE(batch.typeIds, (std::vector<std::int64_t>{0, 1, 0, 0, 0}));
        QCOMPARE(batch.positions, (std::vector<std::int64_t>{0, 1, 0, 1, 2}));
        QCOMPARE(batch.segmentStarts, (std::vector<std::int64_t>{0, 2, 5}));
        QCOMPARE(batch.targets.values, (std::vector<double>{5, 3}));
        const Targets wide{{1, 0, 0, 1}, 2};
        QCOMPARE(pack(encodings, wide, std::vector<std::size_t>{1, 0}).targets.values,
                 (std::vector<double>{0, 1, 1, 0}));
        QCOMPARE(batch.tokens(), 5);
        QCOMPARE(batch.segments(), 2);
        QCOMPARE(batch.longest(), 3);
    }

    void packsWithoutTargets() {
        const std::vector<Encoding> encodings = {encodingOf({1}, {0})};
        QVERIFY(pack(encodings, {}, std::vector<std::size_t>{0}).targets.empty());
    }
};

QTEST_APPLESS_MAIN(TestBatches)
#include "tst_batches.moc"
