#pragma once
// Apart from Optimizer.h, which needs LibTorch.
#include <string>
#include <vector>

namespace espalier {

const std::vector<std::string>& optimizerNames();

} // namespace espalier
