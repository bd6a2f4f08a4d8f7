#pragma once
// What a model's frozen rungs make of every text, computed once: in evaluation mode it is the same in every
// epoch, and in every run with the same texts, weights and frozen rungs.
#include "core/base/Files.h"
#include "core/base/Message.h"
#include "core/base/Stop.h"
#include "core/model/Model.h"
#include "core/task/ActivationBudget.h"

#include <functional>
#include <thread>

namespace espalier {

class FrozenActivations {
public:
    // Throws Stopped.
    FrozenActivations(const Model& model, std::span<const Encoding> encodings, torch::ScalarType precision,
                      const ActivationBudget& budget, const StopToken& stop,
                      const std::function<void(double done)>& progress = {});
    ~FrozenActivations();
    FrozenActivations(const FrozenActivations&) = delete;
    FrozenActivations& operator=(const FrozenActivations&) = delete;

    bool available() const { return values_.defined(); } // else the budget did not suffice
    // Model::frozenPart of the encodings at `order`, without rows filled up.
    torch::Tensor gather(std::span<const std::size_t> order) const;
    // Where they came from and how large they are, for the log.
    Message summary() const;

private:
    enum class Source { None, Memory, File, EarlierRun };
    void place(std::span<const Encoding> encodings, bool byToken);
    bool reuse(const std::filesystem::path& file);
    void computeInMemory(const Model& model, std::span<const Encoding> encodings, const StopToken& stop,
                         const std::function<void(double)>& progress);
    void computeInFile(const std::filesystem::path& file, const Model& model,
                       std::span<const Encoding> encodings, const StopToken& stop,
                       const std::function<void(double)>& progress);
    void use(std::shared_ptr<const MappedFile> file);
    std::int64_t bytes() const;

    torch::ScalarType precision_;
    bool pinned_; // what is gathered is for a card
    std::int64_t rows_ = 0, dim_ = 0;
    std::vector<std::size_t> order_;    // of computation: longest first
    std::vector<std::int64_t> starts_;  // by encoding: its first row
    std::vector<std::int64_t> lengths_; // by encoding: its rows
    torch::Tensor values_;              // [rows, dim]
    Source source_ = Source::None;
    std::string key_;
    std::filesystem::path spilled_;
    std::jthread writer_; // keeps a copy for later runs
};

} // namespace espalier
