#include "core/tokenizer/training/UnigramTrainer.h"

#include "core/base/Parallel.h"
#include "core/tokenizer/training/Alphabet.h"
#include "core/tokenizer/training/PieceModel.h"

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

// Seeds are the likelier the more of the text they cover.
PieceModel seedModel(const RunText& text, const UnigramTraining& training, int threads) {
    const SuffixArray array(text, threads, training.stop);
    const auto seeds =
        frequentSubstrings(array, std::max<std::int64_t>(2, training.minFrequency), training.seeds);
    double sum = 0;
    for (const auto& seed : seeds) sum += seed.score();
    std::vector<double> scores;
    for (const auto& seed : seeds) scores.push_back(std::log(seed.score() / sum));
    return {text, PieceTree(text, array, seeds), std::move(scores), threads, training.stop};
}

// Rounds take a quarter of the pieces away; how many there will be is known well enough for a bar.
class Rounds {
public:
    Rounds(std::size_t from, std::size_t to, const UnigramTraining& training)
        : all_(std::log(static_cast<double>(to) / static_cast<double>(from)) / std::log(training.kept)),
          progress_(training.progress) {}
    void next() {
        if (progress_) progress_(std::min(1.0, ++done_ / std::max(1.0, all_ + 1)));
    }

private:
    double all_, done_ = 0;
    const TrainingProgress& progress_;
};

// Every character, and of the rest the likeliest. Likelier ones first; of equal ones the first by bytes.
std::vector<ScoredPiece> chosen(const PieceModel& model, std::size_t room) {
    std::vector<std::size_t> order(model.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto likelier = [&](std::size_t a, std::size_t b) {
        if (model.score(a) != model.score(b)) return model.score(a) > model.score(b);
        return model.textOf(a) < model.textOf(b);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (model.isCharacter(a) != model.isCharacter(b)) return model.isCharacter(a);
        return likelier(a, b);
    });
    if (order.size() > room) order.resize(room);
    std::sort(order.begin(), order.end(), likelier);
    std::vector<ScoredPiece> pieces;
    for (const std::size_t i : order) pieces.push_back({model.textOf(i), model.score(i)});
    return pieces;
}

} // namespace

std::vector<ScoredPiece> trainUnigram(std::span<const CountedWord> words, const UnigramTraining& training) {
    const int threads = training.threads > 0 ? training.threads : hardwareThreads();
    const std::size_t special = training.specialTokens.size();
    const RunText text(words, alphabetOf(words, {}, static_cast<std::size_t>(training.alphabet)));
    checkRoom(training, special + text.alphabet.size());
    if (text.runs.empty()) return {};

    const std::size_t room = static_cast<std::size_t>(training.size) - special;
    const std::size_t enough = room * 11 / 10; // of these the likeliest are taken, as in sentencepiece
    PieceModel model = seedModel(text, training, threads);
    Rounds rounds(model.size(), enough, training);
    for (;;) {
        for (int i = 0; i < training.estimates; ++i) model.estimate();
        rounds.next();
        if (model.size() <= enough) break;
        const auto share = static_cast<std::size_t>(static_cast<double>(model.size()) * training.kept);
        model.prune(std::max(enough, share));
    }
    return chosen(model, room);
}

} // namespace espalier
