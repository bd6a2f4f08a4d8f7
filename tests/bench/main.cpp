// espalier-bench: how fast the real parts are, to be held against a peer by compare.py.
#include "tests/bench/Bench.h"

#include <cstdio>

int main(int argc, char** argv) {
    using namespace espalier::bench;
    CLI::App program("Measures training, prediction, large tables and kernels.", "espalier-bench");
    program.require_subcommand(1);
    addTrain(program);
    addPredict(program);
    addRows(program);
#ifdef ESPALIER_KERNEL_BENCH
    addKernels(program);
#endif
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "espalier-bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
