#include "core/train/optimizers/Names.h"

namespace espalier {

const std::vector<std::string>& optimizerNames() {
    static const std::vector<std::string> names{"adamw", "adam", "sgd", "lion", "adafactor"};
    return names;
}

} // namespace espalier
