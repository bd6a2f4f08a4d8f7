#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/model/Library.h"

#include <memory>

namespace espalier::cli {

namespace {

std::string megabytes(std::int64_t bytes) {
    return fmt::format("{:.0f} MB", static_cast<double>(bytes) / 1e6);
}

std::string problemOf(const ModelInfo& m) {
    return m.remedy.empty() ? m.problem.english() : m.problem.english() + " " + m.remedy.english();
}

Json toJson(const ModelInfo& m) {
    Json rungs = Json::array();
    for (const auto& rung : m.anatomy.rungs)
        rungs.push_back(
            {{"name", rung.name}, {"parameters", rung.parameters}, {"flops_per_token", rung.flopsPerToken}});
    return {{"name", m.name},
            {"folder", m.folder.string()},
            {"family", m.family},
            {"language", m.language},
            {"license", m.license},
            {"bytes", m.bytes},
            {"hidden_size", m.hiddenSize},
            {"vocabulary", m.vocabularySize},
            {"max_length", m.maxLength},
            {"labels", m.labels},
            {"parameters", m.anatomy.parameters()},
            {"rungs", rungs},
            {"problem", problemOf(m)}};
}

int show(const std::string& name, Context& context) {
    const auto m = describeModel(resolveModel(name));
    if (context.json) {
        printJson(toJson(m));
        return Done;
    }
    printLine(fmt::format("{} · {} · {} parameters · {}", m.name, m.family, thousands(m.anatomy.parameters()),
                          megabytes(m.bytes)));
    if (!m.summary.empty()) printLine(m.summary);
    printLine(fmt::format("in {}", m.folder.string()));
    printLine(fmt::format("reads {} tokens, {} words and pieces{}{}", m.maxLength,
                          thousands(m.vocabularySize), m.language.empty() ? "" : ", language " + m.language,
                          m.license.empty() ? "" : ", licence " + m.license));
    if (!m.labels.empty()) printLine(fmt::format("labels: {}", fmt::join(m.labels, ", ")));
    printLine("");
    for (auto rung = m.anatomy.rungs.rbegin(); rung != m.anatomy.rungs.rend(); ++rung)
        printLine(fmt::format("{:<12} {:>12}", rung->name, thousands(rung->parameters)));
    return Done;
}

int list(Context& context) {
    const auto models = listModels();
    if (models.empty()) printNote(fmt::format("The library, {}, is empty.", modelRoots().front().string()));
    for (const auto& m : models) {
        if (context.json)
            printJson(toJson(m));
        else if (m.problem.empty())
            printLine(fmt::format("{:<32} {:<8} {:>12} parameters  {:>8}  {}", m.name, m.family,
                                  thousands(m.anatomy.parameters()), megabytes(m.bytes), m.language));
        else
            printLine(fmt::format("{:<32} can't be used: {}", m.name, problemOf(m)));
    }
    return Done;
}

} // namespace

void addModels(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("model", "Look at checkpoints");
    command->require_subcommand(1);
    const auto name = std::make_shared<std::string>();
    auto* showCommand = command->add_subcommand("show", "What a checkpoint is made of");
    showCommand->add_option("MODEL", *name, "A folder, or a name in the library")->required();
    showCommand->add_flag("--json", context.json, "One JSON object");
    showCommand->callback([=, &context] { context.run = [=, &context] { return show(*name, context); }; });
    auto* listCommand = command->add_subcommand("list", "The checkpoints in the library");
    listCommand->add_flag("--json", context.json, "One JSON object a checkpoint");
    listCommand->callback([&context] { context.run = [&context] { return list(context); }; });
}

} // namespace espalier::cli
