#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/export/HuggingFace.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string run, out, format = "hf";
};

int exportRun(const Arguments& a, Context& context) {
    exportHuggingFace(a.run, a.out);
    if (context.json)
        printJson({{"event", "result"}, {"out", a.out}, {"format", a.format}});
    else
        printLine(fmt::format("The model is in {}. Its README.md says how other programs load it.", a.out));
    return Done;
}

} // namespace

void addExport(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("export", "Write a run's model for other programs");
    const auto a = std::make_shared<Arguments>();
    command->add_option("RUN", a->run, "The run")->required()->check(CLI::ExistingDirectory);
    command->add_option("--format", a->format, "hf: a Hugging Face folder")
        ->capture_default_str()
        ->check(CLI::IsMember({"hf"}));
    command->add_option("--out", a->out, "Folder to write; it must not exist or be empty")->required();
    command->add_flag("--json", context.json, "One JSON object");
    command->callback([=, &context] { context.run = [=, &context] { return exportRun(*a, context); }; });
}

} // namespace espalier::cli
