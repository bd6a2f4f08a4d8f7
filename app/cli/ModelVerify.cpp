// Whether a model's files are still what they were when they came.
#include "app/cli/ByteProgress.h"
#include "app/cli/ModelCommands.h"
#include "core/base/Text.h"
#include "core/hub/Cache.h"
#include "core/hub/Verify.h"

#include <memory>

namespace espalier::cli {

namespace {

Json toJson(const std::string& name, const std::filesystem::path& folder, const Verification& found) {
    std::vector<std::string> problems;
    for (const auto& problem : found.problems) problems.push_back(problem.english());
    return {{"event", "result"},           {"model", name},        {"folder", folder.string()},
            {"files", found.files},        {"bytes", found.bytes}, {"problems", problems},
            {"unchecked", found.unchecked}};
}

void tellPeople(const std::string& name, const std::filesystem::path& folder, const Verification& found) {
    for (const auto& problem : found.problems) printLine(problem.english());
    if (found.problems.empty())
        printLine(
            fmt::format("{}: {} files, {}, all as they were.", name, found.files, byteSize(found.bytes)));
    else
        printLine(fmt::format("{}: {} of {} files are damaged or missing. {}", name, found.problems.size(),
                              found.files,
                              CachedRepository::ofSnapshot(folder)
                                  ? "Remove it and fetch it again: espalier-cli model remove, model get."
                                  : "Get it again from where it came: a bundle, or a run."));
    if (!found.unchecked.empty())
        printLine(fmt::format("Not checked, nothing says how they were: {}", joined(found.unchecked)));
}

int verify(const std::string& name, const Context& context) {
    const auto folder = resolveModel(name);
    ByteProgress progress("Verifying", context);
    const auto found = verifyModel(
        folder, [&](std::uint64_t done, std::uint64_t all) { progress.show(done, all); }, context.stop);
    progress.clear();
    if (context.json)
        printJson(toJson(name, folder, found));
    else
        tellPeople(name, folder, found);
    return found.problems.empty() ? Done : Failed;
}

} // namespace

void addModelVerify(CLI::App& model, Context& context) {
    auto* command = model.add_subcommand("verify", "Check a model's files against their checksums");
    const auto name = std::make_shared<std::string>();
    command->add_option("MODEL", *name, modelHelp)->required();
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback([=, &context] { context.run = [=, &context] { return verify(*name, context); }; });
}

} // namespace espalier::cli
