// What every family has to keep on the faster ways through a model; that its numbers are the reference's says
// tests/tools/espalier-parity.
#include "core/base/Files.h"
#include "core/model/Checkpoint.h"

#include <QTest>

using namespace espalier;

namespace {

// Texts of 3, 1, 7 and 5 tokens, which every vocabulary has.
TokenBatch someBatch() {
    PackedBatch packed;
    packed.segmentStarts = {0};
    for (const int length : {3, 1, 7, 5}) {
        for (int i = 0; i < length; ++i) {
            packed.ids.push_back(5 + (7 * packed.tokens() + length) % 40);
            packed.typeIds.push_back(0);
            packed.positions.push_back(i);
        }
        packed.segmentStarts.push_back(packed.tokens());
    }
    return toDevice(packed, torch::kCPU);
}

std::unique_ptr<Model> model(const QString& family) {
    const auto folder = fs::path(ESPALIER_FIXTURES) / "families" / family.toStdString();
    auto loaded = loadModel(folder, {"a", "b", "c"}, torch::kCPU, 1).model;
    const torch::NoGradGuard guard; // a new head's numbers are small
    for (const auto& parameter : loaded->parameters().all())
        if (parameter.rung == loaded->config().blocks + 2 && parameter.value.dim() == 2)
            parameter.value.detach().mul_(20);
    return loaded;
}

std::vector<std::string> below(const Model& model, int rung) {
    std::vector<std::string> names;
    for (int i = 0; i < rung; ++i) names.push_back(model.anatomy().rungs[static_cast<std::size_t>(i)].name);
    return names;
}

std::vector<torch::Tensor> gradients(const Model& model, const torch::Tensor& logits) {
    for (const auto& parameter : model.parameters().all()) {
        auto value = parameter.value;
        value.mutable_grad() = torch::Tensor();
    }
    (logits * torch::linspace(-1, 2, logits.numel()).view_as(logits)).sum().backward();
    std::vector<torch::Tensor> all;
    for (const auto& parameter : model.parameters().trainable()) {
        const auto gradient = parameter.value.grad();
        all.push_back(!gradient.defined()    ? torch::zeros_like(parameter.value)
                      : gradient.is_sparse() ? gradient.to_dense()
                                             : gradient);
    }
    return all;
}

double largest(const torch::Tensor& x) {
    return x.abs().max().item<double>();
}

} // namespace

class FamiliesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFamily() {
        QTest::addColumn<QString>("family");
        for (const char* family : {"albert",
                                   "albert-groups",
                                   "bert",
                                   "bert-distances",
                                   "camembert",
                                   "deberta",
                                   "deberta-apart",
                                   "deberta-neighbours",
                                   "distilbert-mlm",
                                   "electra",
                                   "gpt2",
                                   "llama",
                                   "llama-long",
                                   "modernbert",
                                   "modernbert-mean",
                                   "mpnet",
                                   "qwen2",
                                   "qwen2-far",
                                   "roberta-distances",
                                   "roberta-prenorm",
                                   "roberta-prenorm-distances",
                                   "xlm-roberta",
                                   "xlnet"})
            QTest::newRow(family) << QString(family);
    }
    void frozenPartGivesTheSame_data() { everyFamily(); }
    void frozenPartGivesTheSame();
    void recomputedIsTheSame_data() { everyFamily(); }
    void recomputedIsTheSame();
    void bf16StaysClose_data() { everyFamily(); }
    void bf16StaysClose();
};

// At every place where the ladder may be frozen.
void FamiliesTest::frozenPartGivesTheSame() {
    QFETCH(QString, family);
    const auto loaded = model(family);
    const auto batch = someBatch();
    for (int rung = 1; rung < static_cast<int>(loaded->anatomy().rungs.size()); ++rung) {
        loaded->freeze(below(*loaded, rung));
        const auto whole = loaded->logits(batch, {});
        const auto wanted = gradients(*loaded, whole);
        torch::Tensor part;
        {
            const torch::InferenceMode inference; // as it is computed and kept
            part = loaded->frozenPart(batch, {});
        }
        const auto found = loaded->logitsFrom(part.clone(), batch, {});
        QVERIFY2(largest(found - whole) < 1e-5, qPrintable(QString("rung %1").arg(rung)));
        const auto later = gradients(*loaded, found);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY2(largest(later[i] - wanted[i]) <= 1e-4 * std::max(1.0, largest(wanted[i])),
                     loaded->parameters().trainable()[i].name.c_str());
    }
}

void FamiliesTest::recomputedIsTheSame() {
    QFETCH(QString, family);
    const auto loaded = model(family);
    loaded->freeze({});
    const auto kept = gradients(*loaded, loaded->logits(someBatch(), {}));
    std::vector<std::string> blocks;
    for (std::int64_t i = 1; i <= loaded->config().blocks; ++i) blocks.push_back(fmt::format("block.{}", i));
    loaded->recompute(blocks);
    const auto again = gradients(*loaded, loaded->logits(someBatch(), {}));
    for (std::size_t i = 0; i < kept.size(); ++i)
        QVERIFY2(largest(again[i] - kept[i]) <= 1e-6 * std::max(1.0, largest(kept[i])),
                 loaded->parameters().trainable()[i].name.c_str());
}

// Eight bits of a number are right: answers to some hundredths. Gradients to more, in models of 16 numbers a
// token: one that passes zero at a ReLU is a sixteenth of them.
void FamiliesTest::bf16StaysClose() {
    QFETCH(QString, family);
    const auto loaded = model(family);
    loaded->freeze({});
    Forward bf16;
    bf16.compute = torch::kBFloat16;
    const auto exact = loaded->logits(someBatch(), {}), rounded = loaded->logits(someBatch(), bf16);
    QCOMPARE(rounded.scalar_type(), torch::kFloat32);
    QVERIFY2(largest(exact - rounded) < 4e-2 * largest(exact),
             qPrintable(QString::number(largest(exact - rounded) / largest(exact))));
    const auto wanted = gradients(*loaded, exact), found = gradients(*loaded, rounded);
    double norm = 0, difference = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        norm += wanted[i].square().sum().item<double>();
        difference += (found[i] - wanted[i]).square().sum().item<double>();
    }
    QVERIFY2(std::sqrt(difference / norm) < 0.2, qPrintable(QString::number(std::sqrt(difference / norm))));
}

QTEST_APPLESS_MAIN(FamiliesTest)
#include "tst_families.moc"
