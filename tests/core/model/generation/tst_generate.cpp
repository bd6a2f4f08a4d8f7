// Writing token by token: greedy, by beams and drawn, with a decoder whose every probability is known; and a
// real one, whose cache must change nothing.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/model/Checkpoint.h"
#include "core/model/generation/CausalDecoder.h"
#endif

#include <QTest>

#include <map>
#include <set>

using namespace espalier;

namespace {

using Ids = std::vector<std::int64_t>;

// Probabilities of the next token by the one before it: what comes depends on nothing else.
class Chain : public Decoder {
public:
    explicit Chain(std::vector<std::vector<double>> table) : table_(std::move(table)) {}

    torch::Tensor next(const torch::Tensor& ids) override {
        std::vector<torch::Tensor> rows;
        for (std::int64_t row = 0; row < ids.size(0); ++row)
            rows.push_back(torch::tensor(table_[static_cast<std::size_t>(ids[row][-1].item<std::int64_t>())],
                                         torch::kFloat32)
                               .log());
        ++steps;
        return torch::stack(rows);
    }
    void reorder(const torch::Tensor& rows) override { lastOrder = rows; }

    int steps = 0;
    torch::Tensor lastOrder;

private:
    std::vector<std::vector<double>> table_;
};

// Token 0 begins, 3 ends. The likeliest first step, 1, leads into what is unlikely; 2 leads straight to the
// end.
Chain trap() {
    return Chain({{0.001, 0.6, 0.398, 0.001},
                  {0.001, 0.4, 0.3, 0.299},
                  {0.001, 0.001, 0.001, 0.997},
                  {0.25, 0.25, 0.25, 0.25}});
}

} // namespace

class GenerateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheLikeliest();
    void beamsFindTheBetterWhole();
    void lengthPenaltyDecides();
    void theFullLengthEndsAsAsked();
    void drawsByProbability();
    void drawsFromTheLikeliestOnly_data();
    void drawsFromTheLikeliestOnly();
    void sameSeedSameText();
    void refuses_data();
    void refuses();
    void stops();
    void cacheChangesNothing_data();
    void cacheChangesNothing();
    void readersDoNotWrite();
};

void GenerateTest::takesTheLikeliest() {
    auto chain = trap();
    QCOMPARE(generate(chain, {0}, {.newTokens = 3, .ends = {3}}), (Ids{0, 1, 1, 1}));
    QCOMPARE(chain.steps, 3);
}

void GenerateTest::beamsFindTheBetterWhole() {
    auto chain = trap();
    // 0.398 · 0.997 beats whatever begins with 0.6, also by length
    QCOMPARE(generate(chain, {0}, {.newTokens = 3, .ends = {3}, .beams = 2}), (Ids{0, 2, 3}));
}

void GenerateTest::lengthPenaltyDecides() {
    Chain chain({{0.01, 0.5, 0.48, 0.01},
                 {0.01, 0.01, 0.01, 0.97},
                 {0.01, 0.01, 0.97, 0.01},
                 {0.25, 0.25, 0.25, 0.25}});
    const GenerationSettings shorter{.newTokens = 6, .ends = {3}, .beams = 2, .lengthPenalty = 0};
    QCOMPARE(generate(chain, {0}, shorter), (Ids{0, 1, 3}));
    const GenerationSettings longer{.newTokens = 6, .ends = {3}, .beams = 2, .lengthPenalty = 2};
    QCOMPARE(generate(chain, {0}, longer).size(), std::size_t(7));
}

void GenerateTest::theFullLengthEndsAsAsked() {
    auto chain = trap();
    for (const std::int64_t beams : {1, 2})
        QCOMPARE(generate(chain, {0}, {.newTokens = 1, .ends = {3}, .forcedEnd = 3, .beams = beams}),
                 (Ids{0, 3}));
}

void GenerateTest::drawsByProbability() {
    std::map<std::int64_t, int> counts;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        auto chain = trap();
        ++counts[generate(chain, {0}, {.newTokens = 1, .sample = true, .seed = seed}).back()];
    }
    QVERIFY(std::abs(counts[1] / 400.0 - 0.6) < 0.1);
    QVERIFY(std::abs(counts[2] / 400.0 - 0.398) < 0.1);
    std::map<std::int64_t, int> hot; // at a high temperature all are alike
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        auto chain = trap();
        ++hot[generate(chain, {0}, {.newTokens = 1, .sample = true, .temperature = 100, .seed = seed})
                  .back()];
    }
    QVERIFY(hot[0] > 50 && hot[3] > 50);
}

void GenerateTest::drawsFromTheLikeliestOnly_data() {
    QTest::addColumn<qint64>("topK");
    QTest::addColumn<double>("topP");
    QTest::addColumn<int>("different"); // tokens that occur
    QTest::newRow("one of the likeliest") << qint64(1) << 1.0 << 1;
    QTest::newRow("two of the likeliest") << qint64(2) << 1.0 << 2;
    QTest::newRow("up to half") << qint64(0) << 0.5 << 1;
    QTest::newRow("up to nine tenths") << qint64(0) << 0.9 << 2;
    QTest::newRow("more than there are") << qint64(9) << 1.0 << 4;
}

