#pragma once
// The weights of a model by their Hugging Face names, float32, in the order of the rungs.
#include <torch/torch.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace espalier {

struct Parameter {
    std::string name;
    torch::Tensor value;
    int rung = 0;
    bool byRows = false;  // a table of which a batch reads few rows: its gradient is sparse on the CPU
    bool inByOut = false; // a projection's matrix that is [in, out], not [out, in] as elsewhere
};

// A low-rank addition to a matrix: scale * up * down.
struct Adapter {
    torch::Tensor down, up; // [rank, in], [out, rank]
    double scale = 1;
    double dropout = 0; // of its input
};

class LoweredCopies;

class Parameters {
public:
    Parameters();
    void add(Parameter parameter);
    // Beside NAME.weight, as the parameters NAME.lora_A.weight and NAME.lora_B.weight.
    void addAdapter(const std::string& name, Adapter adapter);
    const Adapter* adapter(const std::string& name) const; // null where there is none
    bool hasAdapters() const { return !adapters_.empty(); }
    const torch::Tensor& at(const std::string& name) const; // throws std::out_of_range
    torch::Tensor find(const std::string& name) const;      // undefined where there is none
    const std::vector<Parameter>& all() const { return all_; }

    // Only those chosen keep gradients.
    void setTrainable(const std::function<bool(const Parameter&)>& chosen);
    std::vector<Parameter> trainable() const;
    std::int64_t count(bool trainableOnly = false) const; // of numbers
    // What layers keep of them in 16 bits.
    const std::shared_ptr<LoweredCopies>& loweredCopies() const { return loweredCopies_; }

private:
    std::vector<Parameter> all_;
    std::unordered_map<std::string, std::size_t> index_;
    std::map<std::string, Adapter> adapters_;
    std::shared_ptr<LoweredCopies> loweredCopies_;
};

} // namespace espalier
