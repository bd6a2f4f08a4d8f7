#include "core/base/BlockPool.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

using namespace espalier;

namespace {

constexpr std::size_t mega = 1 << 20;

} // namespace

class BlockPoolTest : public QObject {
    Q_OBJECT

private slots:
    void takesAgain_data();
    void takesAgain();
    void smallestThatSuffices();
    void leastUsedMakesRoom();
    void spareBytesKeepSizesApart();
    void growsOneBlock();
    void holdsWhatWasUsedAtOnce();
    void keepsContents();
    void giveBack();
    void refuses();
    void manyThreads();
};

void BlockPoolTest::takesAgain_data() {
    QTest::addColumn<qulonglong>("first");
    QTest::addColumn<qulonglong>("second");
    QTest::addColumn<bool>("same");
    QTest::newRow("same size") << qulonglong(10 * mega) << qulonglong(10 * mega) << true;
    QTest::newRow("in the same page") << qulonglong(10 * mega) << qulonglong(10 * mega - 100) << true;
    QTest::newRow("a quarter more") << qulonglong(10 * mega) << qulonglong(8 * mega) << true;
    QTest::newRow("over a quarter more") << qulonglong(10 * mega) << qulonglong(7 * mega) << false;
    QTest::newRow("too small") << qulonglong(10 * mega) << qulonglong(10 * mega + 1) << false;
}

void BlockPoolTest::takesAgain() {
    QFETCH(qulonglong, first);
    QFETCH(qulonglong, second);
    QFETCH(bool, same);
    BlockPool pool;
    void* other = pool.take(30 * mega); // so that one more wouldn't be too many
    void* block = pool.take(first);
    QVERIFY(pool.put(other));
    QVERIFY(pool.put(block));
    void* again = pool.take(second);
    QVERIFY(again);
    QCOMPARE(again == block, same);
    QVERIFY(pool.put(again));
}

void BlockPoolTest::smallestThatSuffices() {
    BlockPool pool;
    void* larger = pool.take(12 * mega);
    void* smaller = pool.take(11 * mega);
    pool.put(smaller);
    pool.put(larger);
    QCOMPARE(pool.take(10 * mega), smaller);
    QCOMPARE(pool.take(10 * mega), larger);
    pool.put(smaller);
    pool.put(larger);
}

// More than was ever needed at once is not held: what nobody asks for any more goes.
void BlockPoolTest::leastUsedMakesRoom() {
    BlockPool pool;
    void* first = pool.take(4 * mega);
    void* second = pool.take(6 * mega);
    pool.put(first);
    pool.put(second);
    void* third = pool.take(3 * mega); // a new one in the place of the first, whose pages it keeps
    QCOMPARE(pool.figures().held, 9 * mega);
    void* fourth = pool.take(6 * mega);
    QCOMPARE(fourth, second);
    QCOMPARE(pool.figures().held, 9 * mega);
    pool.put(third);
    pool.put(fourth);
}

// As in prediction, whose blocks take one size after the other: both stay, but not a third.
void BlockPoolTest::spareBytesKeepSizesApart() {
    BlockPool pool(5 * mega);
    void* larger = pool.take(6 * mega);
    pool.put(larger);
    void* smaller = pool.take(3 * mega);
    pool.put(smaller);
    QCOMPARE(pool.figures().held, 9 * mega);
    QCOMPARE(pool.take(6 * mega), larger);
    pool.put(larger);
    QCOMPARE(pool.take(3 * mega), smaller);
    pool.put(smaller);
    pool.put(pool.take(4 * mega)); // in the place of what nobody took for longest
    QCOMPARE(pool.figures().held, 7 * mega);
    QCOMPARE(pool.take(3 * mega), smaller);
    pool.put(smaller);
}

void BlockPoolTest::growsOneBlock() {
    BlockPool pool;
    pool.put(pool.take(4 * mega));
    void* block = pool.take(5 * mega);
    std::memset(block, 1, 5 * mega);
    QCOMPARE(pool.figures().held, 5 * mega);
    pool.put(block);
}

