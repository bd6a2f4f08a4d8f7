#pragma once
// Files with one word a line and its label last, texts apart by empty lines, as CoNLL 2003 and its kin come.
#include "core/data/Example.h"

namespace espalier {

// By its first lines: all of equally many fields, two or more, the last a label such as O or B-PER; and an
// empty line among them.
bool isTaggedWords(const std::filesystem::path& file);

// Texts are the words with a space between, labels likewise. Lines that are no word with a label are refused,
// with what else is in their text.
LabelledFile readTaggedWords(const std::filesystem::path& file, const StopToken& stop = {},
                             const std::filesystem::path& refusedFile = {});

} // namespace espalier
