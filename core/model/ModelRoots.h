#pragma once
// Where checkpoints are looked for.
#include <filesystem>
#include <vector>

namespace espalier {

// The library, where models are put, and the Hugging Face cache: $ESPALIER_MODELS where set, else
// $XDG_DATA_HOME/espalier/models; then what the hub's variables say.
std::vector<std::filesystem::path> ownRoots();

// Those, then the folders that somebody has added: of a checkpoint, of several, or of runs. The library keeps
// their list.
std::vector<std::filesystem::path> modelRoots();

std::vector<std::filesystem::path> addedFolders();
// False where it, or one that it lies in, is looked through already. Throws Error(File) for what is no
// folder.
bool addFolder(const std::filesystem::path& folder);
// False where it was not there. The folder itself is left alone.
bool forgetFolder(const std::filesystem::path& folder);

} // namespace espalier