// As in steps of training with texts of any length.
void BlockPoolTest::holdsWhatWasUsedAtOnce() {
    BlockPool pool;
    std::mt19937 random(1);
    std::vector<void*> taken;
    std::size_t most = 0;
    for (int step = 0; step < 200; ++step) {
        const auto tokens = 200 + random() % 800;
        for (int i = 0; i < 20; ++i) {
            taken.push_back(pool.take(tokens * (1 + random() % 12) * 1536));
            most = std::max(most, pool.figures().asked);
            QVERIFY(pool.figures().held <= most + most / 4);
            if (taken.size() > 12) {
                QVERIFY(pool.put(taken.front()));
                taken.erase(taken.begin());
            }
        }
    }
    for (void* each : taken) QVERIFY(pool.put(each));
    QCOMPARE(pool.figures().asked, std::size_t(0));
}

void BlockPoolTest::keepsContents() {
    BlockPool pool;
    std::mt19937 random(2);
    struct Block {
        unsigned char* start;
        std::size_t size;
        unsigned char mark;
    };
    std::vector<Block> blocks;
    const auto intact = [](const Block& block) {
        return std::all_of(block.start, block.start + block.size,
                           [&](unsigned char byte) { return byte == block.mark; });
    };
    for (int i = 0; i < 300; ++i) {
        const std::size_t size = 1 + random() % (64 << 10);
        const auto mark = static_cast<unsigned char>(random());
        auto* start = static_cast<unsigned char*>(pool.take(size));
        std::memset(start, mark, size);
        blocks.push_back({start, size, mark});
        if (blocks.size() > 10) {
            const auto at = random() % blocks.size();
            QVERIFY(intact(blocks[at]));
            QVERIFY(pool.put(blocks[at].start));
            blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    for (const auto& block : blocks) {
        QVERIFY(intact(block));
        QVERIFY(pool.put(block.start));
    }
}

void BlockPoolTest::giveBack() {
    BlockPool pool;
    void* kept = pool.take(2 * mega);
    pool.put(pool.take(8 * mega));
    QCOMPARE(pool.figures().held, 10 * mega);
    pool.giveBack();
    QCOMPARE(pool.figures().held, 2 * mega);
    pool.put(kept);
    pool.giveBack();
    QCOMPARE(pool.figures().held, std::size_t(0));
}

void BlockPoolTest::refuses() {
    BlockPool pool;
    int elsewhere = 0;
    QVERIFY(!pool.put(&elsewhere));
    QVERIFY(!pool.put(nullptr));
    pool.put(pool.take(mega));
    QCOMPARE(pool.take(std::size_t{1} << 60), nullptr);
    QCOMPARE(pool.take(SIZE_MAX), nullptr);
    QCOMPARE(pool.figures().asked, std::size_t(0));
    void* block = pool.take(mega); // it goes on
    QVERIFY(block);
    QVERIFY(pool.put(block));
    QVERIFY(!pool.put(block)); // once only
    pool.put(pool.take(2 * mega));
    QCOMPARE(pool.figures().held, 2 * mega); // what wasn't to be had doesn't count as used
}

void BlockPoolTest::manyThreads() {
    BlockPool pool;
    {
        std::vector<std::jthread> threads;
        for (unsigned seed = 0; seed < 4; ++seed)
            threads.emplace_back([&pool, seed] {
                std::mt19937 random(seed);
                std::vector<void*> taken;
                for (int i = 0; i < 500; ++i) {
                    const std::size_t size = 4096 + random() % mega;
                    taken.push_back(pool.take(size));
                    static_cast<char*>(taken.back())[size - 1] = 1;
                    if (taken.size() > 5) {
                        pool.put(taken.front());
                        taken.erase(taken.begin());
                    }
                    if (i % 100 == 0) pool.giveBack();
                }
                for (void* each : taken) pool.put(each);
            });
    }
    QCOMPARE(pool.figures().asked, std::size_t(0));
    pool.giveBack();
    QCOMPARE(pool.figures().held, std::size_t(0));
}

QTEST_GUILESS_MAIN(BlockPoolTest)
#include "tst_block_pool.moc"
