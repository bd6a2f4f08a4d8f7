#pragma once
// A model in one file, for computers without a network: a ustar archive (NAME.espalier-model) of
// MANIFEST.json, always the first, and the files that it names.
#include "core/hub/Verify.h"

namespace espalier {

// The files that a model needs, of a folder of the library or the hub's cache; `name` is what it will be
// called where it is installed.
void makeBundle(const std::filesystem::path& folder, const std::string& name,
                const std::filesystem::path& target, const BytesDone& onBytes = {},
                const StopToken& stop = {});

// Into LIBRARY/NAME, whole or not at all, every file checked; returns that folder. Throws Error(Format) for a
// file that is no bundle, or holds anything else than its manifest says; Error(File) where NAME is taken.
std::filesystem::path installBundle(const std::filesystem::path& file, const std::filesystem::path& library,
                                    const BytesDone& onBytes = {}, const StopToken& stop = {});

} // namespace espalier
