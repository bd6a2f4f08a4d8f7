#pragma once
#include <QString>

#include <string>

namespace espalier {

// ISO codes as a model card lists them, in the reader's own words: "en" → "English". What is no code stays as
// it is.
QString languageNamed(const std::string& codes);

} // namespace espalier
