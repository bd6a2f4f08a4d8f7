#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/model/Library.h"
#include "core/tokenizer/Tokenizer.h"

#include <iostream>
#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string model;
    std::int32_t maxLength = 0;
    std::vector<std::string> texts;
};

void tokenizeOne(const Tokenizer& tokenizer, const std::string& text, const Arguments& a, bool json) {
    const auto encoding = tokenizer.encode({text, std::nullopt}, {a.maxLength, true});
    std::vector<std::string> tokens;
    for (const auto id : encoding.ids) tokens.push_back(tokenizer.token(id));
    if (json) {
        printJson({{"text", text},
                   {"tokens", tokens},
                   {"ids", encoding.ids},
                   {"type_ids", encoding.typeIds},
                   {"offsets", encoding.offsets}});
        return;
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto [begin, end] = encoding.offsets[i];
        printLine(fmt::format("{:>7}  {:<24} {}", encoding.ids[i], tokens[i],
                              end > begin ? fmt::format("characters {} to {}", begin + 1, end) : "special"));
    }
}

int tokenize(const Arguments& a, Context& context) {
    const auto tokenizer = loadTokenizer(resolveModel(a.model));
    for (const auto& text : a.texts) tokenizeOne(*tokenizer, text, a, context.json);
    if (a.texts.empty())
        for (std::string line; std::getline(std::cin, line);) {
            throwIfStopped(context.stop);
            tokenizeOne(*tokenizer, line, a, context.json);
        }
    return Done;
}

} // namespace

void addTokenize(CLI::App& program, Context& context) {
    auto* command =
        program.add_subcommand("tokenize", "Show the tokens of texts, or of the lines of standard input");
    const auto a = std::make_shared<Arguments>();
    command->add_option("--model", a->model, "Checkpoint: a folder, or a name in the library")->required();
    command->add_option("--max-length", a->maxLength, "Tokens to cut at; 0: never");
    command->add_option("TEXT", a->texts, "Texts")->take_all();
    command->add_flag("--json", context.json, "One JSON object a text");
    command->callback([=, &context] { context.run = [=, &context] { return tokenize(*a, context); }; });
}

} // namespace espalier::cli
