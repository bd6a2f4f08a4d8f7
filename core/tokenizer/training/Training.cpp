#include "core/tokenizer/training/Training.h"

namespace espalier {

void checkRoom(const PieceTraining& training, std::size_t least) {
    if (static_cast<std::size_t>(training.size) >= least) return;
    throw Error(ErrorKind::Usage,
                message("tokenizer",
                        "A vocabulary of {0} pieces has no room for the {1} that it must have: the special "
                        "tokens and every character of the texts.",
                        training.size, least),
                message("tokenizer", "Ask for at least {0}, or for fewer characters.", least));
}

} // namespace espalier
