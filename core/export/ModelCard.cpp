// The README.md of an exported model, written from what the run knows: no number that was not measured.
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/export/HuggingFace.h"
#include "core/task/Names.h"

namespace espalier {

namespace {

std::string percent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

void addResults(std::string& card, const Evaluation& evaluation, const std::vector<std::string>& labels) {
    const auto& m = evaluation.metrics;
    card += fmt::format("\n## Results on {} {} texts\n\n", m.examples, evaluation.part);
    if (m.perClass.empty()) {
        card += "| metric | value |\n|---|---:|\n";
        for (const auto& [name, value] : evaluation.figures)
            card += fmt::format("| {} | {:.4f} |\n", name, value);
        return;
    }
    card += fmt::format("Accuracy {}, macro F1 {}, log loss {:.4f}.\n\n", percent(m.accuracy),
                        percent(m.macro.f1), m.logLoss);
    card += "| label | precision | recall | F1 | texts |\n|---|---:|---:|---:|---:|\n";
    for (std::size_t i = 0; i < m.perClass.size() && i < labels.size(); ++i) {
        const auto& c = m.perClass[i];
        card += fmt::format("| {} | {} | {} | {} | {} |\n", labels[i], percent(c.precision),
                            percent(c.recall), percent(c.f1), c.support);
    }
}

} // namespace

namespace {

// Transformers has no class with such a head, and would put a random one in its place.
std::string useOfPooled(const std::string& pooling) {
    if (pooling == "attention")
        return "\n## Use\n\nWith Espalier: Transformers has no class that pools by attention.\n";
    return fmt::format(
        "\n## Use\n\nThe head reads {} of the tokens, which Transformers has no class for; the "
        "sentence-transformers library gives the labels' logits:\n\n```python\nfrom "
        "sentence_transformers import SentenceTransformer\n\nmodel = "
        "SentenceTransformer(\"path/to/this/folder\")\nprint(model.encode(\"your text\"))\n```\n",
        pooling == "first" ? "the first" : "the " + pooling);
}

std::string whatItGives(const Recipe& recipe) {
    const auto labels = recipe.labels.size();
    if (recipe.task == regression) return "Gives a number for a text.";
    if (recipe.task == multiLabel) return fmt::format("Gives a text any of {} labels.", labels);
    if (recipe.task == tokenClassification)
        return fmt::format(
            "Gives every word of a text one of {} labels; words are what white space separates.", labels);
    return fmt::format("Sorts a text into one of {} labels.", labels);
}

} // namespace

std::string modelCardFor(const std::filesystem::path& runFolder) {
    const auto run = readRun(runFolder);
    const auto history = readHistory(runFolder);
    const auto& recipe = run.recipe;
    const auto model = withoutTrailingSlash(recipe.model).filename().string();
    const std::string pipeline =
        recipe.task == tokenClassification ? "token-classification" : "text-classification";
    std::string card = fmt::format("---\npipeline_tag: {}\nlibrary_name: transformers\n---\n\n", pipeline);
    card += fmt::format("# {}\n\n", run.name);
    card += whatItGives(recipe) + fmt::format(" Fine-tuned with Espalier from {}.\n", model);
    if (recipe.task != regression) card += "\n## Labels\n\n";
    if (recipe.task != regression)
        for (const auto& label : recipe.labels) card += fmt::format("- {}\n", label);

    if (const auto* judged = history.judged()) addResults(card, *judged, recipe.labels);
    card += "\n## How it was trained\n\n";
    card += fmt::format(
        "{} texts, {} of {} steps, batch {}, learning rate {}, at most {} tokens a text, seed {}, {}.\n",
        history.plan.trainExamples, run.steps, run.plannedSteps, recipe.batch, recipe.learningRate,
        recipe.maxLength, recipe.seed, run.precision == "bf16" ? "matrix products in bfloat16" : "float32");
    card += recipe.freeze.empty() ? "All rungs were trained.\n"
                                  : fmt::format("Frozen: {}.\n", joined(recipe.freeze));
    if (recipe.pooling != "auto") return card + useOfPooled(recipe.pooling);
    card += fmt::format("\n## Use\n\n```python\nfrom transformers import pipeline\n\nclassify = "
                        "pipeline(\"{}\", model=\"path/to/this/folder\")\nprint(classify(\"your "
                        "text\"))\n```\n",
                        pipeline);
    return card;
}

} // namespace espalier
