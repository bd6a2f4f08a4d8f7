#include "core/model/generation/Generate.h"

#include "core/base/Error.h"
#include "core/model/Device.h"

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

using Ids = std::vector<std::int64_t>;

void check(const GenerationSettings& s) {
    const auto refuse = [](const Message& what) { throw Error(ErrorKind::Usage, what); };
    if (s.newTokens < 1)
        refuse(message("model", "{0} new tokens can't be written: expected 1 or more.", s.newTokens));
    if (s.beams < 1) refuse(message("model", "A search by {0} beams is none: expected 1 or more.", s.beams));
    if (s.sample && s.beams > 1)
        refuse(message("model", "Words are either drawn or searched for by {0} beams, not both.", s.beams));
    if (s.sample && !(s.temperature > 0))
        refuse(message("model", "The temperature is {0}, expected more than 0.", s.temperature));
    if (s.sample && !(s.topP > 0 && s.topP <= 1))
        refuse(message("model", "The share of likely words is {0}, expected more than 0, up to 1.", s.topP));
}

bool isEnd(std::int64_t id, const GenerationSettings& s) {
    return std::find(s.ends.begin(), s.ends.end(), id) != s.ends.end();
}

torch::Tensor column(const Ids& ids) {
    return torch::tensor(ids, torch::kInt64).unsqueeze(1);
}

// One step's draw from float32 [vocabulary].
std::int64_t drawn(const torch::Tensor& logits, const GenerationSettings& s, const at::Generator& generator) {
    auto [likeliest, ids] = (logits.to(torch::kCPU) / s.temperature).sort(0, /*descending=*/true);
    if (s.topK > 0) likeliest.slice(0, s.topK).fill_(-std::numeric_limits<float>::infinity());
    if (s.topP < 1) {
        const auto shares = torch::softmax(likeliest, 0);
        const auto before = shares.cumsum(0) - shares; // of those that are likelier: the first has none
        likeliest.masked_fill_(before >= s.topP, -std::numeric_limits<float>::infinity());
    }
    const auto place = torch::multinomial(torch::softmax(likeliest, 0), 1, false, generator);
    return ids[place.item<std::int64_t>()].item<std::int64_t>();
}

Ids oneByOne(Decoder& decoder, Ids text, const GenerationSettings& s, const std::stop_token& stop) {
    const auto generator = makeGenerator(torch::kCPU, s.seed);
    auto logits = decoder.next(torch::tensor(text, torch::kInt64).unsqueeze(0));
    for (std::int64_t written = 1; !stop.stop_requested(); ++written) {
        auto next = s.sample ? drawn(logits[0], s, generator) : logits[0].argmax().item<std::int64_t>();
        if (written == s.newTokens && s.forcedEnd >= 0) next = s.forcedEnd;
        text.push_back(next);
        if (isEnd(next, s) || written == s.newTokens) break;
        logits = decoder.next(column({next}));
    }
    return text;
}

struct Scored {
    Ids text;
    double score;
};

// Beam search by the rules of Transformers: a text that ends is set aside with its score by length, the
// others go on until none of them can become better than all that were set aside.
class BeamSearch {
public:
    BeamSearch(Decoder& decoder, Ids prompt, const GenerationSettings& settings)
        : decoder_(decoder), s_(settings), prompt_(std::move(prompt)) {}

    Ids run(const std::stop_token& stop) {
        auto logits = decoder_.next(torch::tensor(prompt_, torch::kInt64).unsqueeze(0));
        running_ = {{prompt_, 0}};
        for (std::int64_t written = 1; !stop.stop_requested(); ++written) {
            if (!step(logits, written)) break;
            Ids last;
            for (const auto& beam : running_) last.push_back(beam.text.back());
            logits = decoder_.next(column(last));
        }
        return whole_.empty() ? running_.front().text : whole_.front().text;
    }

private:
    struct Candidate {
        std::int64_t beam, id;
        double score;
        bool ends;
    };

    double byLength(double score, std::int64_t written) const {
        return score / std::pow(static_cast<double>(written), s_.lengthPenalty);
    }
    bool full() const { return static_cast<std::int64_t>(whole_.size()) >= s_.beams; }

    // Best first, more than there are beams: enough go on even where the best all end.
    std::vector<Candidate> candidates(const torch::Tensor& logits, std::int64_t written) const {
        auto scores = torch::log_softmax(logits.to(torch::kCPU), 1);
        if (written == s_.newTokens && s_.forcedEnd >= 0) {
            scores.fill_(-std::numeric_limits<float>::infinity());
            scores.select(1, s_.forcedEnd).fill_(0);
        }
        std::vector<float> before;
        for (const auto& beam : running_) before.push_back(static_cast<float>(beam.score));
        scores = scores + torch::tensor(before).unsqueeze(1);
        const auto vocabulary = scores.size(1);
        const auto kept =
            std::min(std::max<std::int64_t>(2, 1 + static_cast<std::int64_t>(s_.ends.size())) * s_.beams,
                     scores.numel());
        const auto [best, places] = scores.flatten().topk(kept);
        std::vector<Candidate> found;
        for (std::int64_t i = 0; i < kept; ++i) {
            const auto place = places[i].item<std::int64_t>();
            const auto id = place % vocabulary;
            found.push_back(
                {place / vocabulary, id, best[i].item<double>(), isEnd(id, s_) || written == s_.newTokens});
        }
        return found;
    }

    Scored extended(const Candidate& candidate, double score) const {
        auto text = running_[static_cast<std::size_t>(candidate.beam)].text;
        text.push_back(candidate.id);
        return {std::move(text), score};
    }

    // Whether the search goes on.
    bool step(const torch::Tensor& logits, std::int64_t written) {
        const auto found = candidates(logits, written);
        for (std::size_t i = 0; i < found.size() && static_cast<std::int64_t>(i) < s_.beams; ++i)
            if (found[i].ends && !(full() && s_.earlyStopping))
                whole_.push_back(extended(found[i], byLength(found[i].score, written)));
        std::stable_sort(whole_.begin(), whole_.end(),
                         [](const auto& a, const auto& b) { return a.score > b.score; });
        if (full()) whole_.resize(static_cast<std::size_t>(s_.beams));

        std::vector<Scored> next;
        Ids rows;
        for (const auto& candidate : found) {
            if (candidate.ends || static_cast<std::int64_t>(next.size()) == s_.beams) continue;
            next.push_back(extended(candidate, candidate.score));
            rows.push_back(candidate.beam);
        }
        if (next.empty()) return false;
        running_ = std::move(next);
        if (full() && (s_.earlyStopping || byLength(running_.front().score, written) <= whole_.back().score))
            return false;
        decoder_.reorder(torch::tensor(rows, torch::kInt64));
        return true;
    }

    Decoder& decoder_;
    const GenerationSettings& s_;
    Ids prompt_;
    std::vector<Scored> running_; // best first
    std::vector<Scored> whole_;   // likewise, at most as many as beams
};

} // namespace

std::vector<std::int64_t> generate(Decoder& decoder, std::vector<std::int64_t> prompt,
                                   const GenerationSettings& settings, std::stop_token stop) {
    check(settings);
    const c10::InferenceMode guard;
    if (settings.beams > 1) return BeamSearch(decoder, std::move(prompt), settings).run(stop);
    return oneByOne(decoder, std::move(prompt), settings, stop);
}

} // namespace espalier
