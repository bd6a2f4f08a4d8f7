// A vocabulary of one's own: trained on texts, held against a model's, and put under a model.
#include "app/cli/AllTexts.h"
#include "app/cli/Console.h"
#include "app/cli/ModelCommands.h"
#include "core/base/Text.h"
#include "core/data/TextFit.h"
#include "core/model/NewVocabulary.h"

#include <algorithm>
#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    TextSource source;
    VocabularySettings settings;
    std::string out, against, adapt;
};

// Texts to judge by: all of a small set; of a large one every second, every fourth…, always from the first
// on.
class Sample {
public:
    void add(std::string_view text) {
        if (seen_++ % stride_ != 0) return;
        texts_.emplace_back(text);
        if (texts_.size() < most) return;
        for (std::size_t i = 0; 2 * i < texts_.size(); ++i) texts_[i] = std::move(texts_[2 * i]);
        texts_.resize(most / 2);
        stride_ *= 2;
    }
    TextFit fit(const Tokenizer& tokenizer, const Context& context, int threads) const {
        std::vector<TextPair> texts;
        for (const auto& text : texts_) texts.push_back({text, std::nullopt});
        return measureFit(tokenizer, texts, threads, context.stop);
    }

private:
    static constexpr std::size_t most = 20'000;
    std::vector<std::string> texts_;
    std::size_t seen_ = 0, stride_ = 1;
};

TrainedVocabulary train(const Arguments& a, Sample& sample, const Context& context) {
    VocabularyTraining training(a.settings, context.stop);
    a.source.each(context, [&](std::string_view text) {
        training.add(text);
        sample.add(text);
    });
    ProgressBar bar;
    auto trained = training.finish([&](double done) {
        if (!context.json) bar.show(done, "Training the vocabulary …");
    });
    bar.clear();
    return trained;
}

// The longest without the special ones, for a look at what was learned.
std::vector<std::string> longestTokens(const TrainedVocabulary& vocabulary) {
    constexpr std::size_t shown = 12;
    const auto& kind = vocabularyKindNamed(vocabulary.settings.kind);
    std::vector<std::string> texts;
    for (std::size_t id = kind.specialTokens().size(); id < vocabulary.tokens.size(); ++id)
        if (auto text = kind.text(vocabulary.tokens[id]); isValidUtf8(text)) texts.push_back(trimmed(text));
    std::stable_sort(texts.begin(), texts.end(),
                     [](const auto& a, const auto& b) { return codePointCount(a) > codePointCount(b); });
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    if (texts.size() > shown) texts.resize(shown);
    return texts;
}

Json toJson(const TextFit& fit, std::int32_t size) {
    return {{"size", size},
            {"texts", fit.texts},
            {"words", fit.words},
            {"pieces", fit.pieces},
            {"pieces_per_word", fit.piecesPerWord()},
            {"unknown_share", fit.unknownShare()}};
}

void printFit(const std::string& name, const TextFit& fit, std::int32_t size) {
    printLine(fmt::format("{:<32} {:>9} {:>15.3f} {:>10.2f} %", name, thousands(size), fit.piecesPerWord(),
                          100 * fit.unknownShare()));
}

void tell(const TrainedVocabulary& v, const Arguments& a, const Sample& sample, const Context& context) {
    const auto own = loadTokenizer(a.out);
    const auto fit = sample.fit(*own, context, a.settings.threads);
    const auto other = a.against.empty() ? nullptr : loadTokenizer(resolveModel(a.against));
    const auto otherFit = other ? sample.fit(*other, context, a.settings.threads) : TextFit();
    const auto longest = longestTokens(v);
    if (context.json) {
        Json json{{"event", "result"},
                  {"out", a.out},
                  {"kind", v.settings.kind},
                  {"asked", v.settings.size},
                  {"texts", v.texts},
                  {"words", v.words},
                  {"different_words", v.differentWords},
                  {"saw_all", v.sawAll},
                  {"longest", longest},
                  {"fit", toJson(fit, own->vocabularySize())}};
        if (other) json["against"] = toJson(otherFit, other->vocabularySize());
        printJson(json);
        return;
    }
    printLine(fmt::format("{} pieces from {} texts with {} words, {} different, are in {}.",
                          thousands(own->vocabularySize()), thousands(v.texts), thousands(v.words),
                          thousands(v.differentWords), a.out));
    if (!v.isFull())
        printNote(fmt::format("The texts have no more pieces that occur {} times: {} were asked for.",
                              v.settings.minFrequency, thousands(v.settings.size)));
    if (!v.sawAll)
        printNote(
            "There were more different words than fit into memory: those new in later texts were left out.");
    printLine(fmt::format("{:<32} {:>9} {:>15} {:>12}", "vocabulary", "pieces", "a word", "unknown"));
    printFit("the new one", fit, own->vocabularySize());
    if (other) printFit(a.against, otherFit, other->vocabularySize());
    printLine("The longest pieces: " + joined(longest));
}