void GenerateTest::drawsFromTheLikeliestOnly() {
    QFETCH(qint64, topK);
    QFETCH(double, topP);
    QFETCH(int, different);
    std::set<std::int64_t> met;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        auto chain = trap();
        const double temperature = topK > 4 ? 100 : 1; // so that the unlikely come, too
        met.insert(generate(chain, {0},
                            {.newTokens = 1,
                             .sample = true,
                             .temperature = temperature,
                             .topK = topK,
                             .topP = topP,
                             .seed = seed})
                       .back());
    }
    QCOMPARE(static_cast<int>(met.size()), different);
}

void GenerateTest::sameSeedSameText() {
    const GenerationSettings settings{.newTokens = 20, .sample = true, .temperature = 3, .seed = 5};
    auto one = trap(), other = trap();
    const auto text = generate(one, {0}, settings);
    QCOMPARE(generate(other, {0}, settings), text);
    auto another = settings;
    another.seed = 6;
    auto third = trap();
    QVERIFY(generate(third, {0}, another) != text);
}

void GenerateTest::refuses_data() {
    QTest::addColumn<int>("which");
    for (int i = 0; i < 5; ++i) QTest::newRow(qPrintable(QString::number(i))) << i;
}

void GenerateTest::refuses() {
    QFETCH(int, which);
    const GenerationSettings settings[] = {{.newTokens = 0},
                                           {.beams = 0},
                                           {.beams = 2, .sample = true},
                                           {.sample = true, .temperature = 0},
                                           {.sample = true, .topP = 0}};
    auto chain = trap();
    QVERIFY_THROWS_EXCEPTION(Error, generate(chain, {0}, settings[which]));
}

void GenerateTest::stops() {
    std::stop_source source;
    source.request_stop();
    auto chain = trap();
    QCOMPARE(generate(chain, {0}, {.newTokens = 50}, source.get_token()), (Ids{0}));
    QCOMPARE(generate(chain, {0}, {.newTokens = 50, .beams = 3}, source.get_token()), (Ids{0}));
}

void GenerateTest::cacheChangesNothing_data() {
    QTest::addColumn<QString>("family");
    for (const auto* family : {"gpt2-writes", "llama-writes", "qwen2-writes"})
        QTest::newRow(family) << family;
}

void GenerateTest::cacheChangesNothing() {
    QFETCH(QString, family);
    const auto folder = fs::path(ESPALIER_FIXTURES) / "families" / family.toStdString();
    const auto model = loadModel(folder, {}, torch::kCPU, 1, {.tokenHead = "causal-lm"}).model;
    const torch::NoGradGuard guard;
    const auto ids = torch::tensor({7, 9, 30, 11, 12, 40, 8}, torch::kInt64).unsqueeze(0);
    CausalDecoder whole(*model), pieces(*model);
    const auto expected = whole.next(ids);
    (void)pieces.next(ids.slice(1, 0, 3));
    (void)pieces.next(ids.slice(1, 3, 4));
    const auto found = pieces.next(ids.slice(1, 4));
    QVERIFY((found - expected).abs().max().item<double>() < 1e-5);
    // Two rows that part ways, then change places.
    CausalDecoder rows(*model);
    (void)rows.next(ids.slice(1, 0, 6));
    rows.reorder(torch::tensor({0, 0}, torch::kInt64));
    const auto two = rows.next(torch::tensor({{5}, {8}}, torch::kInt64));
    QVERIFY((two[1] - expected[0]).abs().max().item<double>() < 1e-5);
    QVERIFY((two[0] - expected[0]).abs().max().item<double>() > 1e-3);
    rows.reorder(torch::tensor({1, 0}, torch::kInt64));
    const auto swapped = rows.next(torch::tensor({{6}, {6}}, torch::kInt64));
    CausalDecoder straight(*model);
    const auto longer = torch::cat({ids, torch::full({1, 1}, 6, torch::kInt64)}, 1);
    QVERIFY((swapped[0] - straight.next(longer)[0]).abs().max().item<double>() < 1e-5);
}

void GenerateTest::readersDoNotWrite() {
    const auto folder = fs::path(ESPALIER_FIXTURES) / "families/roberta-mlm";
    const auto model = loadModel(folder, {}, torch::kCPU, 1, {.tokenHead = "masked-lm"}).model;
    CausalDecoder decoder(*model);
    QVERIFY_THROWS_EXCEPTION(Error, decoder.next(torch::full({1, 1}, 6, torch::kInt64)));
}

QTEST_APPLESS_MAIN(GenerateTest)
#include "tst_generate.moc"
