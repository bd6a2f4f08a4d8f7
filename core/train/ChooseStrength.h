#pragma once
// L2-SP's strength, chosen before a run by short ones that are judged on its validation texts.
#include "core/train/Run.h"

namespace espalier {

// The strength with which a tenth of the run's `steps` scores best, also by the recipe's metric; among equals
// the one with the lower log loss. What each gave is told as messages and kept as l2-sp.json in `run`, where
// the trials live meanwhile. They share the results of frozen rungs. Throws Error(Usage) without validation
// texts, Stopped (for a pause, too: there is nothing to go on from yet), and what the last trial threw where
// none came through.
double chooseL2Sp(const Recipe& recipe, std::int64_t steps, const Examples& examples,
                  const std::filesystem::path& run, Observer& observer, const StopToken& stop,
                  const RunOptions& options);

} // namespace espalier
