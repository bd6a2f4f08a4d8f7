#pragma once
// The safetensors format: eight bytes of header length, a JSON header, the tensors' bytes.
// https://github.com/huggingface/safetensors#format
#include "core/base/Files.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace espalier {

enum class ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

const char* nameOf(ElementType type);
std::size_t sizeOf(ElementType type); // in bytes

struct TensorEntry {
    ElementType type = ElementType::F32;
    std::vector<std::int64_t> shape;
    std::string_view bytes; // points into the mapped file, at any alignment: copy, don't cast

    std::int64_t elements() const;
};

std::string shapeText(std::span<const std::int64_t> shape); // "[768, 3072]"

// A file mapped into memory whose header was checked whole: every tensor lies inside the file, has the bytes
// its shape asks for, and overlaps no other; the tensors leave no gap. Anything else is an Error(Format).
class SafetensorsFile {
public:
    explicit SafetensorsFile(const fs::path& file);

    const fs::path& path() const { return path_; }
    const std::map<std::string, TensorEntry>& tensors() const { return tensors_; }
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    // Gives the memory of what was read back to the system; it comes again when it is looked at.
    void release(const TensorEntry& entry) const { mapped_.release(entry.bytes); }

private:
    fs::path path_;
    MappedFile mapped_;
    std::map<std::string, TensorEntry> tensors_;
    std::map<std::string, std::string> metadata_;
};

// Writes atomically, in the order of names.
void writeSafetensors(const fs::path& file, const std::map<std::string, TensorEntry>& tensors,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

} // namespace espalier
