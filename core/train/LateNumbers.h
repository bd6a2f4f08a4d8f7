#pragma once
// Numbers on their way back from a card: the copy runs behind the computation, and only reading waits for it.
#include <torch/torch.h>

#include <c10/core/Event.h>

#include <optional>
#include <vector>

namespace espalier {

class LateNumbers {
public:
    explicit LateNumbers(const torch::Tensor& numbers); // any type, any device, [n]
    std::vector<double> read() const;

private:
    torch::Tensor host_;
    std::optional<c10::Event> arrived_; // none where they were here from the beginning
};

} // namespace espalier
