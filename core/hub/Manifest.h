#pragma once
// MANIFEST.json of a model that travels as a bundle: its name, and of every file size and SHA-256. What reads
// it trusts none of it.
#include "core/base/Json.h"

#include <cstdint>
#include <map>

namespace espalier {

struct ModelManifest {
    static constexpr const char* fileName = "MANIFEST.json";

    struct File {
        std::uint64_t bytes = 0;
        std::string sha256;
    };
    std::string name; // "NAME" or "ORG/NAME"; "" in folders that were written otherwise
    std::map<std::string, File> files;

    std::uint64_t bytes() const;
};

std::string written(const ModelManifest& manifest);
ModelManifest manifestFrom(std::string_view json, const std::string& origin); // Error(Format)

// A name under which a model can stand in the library: one or two parts, none hidden.
bool isLibraryName(const std::string& name);

} // namespace espalier
