#pragma once
// The weights of a model by their Hugging Face names, float32, in the order of the rungs.
#include <torch/torch.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace espalier {

struct Parameter {
    std::string name;
    torch::Tensor value;
    int rung = 0;
    bool byRows = false; // a table of which a batch reads few rows: its gradient is sparse on the CPU
};

class Parameters {
public:
    void add(Parameter parameter);
    const torch::Tensor& at(const std::string& name) const; // throws std::out_of_range
    const std::vector<Parameter>& all() const { return all_; }

    // Only the rungs marked true keep gradients.
    void setTrainable(const std::vector<bool>& rungs);
    std::vector<Parameter> trainable() const;
    std::int64_t count(bool trainableOnly = false) const; // of numbers

private:
    std::vector<Parameter> all_;
    std::unordered_map<std::string, std::size_t> index_;
};

} // namespace espalier
