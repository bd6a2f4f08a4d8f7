#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "core/model/Checkpoint.h"
#include "core/model/Tensors.h"
#endif

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bareEncoderGetsAHead();
    void otherLabelsGetANewHead();
    void labelsThatNobodyNamed_data();
    void labelsThatNobodyNamed();
    void sameSeedSameHead();
    void savesWhatItLoads();
    void refuses_data();
    void refuses();
    void takesOldNamesAndLeavesOtherHeads();

private:
    QTemporaryDir dir_;
    int folders_ = 0;
    static fs::path fixture(const char* name) { return fs::path(ESPALIER_FIXTURES) / name; }
    // A copy of the tiny classifier whose tensors were changed.
    fs::path changed(const std::function<void(std::map<std::string, torch::Tensor>&)>& change) {
        const auto folder = fs::path(dir_.path().toStdString()) / std::to_string(++folders_);
        fs::create_directories(folder);
        const auto source = fixture("parity/bert-seqcls");
        fs::copy_file(source / "config.json", folder / "config.json");
        std::map<std::string, torch::Tensor> tensors;
        const SafetensorsFile file(source / "model.safetensors");
        for (const auto& [name, entry] : file.tensors()) tensors.emplace(name, toTensor(entry));
        change(tensors);
        std::map<std::string, TensorEntry> entries;
        for (const auto& [name, tensor] : tensors) entries.emplace(name, toEntry(tensor));
        writeSafetensors(folder / "model.safetensors", entries);
        return folder;
    }
};

void CheckpointTest::bareEncoderGetsAHead() {
    const auto loaded = loadModel(fixture("models/tiny-bert"), {"a", "b", "c"}, torch::kCPU, 1);
    QCOMPARE(loaded.notes.size(), std::size_t{1});
    QVERIFY(loaded.notes[0].english().find("classifier.weight, classifier.bias") != std::string::npos);
    QVERIFY(loaded.model->parameters().at("classifier.weight").sizes() == (std::vector<std::int64_t>{3, 32}));
    QVERIFY_EXCEPTION_THROWN(loadModel(fixture("models/tiny-bert"), {}, torch::kCPU, 1), Error);
}

void CheckpointTest::otherLabelsGetANewHead() {
    const auto folder = fixture("parity/bert-seqcls");
    const auto own = loadModel(folder, {}, torch::kCPU, 1);
    QVERIFY(own.notes.empty());
    QCOMPARE(own.model->labels().size(), std::size_t{3});
    QVERIFY(loadModel(folder, own.model->labels(), torch::kCPU, 1).notes.empty());
    QCOMPARE(loadModel(folder, {"x", "y", "z"}, torch::kCPU, 1).notes.size(), std::size_t{1});
    QCOMPARE(loadModel(folder, {"x", "y"}, torch::kCPU, 1).notes.size(), std::size_t{1});
}

void CheckpointTest::labelsThatNobodyNamed_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<int>("count");  // 0: not said
    QTest::addColumn<int>("labels"); // -1: refused
    QTest::newRow("two are left out") << "BertForSequenceClassification" << 0 << 2;
    QTest::newRow("only their number is said") << "BertForSequenceClassification" << 5 << 5;
    QTest::newRow("no head") << "BertModel" << 0 << 0;
    QTest::newRow("less than one") << "BertForSequenceClassification" << -3 << -1;
    QTest::newRow("too many") << "BertForSequenceClassification" << (1 << 30) << -1;
}

void CheckpointTest::labelsThatNobodyNamed() {
    QFETCH(QString, architecture);
    QFETCH(int, count);
    QFETCH(int, labels);
    auto config = readJson(fixture("parity/bert-seqcls/config.json"));
    for (const auto* key : {"id2label", "label2id", "num_labels"}) config.erase(key);
    config["architectures"] = {architecture.toStdString()};
    if (count != 0) config["num_labels"] = count;
    const auto folder = fs::path(dir_.path().toStdString()) / std::to_string(++folders_);
    fs::create_directories(folder);
    writeFileAtomically(folder / "config.json", config.dump());
    if (labels < 0) {
        QVERIFY_EXCEPTION_THROWN(readConfig(folder), Error);
        return;
    }
    const auto found = readConfig(folder).labels;
    QCOMPARE(std::ssize(found), labels);
    if (labels > 0) QCOMPARE(found.back(), fmt::format("LABEL_{}", labels - 1));
}

