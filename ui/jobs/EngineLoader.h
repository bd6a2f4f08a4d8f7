#pragma once
#include "core/Engine.h"

namespace espalier {

// Loads espalier_core, and LibTorch with it, at the first call: a third of a second, so only for jobs'
// threads. Throws Error(File) where that can't be done.
const Engine& engine();

} // namespace espalier
