#include "core/model/generation/Seq2SeqDecoder.h"

#include "core/base/Files.h"
#include "core/model/Checkpoint.h"
#include "core/model/Tensors.h"
#include "core/model/WeightNames.h"
#include "core/tokenizer/Tokenizer.h"

#include <numeric>

namespace espalier {

namespace {

constexpr const char* generationFile = "generation_config.json"; // how it wants to be written with

TokenBatch oneText(const std::vector<std::int64_t>& ids, const torch::Device& device) {
    PackedBatch batch;
    batch.ids = {ids.begin(), ids.end()};
    batch.typeIds.assign(ids.size(), 0);
    batch.positions.resize(ids.size());
    std::iota(batch.positions.begin(), batch.positions.end(), 0);
    batch.segmentStarts = {0, static_cast<std::int64_t>(ids.size())};
    return toDevice(batch, device);
}

torch::Tensor statesOf(const LoadedSeq2Seq& loaded, const std::vector<std::int64_t>& read) {
    const torch::NoGradGuard guard;
    const auto batch = oneText(read, loaded.parameters.all().front().value.device());
    return loaded.model->encode(batch, {}, nullptr).slice(0, 0, batch.tokens());
}

} // namespace

LoadedSeq2Seq loadSeq2Seq(const std::filesystem::path& folder, const torch::Device& device) {
    LoadedSeq2Seq loaded;
    loaded.config = readConfig(folder);
    const auto& family = familyNamed(loaded.config.modelType, "");
    if (!family.makeSeq2Seq)
        throw Error(ErrorKind::Mismatch,
                    message("model", "{0}: a {1} model does not read one text to write another.",
                            folder.string(), family.title),
                    message("model", "Choose a T5, BART or Marian model."));
    const Weights weights(folder);
    const auto specs = family.tensors(loaded.config, 0);
    std::vector<Message> notes;
    const auto matches = matchWeights({weights, family}, loaded.config, specs, notes);
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (!matches[i]) continue; // what may be missing does nothing then
        const auto value = toTensor(*matches[i]).to(torch::kFloat32);
        weights.release(*matches[i]);
        loaded.parameters.add({specs[i].name, value.to(device), specs[i].rung, specs[i].byRows, false});
    }
    loaded.model = family.makeSeq2Seq(loaded.config, loaded.parameters);
    return loaded;
}

void saveSeq2Seq(const LoadedSeq2Seq& loaded, const std::filesystem::path& source,
                 const std::filesystem::path& folder) {
    saveWeights(loaded.parameters, folder);
    auto config = loaded.config.json;
    config["dtype"] = "float32";
    config.erase("torch_dtype"); // the older name of dtype
    writeFileAtomically(folder / "config.json", config.dump(2) + "\n");
    auto others = tokenizerFiles(source);
    if (fs::exists(source / generationFile)) others.push_back(generationFile);
    for (const auto& name : others) writeFileAtomically(folder / name, readFile(source / name));
}

Seq2SeqDecoder::Seq2SeqDecoder(const LoadedSeq2Seq& loaded, const std::vector<std::int64_t>& read)
    : loaded_(loaded), cache_(loaded.config.decoderBlocks),
      read_(statesOf(loaded, read), loaded.config.decoderBlocks) {}

torch::Tensor Seq2SeqDecoder::next(const torch::Tensor& ids) {
    const auto device = loaded_.parameters.all().front().value.device();
    const auto hidden = loaded_.model->advance(ids.to(device), cache_, read_)
                            .view({ids.size(0), ids.size(1), loaded_.config.hiddenSize});
    return loaded_.model->logits(hidden.select(1, -1));
}

void Seq2SeqDecoder::reorder(const torch::Tensor& rows) {
    cache_.reorder(rows.to(loaded_.parameters.all().front().value.device()));
}

std::vector<std::int64_t> startOfWriting(const ModelConfig& config) {
    const auto id = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(config.json, key, fallback, "config.json");
    };
    return {id("decoder_start_token_id", id("bos_token_id", 0))};
}

GenerationSettings generationSettingsOf(const ModelConfig& config) {
    GenerationSettings settings;
    const auto& ends = memberOf(config.json, "eos_token_id"); // an id, or a list of them
    if (ends.is_number_integer()) settings.ends = {ends.get<std::int64_t>()};
    if (ends.is_array())
        for (const auto& end : ends)
            if (end.is_number_integer()) settings.ends.push_back(end.get<std::int64_t>());
    settings.forcedEnd = valueOr<std::int64_t>(config.json, "forced_eos_token_id", -1, "config.json");
    return settings;
}

} // namespace espalier