void CheckpointTest::sameSeedSameHead() {
    const auto head = [](std::uint64_t seed) {
        return loadModel(fixture("models/tiny-bert"), {"a", "b"}, torch::kCPU, seed)
            .model->parameters()
            .at("classifier.weight");
    };
    QVERIFY(torch::equal(head(5), head(5)));
    QVERIFY(!torch::equal(head(5), head(6)));
}

void CheckpointTest::savesWhatItLoads() {
    const auto folder = fs::path(dir_.path().toStdString()) / "saved";
    fs::create_directories(folder);
    const auto first = loadModel(fixture("models/tiny-bert"), {"良い", "b"}, torch::kCPU, 1);
    saveModel(*first.model, Json::object(), fixture("models/tiny-bert"), 48, folder);
    const auto second = loadModel(folder, {}, torch::kCPU, 2);
    QVERIFY(second.notes.empty());
    QVERIFY(second.model->labels() == first.model->labels());
    for (const auto& parameter : first.model->parameters().all())
        QVERIFY(torch::equal(parameter.value, second.model->parameters().at(parameter.name)));
    QVERIFY(!tokenizerFiles(folder).empty());
    QCOMPARE(loadTokenizer(folder)->modelMaxLength(), 48);
}

void CheckpointTest::refuses_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("expected");
    QTest::newRow("missing") << "missing"
                             << "\"bert.encoder.layer.1.output.dense.bias\" is missing";
    QTest::newRow("unexpected") << "unexpected"
                                << "\"bert.encoder.layer.7.output.dense.bias\" [32] is not expected";
    QTest::newRow("misshaped") << "misshaped"
                               << "\"bert.pooler.dense.weight\" is [32, 31], config.json says [32, 32]";
    QTest::newRow("no head")
        << "no head"
        << "config.json names 3 labels, but the weights that tell them apart are missing: "
           "classifier.weight, classifier.bias";
    QTest::newRow("no pooler") << "no pooler"
                               << "are missing: bert.pooler.dense.weight, bert.pooler.dense.bias";
    QTest::newRow("head") << "head"
                          << "\"classifier.weight\" is [4, 32], config.json names 3 labels";
}

void CheckpointTest::refuses() {
    QFETCH(QString, change);
    QFETCH(QString, expected);
    const auto folder = changed([&](auto& tensors) {
        if (change == "missing") tensors.erase("bert.encoder.layer.1.output.dense.bias");
        if (change == "unexpected") tensors["bert.encoder.layer.7.output.dense.bias"] = torch::zeros({32});
        if (change == "misshaped") tensors["bert.pooler.dense.weight"] = torch::zeros({32, 31});
        if (change == "no head")
            std::erase_if(tensors, [](auto& t) { return t.first.starts_with("classifier."); });
        if (change == "no pooler")
            std::erase_if(tensors, [](auto& t) { return t.first.starts_with("bert.pooler."); });
        if (change == "head") tensors["classifier.weight"] = torch::zeros({4, 32});
    });
    try {
        loadModel(folder, {}, torch::kCPU, 1);
        QFAIL("expected an error");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Mismatch);
        QVERIFY2(QString(error.what()).contains(expected), error.what());
    }
}

void CheckpointTest::takesOldNamesAndLeavesOtherHeads() {
    const auto folder = changed([](auto& tensors) {
        tensors["bert.embeddings.LayerNorm.gamma"] = tensors["bert.embeddings.LayerNorm.weight"];
        tensors["bert.embeddings.LayerNorm.beta"] = tensors["bert.embeddings.LayerNorm.bias"];
        tensors.erase("bert.embeddings.LayerNorm.weight");
        tensors.erase("bert.embeddings.LayerNorm.bias");
        tensors["cls.predictions.bias"] = torch::zeros({900});
        tensors["bert.embeddings.position_ids"] = torch::arange(80).unsqueeze(0);
        for (auto& [name, tensor] : tensors)
            if (tensor.is_floating_point()) tensor = tensor.to(torch::kBFloat16); // any precision is read
    });
    const auto loaded = loadModel(folder, {}, torch::kCPU, 1);
    QCOMPARE(loaded.notes.size(), std::size_t{1});
    QVERIFY(loaded.notes[0].english().find("cls.predictions.bias") != std::string::npos);
    QCOMPARE(loaded.model->parameters().at("classifier.weight").scalar_type(), torch::kFloat32);
}

QTEST_APPLESS_MAIN(CheckpointTest)
#include "tst_checkpoint.moc"
