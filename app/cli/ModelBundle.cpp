// A model in one file, for computers without a network: made here, installed there.
#include "app/cli/ByteProgress.h"
#include "app/cli/ModelCommands.h"
#include "core/base/Files.h"
#include "core/hub/Bundle.h"

#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string model, name, out;
};

// What --out says, where it names a folder or nothing completed by the model's own name.
fs::path targetOf(const std::string& out, const std::string& name) {
    const auto file = name.substr(name.rfind('/') + 1) + ".espalier-model";
    if (out.empty()) return file;
    return fs::is_directory(out) ? fs::path(out) / file : fs::path(out);
}

int bundle(const Arguments& a, const Context& context) {
    const auto model = describeModel(resolveModel(a.model)); // throws for what nobody could use
    const auto name = a.name.empty() ? model.name : a.name;
    const auto target = targetOf(a.out, name);
    ByteProgress progress("Writing", context);
    makeBundle(
        model.folder, name, target, [&](std::uint64_t done, std::uint64_t all) { progress.show(done, all); },
        context.stop);
    progress.clear();
    if (context.json)
        printJson({{"event", "result"},
                   {"name", name},
                   {"out", target.string()},
                   {"bytes", fs::file_size(target)},
                   {"license", model.license}});
    else
        printLine(fmt::format("{} is in {}, {}. On the other computer: espalier-cli model install {}", name,
                              target.string(), byteSize(fs::file_size(target)), target.filename().string()));
    if (!context.json)
        printNote(model.license.empty()
                      ? "Nothing in it names a licence: find out whether you may pass it on."
                      : fmt::format("Its licence is {}: it says how you may pass it on.", model.license));
    return Done;
}

int install(const std::string& file, const Context& context) {
    ByteProgress progress("Installing", context);
    const auto folder = installBundle(
        file, modelRoots().front(), [&](std::uint64_t done, std::uint64_t all) { progress.show(done, all); },
        context.stop);
    progress.clear();
    tellArrived(folder, "installed", context);
    return Done;
}

} // namespace

void addModelBundle(CLI::App& model, Context& context) {
    auto* command =
        model.add_subcommand("bundle", "Put a model into one file, for a computer without a network");
    const auto a = std::make_shared<Arguments>();
    command->add_option("MODEL", a->model, modelHelp)->required();
    command->add_option("--out", a->out, "File or folder to write; by default NAME.espalier-model");
    command->add_option("--name", a->name, "What it is called where it is installed; by default as here");
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback([=, &context] { context.run = [=, &context] { return bundle(*a, context); }; });
}

void addModelInstall(CLI::App& model, Context& context) {
    auto* command = model.add_subcommand("install", "Install a bundle into the library");
    const auto file = std::make_shared<std::string>();
    command->add_option("FILE", *file, "NAME.espalier-model")->required()->check(CLI::ExistingFile);
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback([=, &context] { context.run = [=, &context] { return install(*file, context); }; });
}

} // namespace espalier::cli
