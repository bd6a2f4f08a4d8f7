// Attention of one query a text against the usual way, by way of keys and values of all tokens.
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/layers/FirstTokenAttention.h"
#include "tests/support/PackedTexts.h"
#include "tests/support/RandomTensor.h"
#endif

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr std::int64_t dim = 48, heads = 4;
const std::vector<std::int64_t> lengths{5, 1, 70, 2};
constexpr std::int64_t filler = 3; // tokens behind the last text, as batches have them

struct Layers {
    Parameters parameters;
    explicit Layers(bool biases) {
        std::uint64_t seed = 1;
        for (const auto* name : {"key", "value"}) {
            parameters.add({std::string(name) + ".weight", random({dim, dim}, seed++).requires_grad_(true)});
            if (biases)
                parameters.add({std::string(name) + ".bias", random({dim}, seed++).requires_grad_(true)});
        }
    }
    Linear key() const { return {parameters, "key"}; }
    Linear value() const { return {parameters, "value"}; }
};

double difference(const torch::Tensor& found, const torch::Tensor& expected) {
    const auto wide = [](const torch::Tensor& x) { return x.to(torch::kFloat64); };
    return ((wide(found) - wide(expected)).abs().max() / wide(expected).abs().max().clamp_min(1))
        .item<double>();
}

} // namespace

class FirstTokenAttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheUsualWay_data();
    void equalsTheUsualWay();
    void dropoutWeighsTheBias();
    void onlyWhereEveryTokenIsSeen_data();
    void onlyWhereEveryTokenIsSeen();
};

void FirstTokenAttentionTest::equalsTheUsualWay_data() {
    QTest::addColumn<bool>("biases");
    QTest::addColumn<bool>("bf16");
    QTest::addColumn<double>("scale");
    QTest::newRow("float32") << true << false << 0.0;
    QTest::newRow("without biases") << false << false << 0.0;
    QTest::newRow("scaled otherwise") << true << false << 0.3;
    QTest::newRow("bf16") << true << true << 0.0;
}

void FirstTokenAttentionTest::equalsTheUsualWay() {
    QFETCH(bool, biases);
    QFETCH(bool, bf16);
    QFETCH(double, scale);
    const auto type = bf16 ? torch::kBFloat16 : torch::kFloat32;
    const Layers layers(biases);
    const auto batch = textsOf(lengths, filler);
    const auto tokens = batch.segmentStarts.back() + filler,
               texts = static_cast<std::int64_t>(lengths.size());
    AttentionSettings settings;
    settings.heads = heads;
    settings.scale = scale;
    const auto weights = random({texts, dim}, 9);
    const auto results = [&](bool ours) {
        const auto x = (0.3 * random({tokens, dim}, 7)).to(type).requires_grad_(true);
        const auto query = random({texts, dim}, 8).to(type).requires_grad_(true);
        for (const auto& parameter : layers.parameters.all()) parameter.value.mutable_grad().reset();
        const auto key = layers.key(), value = layers.value();
        const auto mix = ours ? firstTokenAttention(query, x, key, value, batch, settings, {})
                              : attention(query, key(x, {}), value(x, {}), batch, settings, {});
        (mix.to(torch::kFloat32) * weights).sum().backward();
        std::vector<torch::Tensor> all{mix.detach(), x.grad(), query.grad()};
        for (const auto& parameter : layers.parameters.all()) all.push_back(parameter.value.grad().clone());
        return all;
    };
    const auto found = results(true), expected = results(false);
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i].sizes(), expected[i].sizes());
        QVERIFY2(difference(found[i], expected[i]) < (bf16 ? 3e-2 : 1e-5), std::to_string(i).c_str());
    }
}

// Where a mask drops and scales up, the bias is weighed with what is left: not at all, or more than once.
void FirstTokenAttentionTest::dropoutWeighsTheBias() {
    const Layers layers(true);
    {
        const torch::NoGradGuard guard;
        layers.parameters.at("value.weight").zero_();
        layers.parameters.at("value.bias").fill_(1);
    }
    AttentionSettings settings;
    settings.heads = heads;
    settings.dropout = 0.5;
    Forward forward;
    forward.training = true;
    forward.generator = at::make_generator<at::CPUGeneratorImpl>(3);
    const auto batch = textsOf(lengths, filler);
    const auto tokens = batch.segmentStarts.back() + filler,
               texts = static_cast<std::int64_t>(lengths.size());
    const auto x = 0.01 * random({tokens, dim}, 7), query = 0.01 * random({texts, dim}, 8);
    auto sum = torch::zeros({texts, dim});
    constexpr int draws = 400;
    for (int i = 0; i < draws; ++i)
        sum += firstTokenAttention(query, x, layers.key(), layers.value(), batch, settings, forward).detach();
    // Of the text with a single token each head gets 0 or 2; one draw deviates by 1 from their mean, 1.
    QVERIFY((sum / draws - 1).abs().max().item<double>() < 5.0 / std::sqrt(draws));
    const auto once =
        firstTokenAttention(query, x, layers.key(), layers.value(), batch, settings, forward)[1];
    QVERIFY(((once < 1e-5) | ((once - 2).abs() < 1e-5)).all().item<bool>());
}

void FirstTokenAttentionTest::onlyWhereEveryTokenIsSeen_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("fits");
    QTest::newRow("all are seen") << "" << true;
    QTest::newRow("those before") << "causal" << false;
    QTest::newRow("those nearby") << "reach" << false;
    QTest::newRow("scores by distance") << "bias" << false;
    QTest::newRow("rows by distance") << "distances" << false;
    QTest::newRow("an adapter") << "adapter" << false;
}

void FirstTokenAttentionTest::onlyWhereEveryTokenIsSeen() {
    QFETCH(QString, what);
    QFETCH(bool, fits);
    Layers layers(true);
    AttentionSettings settings;
    settings.heads = heads;
    settings.causal = what == "causal";
    settings.reach = what == "reach" ? 2 : 0;
    if (what == "bias") settings.bias = torch::zeros({heads, 9});
    if (what == "distances") settings.distances = torch::zeros({9, dim / heads});
    if (what == "adapter")
        layers.parameters.addAdapter("value", {torch::zeros({2, dim}), torch::zeros({dim, 2}), 1, 0});
    QCOMPARE(firstTokenAttentionFits(torch::zeros({9, dim}), layers.key(), layers.value(), settings), fits);
}

QTEST_APPLESS_MAIN(FirstTokenAttentionTest)
#include "tst_first_token_attention.moc"
