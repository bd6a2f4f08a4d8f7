#pragma once
// A sub-command is one file: a function that adds its options to the program and what it does to `run`.
#include "core/base/Stop.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace espalier::cli {

struct Context {
    bool json = false;
    StopToken stop;
    StopToken pause;          // of a run: the program is asked to end, but not by a person at the keyboard
    std::function<int()> run; // set by the chosen sub-command; returns the exit code
};

enum ExitCode { Done = 0, Failed = 1, WrongUsage = 2, Interrupted = 130 };

void addTrain(CLI::App& program, Context& context);
void addResume(CLI::App& program, Context& context);
void addPause(CLI::App& program, Context& context);
void addSearch(CLI::App& program, Context& context);
void addKeys(CLI::App& program, Context& context);
void addRuns(CLI::App& program, Context& context);
void addEvaluate(CLI::App& program, Context& context);
void addPredict(CLI::App& program, Context& context);
void addTokenize(CLI::App& program, Context& context);
void addVocabulary(CLI::App& program, Context& context);
void addModel(CLI::App& program, Context& context);
void addExport(CLI::App& program, Context& context);

} // namespace espalier::cli
