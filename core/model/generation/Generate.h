#pragma once
// Texts that a model writes on, token by token.
#include <torch/torch.h>

#include <stop_token>
#include <vector>

namespace espalier {

// What is written on: rows of equal length, of which the model keeps what it has seen.
class Decoder {
public:
    virtual ~Decoder() = default;
    // ids: int64 [rows, n], the next n tokens of every row → float32 [rows, vocabulary], the logits of what
    // comes then.
    virtual torch::Tensor next(const torch::Tensor& ids) = 0;
    // Row i goes on from where rows[i] was; int64 [rows], of which there may be another number.
    virtual void reorder(const torch::Tensor& rows) = 0;
};

struct GenerationSettings {
    std::int64_t newTokens = 128;        // at most
    std::vector<std::int64_t> ends = {}; // tokens after which a text is whole
    std::int64_t forcedEnd = -1; // the token that a text at its full length gets for its last; -1: none
    // Beam search with so many texts at a time, of which the best by log-probability / length^lengthPenalty
    // is taken; 1: the likeliest token each time.
    std::int64_t beams = 1;
    double lengthPenalty = 1;
    bool earlyStopping = false; // stop as soon as there are as many whole texts as beams
    // Drawn in place of the likeliest, without beams: from the topK likeliest tokens (0: all), of which the
    // likeliest are taken whose probabilities sum up to topP (Holtzman et al. 2020, arXiv:1904.09751).
    bool sample = false;
    double temperature = 1;
    std::int64_t topK = 0;
    double topP = 1;
    std::uint64_t seed = 0;
};

// The prompt and what follows it, with the end token where there is one; when stopped, what there is so far.
// Throws Error(Usage) for settings that contradict each other.
std::vector<std::int64_t> generate(Decoder& decoder, std::vector<std::int64_t> prompt,
                                   const GenerationSettings& settings, std::stop_token stop = {});

} // namespace espalier
