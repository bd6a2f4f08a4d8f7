#pragma once
// The parts of espalier-bench; each adds its sub-command.
#include <CLI/CLI.hpp>

namespace espalier::bench {

void addTrain(CLI::App& program);
void addPredict(CLI::App& program);
void addRows(CLI::App& program);
void addKernels(CLI::App& program); // where google-benchmark is there

} // namespace espalier::bench
