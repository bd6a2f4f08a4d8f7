#include "core/task/FrozenActivations.h"

#include "core/base/Digest.h"
#include "core/base/Json.h"
#include "core/data/Batches.h"
#include "core/data/Words.h"
#include "core/task/Inference.h"

#include <cstring>

namespace espalier {

namespace {

constexpr std::size_t headerBytes = 4096; // JSON, filled up with spaces; the numbers begin on a page

std::string_view bytesOf(const torch::Tensor& tensor) {
    return {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()};
}

// Everything that the activations follow from: the frozen weights themselves, because a rung that the
// checkpoint lacks starts from the run's seed, and what sets the arithmetic. LibTorch's version stands for
// the order of its sums.
std::string keyOf(const Model& model, std::span<const Encoding> encodings, torch::ScalarType precision) {
    const auto& config = model.config();
    Digest digest;
    digest.addField(fmt::format("frozen activations 3, LibTorch {}, {}, {} rungs", TORCH_VERSION,
                                torch::toString(precision), model.lowestTrainable()));
    auto arithmetic = config.json;
    for (const auto* key : {"architectures", "id2label", "label2id", "num_labels", "problem_type"})
        arithmetic.erase(key);
    digest.addField(arithmetic.dump());
    if (config.pooling != "auto") digest.addField(config.pooling);
    for (const auto& parameter : model.parameters().all())
        if (parameter.rung < model.lowestTrainable()) {
            digest.addField(parameter.name);
            digest.addField(bytesOf(parameter.value.to(torch::kCPU).contiguous()));
        }
    const auto add = [&](const std::vector<std::int32_t>& ids) {
        digest.addField({reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(std::int32_t)});
    };
    for (const auto& encoding : encodings) {
        add(encoding.ids);
        add(encoding.typeIds);
        if (encoding.words) add(*encoding.words);
    }
    return digest.hex();
}

std::string header(const std::string& key, const std::string& contentHash) {
    auto text = Json{{"format", "espalier frozen activations"}, {"key", key}, {"sha256", contentHash}}.dump();
    text.resize(headerBytes, ' ');
    return text;
}

std::int64_t freeBytes(const fs::path& folder) {
    std::error_code error;
    const auto space = fs::space(folder, error);
    return error ? 0 : static_cast<std::int64_t>(space.available);
}

// Removes the files that were used longest ago until `bytes` more fit into the budget.
void makeRoom(const fs::path& folder, std::int64_t bytes, std::int64_t budget) {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".frozen") {
            files.emplace_back(entry.last_write_time(error), entry.path());
            bytes += static_cast<std::int64_t>(entry.file_size(error));
        }
    std::sort(files.begin(), files.end());
    for (const auto& [time, file] : files) {
        if (bytes <= budget) return;
        bytes -= static_cast<std::int64_t>(fs::file_size(file, error));
        fs::remove(file, error);
    }
}

bool hasRoom(const fs::path& folder, std::int64_t bytes, const ActivationBudget& budget) {
    if (folder.empty() || bytes > budget.diskBytes) return false;
    std::error_code error;
    fs::create_directories(folder, error);
    makeRoom(folder, bytes, budget.diskBytes);
    return 2 * bytes < freeBytes(folder); // a full disk would hurt everyone else
}

} // namespace

FrozenActivations::FrozenActivations(const Model& model, std::span<const Encoding> encodings,
                                     torch::ScalarType precision, const ActivationBudget& budget,
                                     const StopToken& stop, const std::function<void(double)>& progress)
    : precision_(precision), pinned_(!model.device().is_cpu()), dim_(model.config().hiddenSize) {
    place(encodings, model.frozenByToken());
    key_ = keyOf(model, encodings, precision);
    const auto kept = budget.keep.empty() ? fs::path() : budget.keep / (key_.substr(0, 32) + ".frozen");
    if (!kept.empty() && reuse(kept)) return;
    if (bytes() <= budget.memoryBytes) {
        computeInMemory(model, encodings, stop, progress);
        if (hasRoom(budget.keep, bytes(), budget))
            writer_ = std::jthread([values = values_, key = key_, kept] {
                try {
                    AtomicFile file(kept);
                    file.write(header(key, sha256(bytesOf(values))));
                    file.write(bytesOf(values));
                    file.commit();
                } catch (const Error&) {
                    // Only a later run's gain is lost; nothing half-written remains.
                }
            });
        return;
    }
    const auto& folder = budget.keep.empty() ? budget.spill : budget.keep;
    if (!hasRoom(folder, bytes(), budget)) return;
    const auto file = kept.empty() ? folder / "activations.frozen" : kept;
    computeInFile(file, model, encodings, stop, progress);
    if (kept.empty()) spilled_ = file;
}

FrozenActivations::~FrozenActivations() {
    if (writer_.joinable()) writer_.join();
    values_.reset();
    std::error_code ignored;
    if (!spilled_.empty()) fs::remove(spilled_, ignored);
}

