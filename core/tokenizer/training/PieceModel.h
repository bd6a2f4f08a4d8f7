#pragma once
// A Unigram model in training: pieces, their log-probabilities, and what these say of the words.
#include "core/tokenizer/training/PieceTree.h"

namespace espalier {

class PieceModel {
public:
    // scores: of each piece of the tree, of any sum.
    PieceModel(const RunText& text, PieceTree tree, std::vector<double> scores, int threads, StopToken stop);

    std::size_t size() const { return tree_.size(); }
    double score(std::size_t piece) const { return scores_[piece]; }
    bool isCharacter(std::size_t piece) const { return tree_[piece].length == 1; }
    std::string textOf(std::size_t piece) const {
        return text_.text(tree_[piece].position, tree_[piece].length);
    }

    // Fits the probabilities to how often each piece is used over all ways to cut the words (EM, by forward
    // and backward sums). Pieces that hardly are go; characters stay.
    void estimate();
    // Takes away pieces that the likeliest cuts do without, and of the others those whose loss is least until
    // `most` are left.
    void prune(std::size_t most);

private:
    std::vector<double> expectedUses() const;
    std::vector<double> likeliestUses() const;
    std::vector<std::int32_t> otherCut(std::size_t piece) const;
    // work(first, last, uses): adds to the uses of pieces what the runs [first, last) do.
    template<class Work>
    std::vector<double> sumOverRuns(Work&& work) const;
    void keep(const std::vector<bool>& kept);

    const RunText& text_;
    PieceTree tree_;
    std::vector<double> scores_;
    int threads_;
    StopToken stop_;
};

} // namespace espalier
