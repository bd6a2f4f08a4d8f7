#include "core/base/Files.h"
#include "core/export/HuggingFace.h"
#include "core/task/Predictor.h"

#include <algorithm>
#include <cmath>

namespace espalier {

ExportProof proveExport(const fs::path& run, const fs::path& target, std::span<const Example> examples,
                        const StopToken& stop) {
    const auto original = openPredictor(run), exported = openPredictor(target);
    const auto texts = textsOf(examples);
    const auto a = original->probabilities(texts, stop);
    const auto b = exported->probabilities(texts, stop);

    ExportProof proof;
    proof.texts = static_cast<std::int64_t>(examples.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        proof.largestDifference =
            std::max(proof.largestDifference, static_cast<double>(std::abs(a[i] - b[i])));
    if (!examples.empty()) proof.accuracy = exported->evaluate(examples, stop).metrics.accuracy;
    return proof;
}

} // namespace espalier