void FrozenActivations::place(std::span<const Encoding> encodings, bool byToken) {
    std::vector<std::int64_t> tokens;
    for (const auto& encoding : encodings) tokens.push_back(static_cast<std::int64_t>(encoding.ids.size()));
    for (const auto& batch : batchesByLength(tokens, std::numeric_limits<std::int64_t>::max()))
        order_.insert(order_.end(), batch.begin(), batch.end());
    lengths_ = tokens;
    if (!byToken) std::transform(encodings.begin(), encodings.end(), lengths_.begin(), answersAbout);
    starts_.resize(tokens.size());
    for (const auto index : order_) {
        starts_[index] = rows_;
        rows_ += lengths_[index];
    }
}

std::int64_t FrozenActivations::bytes() const {
    return rows_ * dim_ * static_cast<std::int64_t>(torch::elementSize(precision_));
}

// A file that is damaged or belongs to something else is computed anew.
bool FrozenActivations::reuse(const fs::path& file) {
    std::error_code error;
    if (fs::file_size(file, error) != headerBytes + static_cast<std::size_t>(bytes()) || error) return false;
    try {
        const auto mapped = std::make_shared<const MappedFile>(file);
        const auto json = parseJson(mapped->bytes().substr(0, headerBytes), file.string());
        if (memberOf(json, "key") != key_ ||
            memberOf(json, "sha256") != sha256(mapped->bytes().substr(headerBytes)))
            return false;
        use(mapped);
    } catch (const Error&) {
        return false;
    }
    fs::last_write_time(file, fs::file_time_type::clock::now(), error); // makeRoom goes by it
    source_ = Source::EarlierRun;
    return true;
}

void FrozenActivations::use(std::shared_ptr<const MappedFile> file) {
    auto* first = const_cast<char*>(file->bytes().data() + headerBytes); // from_blob asks; nobody writes
    values_ = torch::from_blob(
        first, {rows_, dim_}, [kept = std::move(file)](void*) {}, torch::dtype(precision_));
}

void FrozenActivations::computeInMemory(const Model& model, std::span<const Encoding> encodings,
                                        const StopToken& stop, const std::function<void(double)>& progress) {
    auto values = torch::empty({rows_, dim_}, torch::dtype(precision_));
    forEachFrozenBatch(model, encodings, precision_, stop, progress,
                       [&, row = std::int64_t{0}](const torch::Tensor& part) mutable {
                           values.narrow(0, row, part.size(0)).copy_(part);
                           row += part.size(0);
                       });
    values_ = values;
    source_ = Source::Memory;
}

void FrozenActivations::computeInFile(const fs::path& target, const Model& model,
                                      std::span<const Encoding> encodings, const StopToken& stop,
                                      const std::function<void(double)>& progress) {
    Digest digest;
    AtomicFile file(target);
    file.write(header(key_, std::string(64, '0'))); // overwritten once the content's hash is known
    forEachFrozenBatch(model, encodings, precision_, stop, progress, [&](const torch::Tensor& part) {
        const auto whole = part.contiguous();
        file.write(bytesOf(whole));
        digest.add(bytesOf(whole));
    });
    file.overwrite(0, header(key_, digest.hex()));
    file.commit();
    use(std::make_shared<const MappedFile>(target));
    source_ = Source::File;
}

torch::Tensor FrozenActivations::gather(std::span<const std::size_t> order) const {
    std::int64_t rows = 0;
    for (const auto index : order) rows += lengths_[index];
    auto gathered = torch::empty({rows, dim_}, torch::dtype(precision_).pinned_memory(pinned_));
    auto* to = static_cast<char*>(gathered.mutable_data_ptr());
    const auto rowBytes = dim_ * static_cast<std::int64_t>(torch::elementSize(precision_));
    const auto* from = static_cast<const char*>(values_.const_data_ptr());
    for (const auto index : order) {
        std::memcpy(to, from + starts_[index] * rowBytes,
                    static_cast<std::size_t>(lengths_[index] * rowBytes));
        to += lengths_[index] * rowBytes;
    }
    return gathered;
}

Message FrozenActivations::summary() const {
    const auto megabytes = fmt::format("{:.0f}", std::ceil(static_cast<double>(bytes()) / 1e6));
    switch (source_) {
    case Source::Memory:
        return message("task", "The frozen layers were computed once; {0} MB of results are kept in memory.",
                       megabytes);
    case Source::File:
        return message("task", "The frozen layers were computed once; {0} MB of results are kept on disk.",
                       megabytes);
    case Source::EarlierRun:
        return message("task", "The frozen layers' results, {0} MB, are those of an earlier run.", megabytes);
    case Source::None: break;
    }
    return message("task",
                   "The frozen layers' results would take {0} MB, which is too much here: they are computed "
                   "anew in every epoch.",
                   megabytes);
}

} // namespace espalier
