// The peer's prediction job: texts through a classifier whose head is new, tokenising included.
#include "tests/bench/Bench.h"

#include "core/base/Clock.h"
#include "core/base/Json.h"
#include "core/data/Example.h"
#include "core/model/Checkpoint.h"
#include "core/model/Device.h"
#include "core/task/Inference.h"

#include <cstdio>

namespace espalier::bench {

namespace {

struct Options {
    std::string model, data, text = "text", label = "label";
    int threads = 2, labels = 77;
    std::size_t limit = 3000;
    std::int32_t maxLength = 256;
};

void run(const Options& o) {
    ColumnChoice columns;
    columns.text = o.text;
    columns.label = o.label;
    auto examples = readExamples(o.data, columns, {}).examples;
    examples.resize(std::min(examples.size(), o.limit));
    const auto texts = textsOf(examples);
    const auto count = static_cast<double>(texts.size());
    const auto tokenizer = loadTokenizer(o.model);
    const EncodeOptions options{.maxLength = o.maxLength, .offsets = false};
    Json json;

    tokenizer->encodeBatch(texts, options, o.threads);
    const Stopwatch tokenizing;
    int rounds = 0;
    for (; tokenizing.seconds() < 2; ++rounds) tokenizer->encodeBatch(texts, options, o.threads);
    json["encode_batch_per_s"] = std::llround(rounds * count / tokenizing.seconds());

    std::vector<std::string> labels;
    for (int i = 0; i < o.labels; ++i) labels.push_back(std::to_string(i));
    for (const auto precision : {Precision::F32, Precision::Bf16}) {
        const auto plan = planCompute(Device::Cpu, precision, o.threads);
        const auto model = loadModel(o.model, labels, plan.device, 1).model;
        takeGemmRoad(plan, model->config());
        const Stopwatch watch;
        const auto encodings = tokenizer->encodeBatch(texts, options, o.threads);
        inferLogits(*model, encodings, plan.precision, {});
        json[std::string("predict_per_s_") + nameOf(precision)] = count / watch.seconds();
    }
    std::puts(json.dump().c_str());
}

} // namespace

void addPredict(CLI::App& program) {
    auto* command = program.add_subcommand("predict", "Tokenise and predict; prints one JSON line");
    const auto o = std::make_shared<Options>();
    command->add_option("--model", o->model)->required();
    command->add_option("--data", o->data)->required();
    command->add_option("--text", o->text);
    command->add_option("--label", o->label);
    command->add_option("--threads", o->threads);
    command->add_option("--labels", o->labels);
    command->add_option("--limit", o->limit);
    command->add_option("--max-length", o->maxLength);
    command->callback([o] { run(*o); });
}

} // namespace espalier::bench
