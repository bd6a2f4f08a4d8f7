#pragma once
// A text file as a stream of UTF-8 bytes, whatever encoding it is written in; a byte order mark is left out.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace espalier {

// Bytes of a file, with errors that name it.
class ByteSource {
public:
    explicit ByteSource(const std::filesystem::path& file); // throws Error(File)
    std::size_t read(char* into, std::size_t capacity);     // less than capacity: end of file
    std::int64_t done() const { return done_; }
    std::int64_t total() const { return total_; } // 0 where the system does not say

private:
    std::filesystem::path file_;
    std::ifstream in_;
    std::int64_t done_ = 0, total_ = 0;
};

// Bytes that can't be decoded become U+FFFD, except in UTF-8 files: those pass as they are.
class TextSource {
public:
    // Throws Error(File) where the file can't be read and Error(Usage) for an encoding that is not known.
    TextSource(const std::filesystem::path& file, const std::string& encoding);
    ~TextSource();

    std::size_t read(char* into, std::size_t capacity); // less than capacity: end of file
    std::int64_t bytesDone() const { return bytes_.done(); }
    std::int64_t bytesTotal() const { return bytes_.total(); }

private:
    struct Converter;
    ByteSource bytes_;
    std::unique_ptr<Converter> converter_; // none for UTF-8
    bool atStart_ = true;
};

} // namespace espalier
