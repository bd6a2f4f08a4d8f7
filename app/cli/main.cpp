// espalier-cli: the same engine as the window, for scripts, servers and clusters.
#include "app/cli/Command.h"
#include "app/cli/Console.h"

#include <csignal>
#include <thread>

namespace espalier::cli {
namespace {

// Ctrl-C asks politely, once: work stops at the next step and keeps what there is. Where the machine or the
// terminal goes away, a run saves everything, so that it can go on, and all else stops. A second signal ends
// at once.
StopSource interrupted, leaving;
volatile std::sig_atomic_t signals = 0, lastSignal = 0;

void onSignal(int signal) {
    lastSignal = signal;
    signals = signals + 1;
    if (signals > 1) std::_Exit(Interrupted);
}

// Signal handlers may not touch a StopSource: a thread waits for the flag.
class InterruptWatch {
public:
    explicit InterruptWatch(bool trains) {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, onSignal);
        thread_ = std::jthread([trains](const StopToken& ended) {
            while (!ended.stop_requested()) {
                if (signals > 0) (trains && lastSignal != SIGINT ? leaving : interrupted).request_stop();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
    }

private:
    std::jthread thread_;
};

int reportFailure(const Context& context, const std::string& what, int code) {
    if (context.json)
        printJson({{"event", "error"}, {"message", what}});
    else
        printNote("espalier-cli: " + what);
    return code;
}

int runChosen(Context& context) {
    try {
        return context.run();
    } catch (const Stopped&) {
        return reportFailure(context, "Stopped. Nothing was kept.", Interrupted);
    } catch (const Error& error) {
        return reportFailure(context, error.what(), error.kind() == ErrorKind::Usage ? WrongUsage : Failed);
    } catch (const std::bad_alloc&) {
        return reportFailure(
            context, "Out of memory: use a smaller batch, shorter texts or freeze more layers.", Failed);
    } catch (const std::exception& error) {
        return reportFailure(context, error.what(), Failed);
    }
}

} // namespace

int mainProgram(int argc, char** argv) {
    CLI::App program("Espalier adapts a pretrained language model to your own labelled texts.",
                     "espalier-cli");
    program.set_version_flag("--version", ESPALIER_VERSION);
    program.option_defaults()->take_last(); // so that a script can add to a line of options
    program.footer("Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.");
    Context context;
    context.stop = interrupted.get_token();
    context.pause = leaving.get_token();
    addTrain(program, context);
    addResume(program, context);
    addPause(program, context);
    addRuns(program, context);
    addSearch(program, context);
    addKeys(program, context);
    addEvaluate(program, context);
    addPredict(program, context);
    addTokenize(program, context);
    addVocabulary(program, context);
    addModel(program, context);
    addExport(program, context);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? Done : WrongUsage;
    }
    if (!context.run) {
        printNote("Say what to do: train, resume, pause, runs, keys, evaluate, predict, tokenize, "
                  "vocabulary, model or export. "
                  "See espalier-cli --help.");
        return WrongUsage;
    }
    const InterruptWatch watch(program.got_subcommand("train") || program.got_subcommand("resume"));
    return runChosen(context);
}

} // namespace espalier::cli

int main(int argc, char** argv) {
    return espalier::cli::mainProgram(argc, argv);
}