void tellAdapted(const TokenSources& sources, const Arguments& a, const Context& context) {
    if (context.json) {
        printJson({{"event", "adapted"},
                   {"out", a.out},
                   {"same", sources.same},
                   {"composed", sources.composed},
                   {"unknown", sources.unknown}});
        return;
    }
    printLine(fmt::format(
        "{} goes on with it in {}: {} pieces it had, {} are put together from others, {} begin "
        "as the mean of all.",
        a.adapt, a.out, thousands(sources.same), thousands(sources.composed), thousands(sources.unknown)));
    printNote(fmt::format("It must be trained before it is of use: espalier-cli train … --model {}", a.out));
}

int trainVocabulary(const Arguments& a, Context& context) {
    const auto checkpoint = a.adapt.empty() ? std::filesystem::path() : resolveModel(a.adapt);
    if (!a.against.empty()) resolveModel(a.against); // throws now, not after the work
    Sample sample;
    const auto trained = train(a, sample, context);
    if (a.adapt.empty())
        saveVocabulary(trained, a.out);
    else
        tellAdapted(giveVocabulary(checkpoint, trained, a.out, context.stop), a, context);
    tell(trained, a, sample, context);
    return Done;
}

std::vector<std::string> kindNames() {
    std::vector<std::string> names;
    for (const auto* kind : vocabularyKinds()) names.emplace_back(kind->name);
    return names;
}

std::string kindHelp() {
    std::vector<std::string> lines;
    for (const auto* kind : vocabularyKinds())
        lines.push_back(fmt::format("{} ({})", kind->name, kind->what));
    return joined(lines, "; ");
}

} // namespace

void addVocabulary(CLI::App& program, Context& context) {
    auto* vocabulary = program.add_subcommand("vocabulary", "Vocabularies made from one's own texts");
    vocabulary->require_subcommand(1);
    auto* command = vocabulary->add_subcommand(
        "train",
        "Train a vocabulary on texts. All of DATA is read: leave texts out that a model shall be judged "
        "on later, or the vocabulary has seen them");
    const auto a = std::make_shared<Arguments>();
    a->source.addOptions(*command);
    command->add_option("--out", a->out, "Folder to write; it must not exist or be empty")->required();
    command->add_option("--kind", a->settings.kind, kindHelp())
        ->capture_default_str()
        ->check(CLI::IsMember(kindNames()));
    command->add_option("--size", a->settings.size, "Pieces, with the special tokens")->capture_default_str();
    command->add_flag("--lower-case", a->settings.lowercase, "Upper case counts as lower case");
    command->add_option("--min-frequency", a->settings.minFrequency, "What is rarer becomes no piece")
        ->capture_default_str();
    command->add_option("--alphabet", a->settings.alphabet,
                        "At most so many different characters, the most frequent; 0: all");
    command->add_option("--threads", a->settings.threads, "Threads; 0: all");
    command->add_option("--against", a->against,
                        std::string("Also say how a checkpoint's own vocabulary fits the texts. ") +
                            modelHelp);
    command->add_option("--adapt", a->adapt,
                        std::string("Write this checkpoint with the new vocabulary. ") + modelHelp);
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback(
        [=, &context] { context.run = [=, &context] { return trainVocabulary(*a, context); }; });
}

} // namespace espalier::cli
