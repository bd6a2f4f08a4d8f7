#pragma once
#include <filesystem>
#include <string>

namespace espalier {

// The encoding a file is written in, as an IANA name: by byte order mark, by UTF-8 validity of the whole file
// (of its first 64 MB), then by ICU's statistics from where the text leaves ASCII. A UTF-8 file with a few
// damaged characters is still UTF-8. Throws Error(File).
std::string guessEncoding(const std::filesystem::path& file);

} // namespace espalier
